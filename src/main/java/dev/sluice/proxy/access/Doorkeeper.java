package dev.sluice.proxy.access;

import dev.sluice.proxy.ServiceClient;
import dev.sluice.proxy.UpstreamLimits;
import io.vertx.core.Context;
import io.vertx.core.Vertx;
import org.jspecify.annotations.Nullable;

/** What the access of all routes shares on one event loop. */
public final class Doorkeeper {

    private static final int CONNECTIONS = 64;
    private static final int WAITING = 1024;

    private final Vertx vertx;
    private final Context context;
    private final UpstreamLimits limits;
    private final PasswordChecks passwords;
    private @Nullable ServiceClient client;

    /** That of the calling event loop. */
    public Doorkeeper(Vertx vertx, UpstreamLimits limits, PasswordChecks passwords) {
        this.vertx = vertx;
        this.context = vertx.getOrCreateContext();
        this.limits = limits;
        this.passwords = passwords;
    }

    Vertx vertx() {
        return vertx;
    }

    PasswordChecks passwords() {
        return passwords;
    }

    /** Does that on this event loop, from whichever thread. */
    void onLoop(Runnable work) {
        context.runOnContext(v -> work.run());
    }

    /** For questions to other services; made when the first is asked. */
    ServiceClient client() {
        ServiceClient made = client == null ? ServiceClient.open(vertx, limits, CONNECTIONS, WAITING) : client;
        client = made;
        return made;
    }
}
