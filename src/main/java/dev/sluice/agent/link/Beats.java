package dev.sluice.agent.link;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.json.JsonObject;
import java.util.function.Supplier;
import java.util.random.RandomGenerator;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The beats: how the agent fares, said every 5 s, and at once when something has changed. Lives on one event loop. */
public final class Beats {

    private static final Logger LOG = LoggerFactory.getLogger(Beats.class);

    private static final long PACE_MS = 5_000;
    /** Changes come in flocks. */
    private static final long GATHER_MS = 50;

    private final Vertx vertx;
    private final ServerLink link;
    private final Supplier<JsonObject> body;
    private final RandomGenerator random;
    private long timer = -1;
    private boolean sending;
    private boolean soon;
    private boolean closed;

    private Beats(Vertx vertx, ServerLink link, Supplier<JsonObject> body, RandomGenerator random) {
        this.vertx = vertx;
        this.link = link;
        this.body = body;
        this.random = random;
    }

    /** Begins to beat over that link, on its event loop. */
    public static Beats open(Vertx vertx, ServerLink link, Supplier<JsonObject> body, RandomGenerator random) {
        Beats beats = new Beats(vertx, link, body, random);
        beats.later(beats.pace());
        return beats;
    }

    /** Something has changed: the next beat comes at once. */
    public void now() {
        if (sending) {
            soon = true;
        } else {
            later(GATHER_MS);
        }
    }

    private void later(long millis) {
        vertx.cancelTimer(timer);
        if (!closed) {
            timer = vertx.setTimer(millis, id -> beat());
        }
    }

    private void beat() {
        sending = true;
        Future.succeededFuture()
                .compose(v ->
                        link.beat(body.get().toBuffer())) // within, so that no beat that cannot be made is the last
                .onFailure(fault -> LOG.debug("no beat reached the front door: {}", fault.toString()))
                .onComplete(done -> {
                    sending = false;
                    later(soon ? GATHER_MS : pace());
                    soon = false;
                });
    }

    private long pace() {
        return PACE_MS - PACE_MS / 10 + random.nextLong(PACE_MS / 10);
    }

    public void close() {
        closed = true;
        vertx.cancelTimer(timer);
    }
}
