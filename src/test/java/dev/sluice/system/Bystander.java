package dev.sluice.system;

import dev.sluice.testing.Relay;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.TimeUnit;

/**
 * Asks a stand-in all the time over a line of its own, past Sluice. When it waits long for an answer, this machine starves
 * the stand-ins: whoever calls them silent then is right.
 */
final class Bystander implements AutoCloseable {

    private static final long LATE_NANOS = TimeUnit.MILLISECONDS.toNanos(300);
    private static final long PACE_MS = 100;
    private static final byte[] QUESTION =
            "GET / HTTP/1.1\r\nHost: bystander.test\r\nConnection: close\r\n\r\n".getBytes(StandardCharsets.US_ASCII);

    private final Relay line;
    private final Queue<Instant> late = new ConcurrentLinkedQueue<>();
    private final Thread thread = new Thread(this::ask, "bystander");

    Bystander(int port) {
        line = Relay.to(port);
        thread.setDaemon(true);
        thread.start();
    }

    /** Whether an answer was late between these. */
    boolean sawStarvation(Instant from, Instant until) {
        return late.stream().anyMatch(at -> at.isAfter(from) && at.isBefore(until));
    }

    /** Whether an answer was late within a while before that. */
    boolean sawStarvationBefore(Instant at, Duration span) {
        return sawStarvation(at.minus(span), at.plusSeconds(1));
    }

    private void ask() {
        try {
            while (true) {
                long began = System.nanoTime();
                try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), line.port())) {
                    socket.getOutputStream().write(QUESTION);
                    socket.getInputStream().read();
                } catch (IOException e) {
                    late.add(Instant.now()); // it is there, so this machine has no room for it
                }
                if (System.nanoTime() - began > LATE_NANOS) {
                    late.add(Instant.now());
                }
                TimeUnit.MILLISECONDS.sleep(PACE_MS);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    @Override
    public void close() {
        thread.interrupt();
        line.close();
    }
}
