package dev.sluice.core;

import dev.sluice.core.model.L4Listener;
import dev.sluice.core.model.L4TlsMode;
import org.jspecify.annotations.Nullable;

/**
 * Who gets a connection to one L4 port: one route takes all of them, or each goes by the server name in its ClientHello.
 * Not written to once its table is out.
 */
public final class PortPlan {

    private final ByDomain<RoutePlan> byName = new ByDomain<>();
    private @Nullable RoutePlan taker;

    void add(RoutePlan plan, L4Listener listener) {
        if (listener.tlsMode() == L4TlsMode.NONE) {
            taker = plan;
        } else {
            byName.computeIfAbsent(plan.route().domain(), () -> plan);
        }
    }

    /** The route that takes every connection, whatever it carries; null where the server name decides. */
    public @Nullable RoutePlan taker() {
        return taker;
    }

    /**
     * The route for a server name, or null if there is none: an exact domain goes before a wildcard, which stands for
     * exactly one label.
     *
     * @param name in lower case, without trailing dot
     */
    public @Nullable RoutePlan find(String name) {
        RoutePlan plan = byName.exact(name);
        return plan == null ? byName.wildcard(name) : plan;
    }
}
