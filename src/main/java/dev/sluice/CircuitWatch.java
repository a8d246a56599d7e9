package dev.sluice;

import dev.sluice.core.failover.CircuitNews;
import dev.sluice.core.failover.Event;
import dev.sluice.core.port.Clock;
import dev.sluice.core.port.ControlPlane;
import io.vertx.core.Vertx;

/** Looks once a second whether routes' circuits have opened or closed, and has it told. Control loop. */
final class CircuitWatch {

    /** No circuit is open for a shorter time. */
    private static final long EVERY_MS = 1_000;

    private final Vertx vertx;
    private final Clock clock;
    private final ControlPlane control;
    private final CircuitNews news = new CircuitNews();
    private final long timer;

    /** One that looks from now on. */
    CircuitWatch(Vertx vertx, Clock clock, ControlPlane control) {
        this.vertx = vertx;
        this.clock = clock;
        this.control = control;
        this.timer = vertx.setPeriodic(EVERY_MS, id -> look());
    }

    private void look() {
        for (Event event : news.look(control.snapshot(), clock.now())) {
            control.tell(event);
        }
    }

    void close() {
        vertx.cancelTimer(timer);
    }
}
