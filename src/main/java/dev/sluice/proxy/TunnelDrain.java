package dev.sluice.proxy;

import dev.sluice.proxy.http.ConnectionCaps;
import io.vertx.core.Vertx;
import java.time.Duration;
import java.util.List;

/**
 * The end of tunnels when the front door goes down: they do not end by themselves, as requests do. They are closed a moment
 * after the last request, or when their time is over. On an event loop of its own choosing.
 */
final class TunnelDrain {

    private static final Duration AFTER_LAST_REQUEST = Duration.ofSeconds(2);
    private static final Duration LONGEST = Duration.ofSeconds(5);
    private static final long LOOK_MS = 50;

    private final Vertx vertx;
    private final ConnectionCaps caps;
    private final List<DoorLoop> loops;
    private final long beganNanos = System.nanoTime();
    private final long longestNanos;
    private final long timer;
    private long requestNanos = beganNanos;

    /**
     * Begins it. Any thread.
     *
     * @param patience how long requests in flight may take: tunnels do not outlast that
     */
    TunnelDrain(Vertx vertx, ConnectionCaps caps, List<DoorLoop> loops, Duration patience) {
        this.vertx = vertx;
        this.caps = caps;
        this.loops = loops;
        this.longestNanos = Math.min(LONGEST.toNanos(), patience.toNanos());
        this.timer = vertx.setPeriodic(LOOK_MS, id -> look());
        look();
    }

    /** Connections that rest were closed when the drain began: one that is left and no tunnel has a request. */
    private void look() {
        long now = System.nanoTime();
        int tunnels = loops.stream().mapToInt(DoorLoop::tunnels).sum();
        if (caps.open() > tunnels) {
            requestNanos = now;
        }
        if (now - requestNanos >= AFTER_LAST_REQUEST.toNanos() || now - beganNanos >= longestNanos) {
            loops.forEach(DoorLoop::closeTunnels);
        }
    }

    /** Nothing is left to close. */
    void end() {
        vertx.cancelTimer(timer);
    }
}
