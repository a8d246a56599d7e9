package dev.sluice.core.rule;

import dev.sluice.core.failover.EventName;
import dev.sluice.core.model.Desired;
import dev.sluice.core.model.Pool;
import dev.sluice.core.model.Route;
import dev.sluice.core.model.Target;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Moves pinned gateway routes into a pool, all or none. */
public final class MigrateRoutes {

    private static final int MOST = 10_000;

    private MigrateRoutes() {}

    /**
     * What was asked.
     *
     * @param allowLoopback move loopback routes too
     */
    public record Wanted(List<Long> routeIds, boolean allowLoopback) {}

    /**
     * Routes that are in that pool already stay as they are; the audit event names the moved ones. Refuses with
     * POOL_NOT_FOUND, INVALID, TARGET_POOL_EMPTY or LOOPBACK_ROUTE.
     */
    public static Edit into(long poolId, Merge<Wanted> asked, Command command) {
        return (desired, context) -> {
            Pool pool = Found.pool(desired, poolId);
            command.expect(pool.stamp());
            Problems problems = new Problems();
            Wanted wanted = asked.over(new Wanted(List.of(), false), problems);
            List<Route> routes = routes(wanted, poolId, desired, problems);
            if (pool.members().isEmpty()) {
                problems.add(RejectionCode.TARGET_POOL_EMPTY, "pool", pool.name(), "a pool that has members");
            }
            problems.refuseIfAny();
            List<Route> moving = routes.stream()
                    .filter(route -> route.target() instanceof Target.Gateway)
                    .toList();
            List<Route> loopback = moving.stream().filter(Route::isLoopback).toList();
            if (!loopback.isEmpty() && !wanted.allowLoopback()) {
                throw Loopback.refused(loopback);
            }
            return moving.isEmpty()
                    ? new Edited(desired, List.of(), poolId)
                    : moved(desired, pool, moving, context, command);
        };
    }

    private static Edited moved(Desired desired, Pool pool, List<Route> moving, EditContext context, Command command) {
        List<Route> after = new ArrayList<>();
        Map<String, Object> before = new LinkedHashMap<>();
        for (Route route : moving) {
            Target target = new Target.Pooled(pool.id(), route.target().lan());
            after.add(route.to(target, context.touched(route.stamp())));
            before.put(
                    String.valueOf(route.id()),
                    Map.of("target_peer_id", route.target().homeId()));
        }
        List<Long> ids = moving.stream().map(Route::id).toList();
        Map<String, Object> details = new LinkedHashMap<>();
        details.put("pool_id", pool.id());
        details.put("route_ids", ids);
        details.put("before", before);
        details.put("after", Map.of("target_pool_id", pool.id()));
        String message = ids.size() + " route(s) were moved into pool " + pool.name();
        return new Edited(
                Usage.withoutIdleOverrides(desired.withRoutes(after)),
                Audit.event(EventName.ROUTES_MIGRATED, context, command, message, details),
                pool.id());
    }

    private static List<Route> routes(Wanted wanted, long poolId, Desired desired, Problems problems) {
        List<Long> ids = wanted.routeIds();
        if ((ids.isEmpty() || ids.size() > MOST) && problems.isEmpty()) {
            problems.add("route_ids", ids.size() + " ids", "1 to " + MOST + " ids of routes");
        }
        Set<Route> found = new LinkedHashSet<>();
        for (int i = 0; i < ids.size(); i++) {
            Route route = desired.route(ids.get(i));
            String path = "route_ids[" + i + "]";
            if (route == null) {
                problems.add(path, ids.get(i), "the id of a route");
            } else if (!(route.target() instanceof Target.Gateway)
                    && route.target().poolId() != poolId) {
                problems.add(
                        path,
                        ids.get(i),
                        "a route that is pinned to a gateway; the target_kind of " + route.label() + " is "
                                + route.target().kind());
            } else {
                found.add(route);
            }
        }
        return List.copyOf(found);
    }
}
