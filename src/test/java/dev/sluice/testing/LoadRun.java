package dev.sluice.testing;

import java.io.IOException;
import java.time.Duration;
import java.util.Queue;
import java.util.UUID;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;

/**
 * A stream of requests at a steady rate, whether or not earlier ones are answered (an open model), against a
 * port on loopback. Runs until {@link #stop}, at the latest for its limit.
 *
 * <p>A thread per request in flight, and in HTTP/1.1 plain sockets: no Netty, so that leak detection, which tests have
 * switched on, does not slow it down, and so that it shares no event loop with what it measures. Every request has an
 * {@code X-Request-Uid} of its own.
 */
public final class LoadRun implements AutoCloseable {

    private static final int TIMEOUT_MS = LoadClient.TIMEOUT_MS;

    private final Load load;
    private final LoadClient client;
    private final String run = UUID.randomUUID().toString().substring(0, 8);
    private final Queue<Shot> shots = new ConcurrentLinkedQueue<>();
    private final ExecutorService threads = Executors.newCachedThreadPool(LoadRun::daemon);
    private final AtomicInteger inFlight = new AtomicInteger();
    private final Thread pacer;
    private volatile boolean stopped;

    /**
     * What is sent.
     *
     * @param host the Host that requests name
     * @param path target of every request
     * @param perSecond the rate
     * @param postPercent how many of a hundred requests are POSTs, spread evenly; the others are GETs
     * @param limit it ends by itself after this
     * @param mostInFlight with so many unanswered the next is not sent, so that a machine without time to spare is not buried
     */
    public record Load(
            LoadWire wire,
            int port,
            String host,
            String path,
            int perSecond,
            int postPercent,
            Duration limit,
            int mostInFlight) {

        /** In HTTP/1.1, however many are unanswered. */
        public Load(int port, String host, String path, int perSecond, int postPercent, Duration limit) {
            this(LoadWire.HTTP1, port, host, path, perSecond, postPercent, limit, Integer.MAX_VALUE);
        }

        /** GETs only, for five minutes at most. */
        public static Load gets(int port, String host, int perSecond) {
            return new Load(port, host, "/", perSecond, 0, Duration.ofMinutes(5));
        }

        public Load withPosts(int percent) {
            return new Load(wire, port, host, path, perSecond, percent, limit, mostInFlight);
        }

        public Load over(LoadWire newWire) {
            return new Load(newWire, port, host, path, perSecond, postPercent, limit, mostInFlight);
        }

        public Load withPath(String newPath) {
            return new Load(wire, port, host, newPath, perSecond, postPercent, limit, mostInFlight);
        }

        public Load withMostInFlight(int most) {
            return new Load(wire, port, host, path, perSecond, postPercent, limit, most);
        }
    }

    private LoadRun(Load load) {
        this.load = load;
        this.client = load.wire().to(load.port(), load.host(), load.path());
        this.pacer = daemon(this::pace);
    }

    /** Starts sending. */
    public static LoadRun start(Load load) {
        LoadRun run = new LoadRun(load);
        run.pacer.start();
        return run;
    }

    /** What has been answered or has failed so far. */
    public LoadReport soFar() {
        return new LoadReport(shots.stream().toList());
    }

    /** Sends no more, waits for what is in flight, and tells of every request. */
    public LoadReport stop() {
        stopped = true;
        try {
            pacer.join(TIMEOUT_MS); // or it would hand requests to threads that take none
            threads.shutdown();
            if (!threads.awaitTermination(2L * TIMEOUT_MS, TimeUnit.MILLISECONDS)) {
                throw new IllegalStateException("load run: actual requests in flight, expected all to end");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
        client.close();
        return soFar();
    }

    @Override
    public void close() {
        stopped = true;
        try {
            pacer.join(TIMEOUT_MS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        threads.shutdownNow();
        client.close();
    }

    private void pace() {
        long gap = TimeUnit.SECONDS.toNanos(1) / load.perSecond();
        long first = System.nanoTime();
        long most = load.limit().toNanos() / gap;
        for (long i = 0; i < most && !stopped; i++) {
            long due = first + i * gap;
            for (long left = due - System.nanoTime(); left > 0; left = due - System.nanoTime()) {
                LockSupport.parkNanos(left);
            }
            // Spread evenly: a POST whenever another percent of the requests has gone by.
            boolean post = (i + 1) * load.postPercent() / 100 > i * load.postPercent() / 100;
            String uid = run + "-" + i;
            if (inFlight.get() < load.mostInFlight()) {
                inFlight.incrementAndGet();
                threads.execute(() -> {
                    shots.add(shoot(post ? "POST" : "GET", uid, due));
                    inFlight.decrementAndGet();
                });
            }
        }
    }

    private Shot shoot(String method, String uid, long due) {
        long sent = System.nanoTime();
        try {
            LoadClient.Reply reply = client.exchange(method, uid);
            return new Shot(method, uid, due, sent, System.nanoTime(), reply.status(), reply.peer(), null);
        } catch (IOException e) {
            return new Shot(method, uid, due, sent, System.nanoTime(), 0, "", e.toString());
        }
    }

    private static Thread daemon(Runnable task) {
        Thread thread = new Thread(null, task, "load", 256 * 1024);
        thread.setDaemon(true);
        return thread;
    }
}
