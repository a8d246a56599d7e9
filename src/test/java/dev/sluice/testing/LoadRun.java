package dev.sluice.testing;

import java.io.IOException;
import java.time.Duration;
import java.util.Deque;
import java.util.Queue;
import java.util.UUID;
import java.util.concurrent.ConcurrentLinkedDeque;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/**
 * A stream of keep-alive requests at a steady rate, whether or not earlier ones are answered (an open model), against a
 * port on loopback. Runs until {@link #stop}, at the latest for its limit.
 *
 * <p>Plain sockets and threads, one per request in flight: no Netty, so that leak detection, which tests have switched
 * on, does not slow it down, and so that it shares no event loop with what it measures. Every request has an
 * {@code X-Request-Uid} of its own.
 */
public final class LoadRun implements AutoCloseable {

    private static final int TIMEOUT_MS = 30_000;
    private static final long LONGEST_IDLE_NANOS = TimeUnit.SECONDS.toNanos(10);

    private final Load load;
    private final String run = UUID.randomUUID().toString().substring(0, 8);
    private final Queue<Shot> shots = new ConcurrentLinkedQueue<>();
    private final Deque<LoadConnection> idle = new ConcurrentLinkedDeque<>();
    private final ExecutorService threads = Executors.newCachedThreadPool(LoadRun::daemon);
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
     */
    public record Load(int port, String host, String path, int perSecond, int postPercent, Duration limit) {

        /** GETs only, for five minutes at most. */
        public static Load gets(int port, String host, int perSecond) {
            return new Load(port, host, "/", perSecond, 0, Duration.ofMinutes(5));
        }

        public Load withPosts(int percent) {
            return new Load(port, host, path, perSecond, percent, limit);
        }

        public Load withPath(String newPath) {
            return new Load(port, host, newPath, perSecond, postPercent, limit);
        }
    }

    private LoadRun(Load load) {
        this.load = load;
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
        idle.forEach(LoadConnection::close);
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
        idle.forEach(LoadConnection::close);
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
            threads.execute(() -> shots.add(shoot(post ? "POST" : "GET", uid, due)));
        }
    }

    private Shot shoot(String method, String uid, long due) {
        byte[] request = request(method, uid);
        LoadConnection connection = null;
        long sent = System.nanoTime();
        try {
            connection = connection();
            HttpWire.Head head = connection.exchange(request);
            long done = System.nanoTime();
            int status = Integer.parseInt(head.start().split(" ")[1]);
            return new Shot(method, uid, due, sent, done, status, head.header("x-peer"), null);
        } catch (IOException | IllegalArgumentException e) {
            return new Shot(method, uid, due, sent, System.nanoTime(), 0, "", e.toString());
        } finally {
            if (connection != null && connection.isReusable(LONGEST_IDLE_NANOS)) {
                idle.push(connection);
            } else if (connection != null) {
                connection.close();
            }
        }
    }

    /** The connection that was used last, so that few are kept busy; else a new one. */
    private LoadConnection connection() throws IOException {
        for (LoadConnection kept = idle.poll(); kept != null; kept = idle.poll()) {
            if (kept.isReusable(LONGEST_IDLE_NANOS)) {
                return kept;
            }
            kept.close();
        }
        return new LoadConnection(load.port(), TIMEOUT_MS);
    }

    private byte[] request(String method, String uid) {
        String head = method + " " + load.path() + " HTTP/1.1\r\nHost: " + load.host() + "\r\nX-Request-Uid: " + uid;
        return HttpWire.ascii(
                method.equals("POST")
                        ? head + "\r\nContent-Length: " + uid.length() + "\r\n\r\n" + uid
                        : head + "\r\n\r\n");
    }

    private static Thread daemon(Runnable task) {
        Thread thread = new Thread(null, task, "load", 256 * 1024);
        thread.setDaemon(true);
        return thread;
    }
}
