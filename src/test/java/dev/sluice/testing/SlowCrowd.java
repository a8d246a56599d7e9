package dev.sluice.testing;

import dev.sluice.testing.SlowClient.Kind;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/**
 * Clients that keep a server waiting, in clear text, by HTTP/1.1 and HTTP/2 in turn: a third send a head, a byte each second, a
 * third a body, a third take nothing of a large answer. One thread of its own moves them all.
 */
public final class SlowCrowd implements AutoCloseable {

    private static final long STEP_MS = 1_000;

    private final List<SlowClient> clients = new ArrayList<>();
    private final Thread thread = new Thread(this::play, "slow crowd");
    private volatile boolean over;

    private SlowCrowd() {}

    /**
     * Opens so many, and begins.
     *
     * @param large a target whose answer is large
     */
    public static SlowCrowd open(int port, String host, String large, int count) {
        SlowCrowd crowd = new SlowCrowd();
        try {
            Kind[] kinds = Kind.values();
            for (int i = 0; i < count; i++) {
                boolean http2 = i / kinds.length % 2 == 1;
                crowd.clients.add(SlowClient.open(kinds[i % kinds.length], http2, port, host, large));
            }
            crowd.thread.setDaemon(true);
            crowd.thread.start();
            return crowd;
        } catch (IOException e) {
            crowd.close();
            throw new UncheckedIOException(e);
        }
    }

    private void play() {
        while (!over) {
            synchronized (this) {
                clients.forEach(SlowClient::step);
            }
            try {
                Thread.sleep(STEP_MS);
            } catch (InterruptedException e) {
                return;
            }
        }
    }

    /** How many of those with a slow head or body the server still waits for. */
    public synchronized long waitedFor() {
        return clients.stream()
                .filter(client -> client.kind() != Kind.READER && client.isOpen())
                .count();
    }

    /** How long it waited for each of those that it waits for no more, the shortest first. */
    public synchronized List<Duration> waits() {
        return clients.stream()
                .filter(client -> client.kind() != Kind.READER && !client.isOpen())
                .map(SlowClient::endedAfter)
                .sorted()
                .toList();
    }

    /** All of them leave. */
    @Override
    public void close() {
        over = true;
        thread.interrupt();
        synchronized (this) {
            for (SlowClient client : clients) {
                try {
                    client.close();
                } catch (IOException e) {
                    throw new UncheckedIOException(e);
                }
            }
        }
    }
}
