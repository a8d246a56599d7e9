package dev.sluice.testing;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;

/**
 * WebSockets that talk both ways all the time: each sends numbered texts, which a stand-in must give back in order, and is
 * told numbered texts by it. None that is lost, doubled or out of order goes unnoticed, nor a socket that is cut.
 */
public final class TalkingCrowd implements AutoCloseable {

    private static final int PATIENCE_MS = 20_000;

    private final List<Talk> talks = new ArrayList<>();
    private final Queue<String> faults = new ConcurrentLinkedQueue<>();
    private final Duration gap;
    private final Thread speaker = new Thread(this::speak, "talking-crowd");
    private volatile boolean stopped;

    /**
     * What became of them.
     *
     * @param texts that arrived, both ways
     * @param byPeer sockets by who answered
     * @param faults a sentence for each socket that was cut or lost something
     */
    public record Report(int sockets, long texts, Map<String, Long> byPeer, List<String> faults) {}

    private TalkingCrowd(Duration gap) {
        this.gap = gap;
        speaker.setDaemon(true);
    }

    /**
     * Opens so many to a stand-in behind that port, and lets them talk.
     *
     * @param tlsPort where every second one goes, in TLS; 0 for none
     * @param gap from one text of a socket to its next, both ways
     */
    public static TalkingCrowd open(int port, int tlsPort, String host, int count, Duration gap) {
        TalkingCrowd crowd = new TalkingCrowd(gap);
        try {
            for (int i = 0; i < count; i++) {
                boolean tls = tlsPort != 0 && i % 2 == 1;
                WebSocketClient socket =
                        WebSocketClient.open(tls ? tlsPort : port, host, "/?every=" + gap.toMillis(), tls);
                String name = "socket " + i + (tls ? " (TLS)" : "") + " at " + socket.peer() + ": ";
                crowd.talks.add(new Talk(socket, what -> crowd.faults.add(name + what)));
            }
        } catch (IOException e) {
            crowd.close();
            throw new UncheckedIOException(e);
        }
        crowd.speaker.start();
        return crowd;
    }

    /** What became of them so far. */
    public Report soFar() {
        return new Report(
                talks.size(),
                talks.stream().mapToLong(Talk::texts).sum(),
                talks.stream().collect(Collectors.groupingBy(Talk::peer, TreeMap::new, Collectors.counting())),
                List.copyOf(faults));
    }

    /** Ends each in good order; everything that was sent must come back by then. */
    public Report stop() {
        stopped = true;
        try {
            speaker.join(PATIENCE_MS);
            talks.forEach(Talk::bye);
            for (Talk talk : talks) {
                talk.end(PATIENCE_MS);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
        return soFar();
    }

    private void speak() {
        try {
            long next = System.nanoTime();
            while (!stopped) {
                talks.forEach(Talk::say);
                next += gap.toNanos();
                TimeUnit.NANOSECONDS.sleep(next - System.nanoTime());
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    @Override
    public void close() {
        stopped = true;
        speaker.interrupt();
        talks.forEach(Talk::cut);
    }
}
