package dev.sluice.system;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Map;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.LongAdder;

/**
 * Clients that come at a steady rate, each on a connection of its own, ask one thing, and leave after a fixed time by a
 * reset, whether or not they have an answer. One thread for all of them.
 */
final class Visitors implements AutoCloseable {

    private static final int STATUS_LINE_BYTES = "HTTP/1.1 200".length();

    private final int port;
    private final byte[] request;
    private final long gapNanos;
    private final long stayNanos;
    private final Deque<Visit> present = new ArrayDeque<>();
    private final Map<String, LongAdder> answers = new ConcurrentSkipListMap<>();
    private final Thread thread = new Thread(this::come, "visitors");

    private record Visit(Socket socket, long cameNanos) {}

    private Visitors(int port, String request, int perSecond, Duration stay) {
        this.port = port;
        this.request = request.getBytes(StandardCharsets.US_ASCII);
        this.gapNanos = TimeUnit.SECONDS.toNanos(1) / perSecond;
        this.stayNanos = stay.toNanos();
    }

    /** The first comes now, the last when this is closed. */
    static Visitors start(int port, String request, int perSecond, Duration stay) {
        Visitors visitors = new Visitors(port, request, perSecond, stay);
        visitors.thread.setDaemon(true);
        visitors.thread.start();
        return visitors;
    }

    /** How many of those who have left had which status; without one they stand under {@code none}. */
    Map<String, LongAdder> answers() {
        return answers;
    }

    private void come() {
        try {
            long next = System.nanoTime();
            while (true) {
                next += gapNanos;
                TimeUnit.NANOSECONDS.sleep(Math.max(0, next - System.nanoTime()));
                while (!present.isEmpty() && System.nanoTime() - present.peek().cameNanos() > stayNanos) {
                    leave(present.poll().socket());
                }
                Socket socket = new Socket(InetAddress.getLoopbackAddress(), port);
                socket.setSoLinger(true, 0);
                present.add(new Visit(socket, System.nanoTime()));
                socket.getOutputStream().write(request);
            }
        } catch (InterruptedException e) {
            present.forEach(visit -> leave(visit.socket()));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void leave(Socket socket) {
        String status = "none";
        try (socket) {
            if (socket.getInputStream().available() >= STATUS_LINE_BYTES) {
                byte[] start = socket.getInputStream().readNBytes(STATUS_LINE_BYTES);
                status = new String(start, StandardCharsets.US_ASCII).substring("HTTP/1.1 ".length());
            }
        } catch (IOException e) {
            status = "none"; // the other side was first
        }
        answers.computeIfAbsent(status, any -> new LongAdder()).increment();
    }

    @Override
    public void close() {
        thread.interrupt();
        try {
            thread.join(TimeUnit.SECONDS.toMillis(10));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
