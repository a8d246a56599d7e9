package dev.sluice.proxy.site;

import dev.sluice.core.RoutingTable;
import dev.sluice.core.model.Route;
import dev.sluice.core.site.Maintenance;
import dev.sluice.proxy.access.Doorkeeper;
import dev.sluice.proxy.limit.RateLimits;
import io.vertx.core.http.HttpServerRequest;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The plans of those routes that do more than forward, each made when it is needed first. One per event loop. */
public final class Sites {

    private final Map<Long, SitePlan> plans = new HashMap<>();
    private final Doorkeeper keeper;
    private @Nullable Closure closure;
    private final RateLimits limits;

    public Sites(Doorkeeper keeper, RateLimits limits) {
        this.keeper = keeper;
        this.limits = limits;
    }

    /** The route's plan, as of the route's present site. */
    public SitePlan of(Route route) {
        SitePlan known = plans.get(route.id());
        if (known != null && (known.site() == route.site() || known.site().equals(route.site()))) {
            return known;
        }
        SitePlan made = new SitePlan(route, keeper, limits);
        plans.put(route.id(), made);
        return made;
    }

    /**
     * What a client gets while all routes are closed; null if it is served.
     *
     * @param address the client's after trusted proxies, 4 or 16 bytes
     */
    public @Nullable Reply closed(
            Maintenance maintenance, HttpServerRequest request, byte[] address, String requestId) {
        Closure known = closure;
        if (known == null || !known.isFor(maintenance)) {
            known = new Closure(maintenance);
            closure = known;
        }
        return known.to(request, address, requestId);
    }

    /** Forgets the plans of routes that are gone. */
    public void published(RoutingTable table) {
        plans.keySet().removeIf(id -> table.plan(id) == null);
    }
}
