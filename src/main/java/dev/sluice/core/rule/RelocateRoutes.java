package dev.sluice.core.rule;

import dev.sluice.core.failover.EventName;
import dev.sluice.core.model.Desired;
import dev.sluice.core.model.LanHost;
import dev.sluice.core.model.Route;
import dev.sluice.core.model.Target;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Pins routes to another gateway for good, all or none: what they went to before, gateway or pool, is their home no more. */
public final class RelocateRoutes {

    private static final int MOST = 10_000;

    private final RouteRules rules;

    public RelocateRoutes(ForbiddenTargets forbidden) {
        this.rules = new RouteRules(forbidden);
    }

    /**
     * One route.
     *
     * @param lanHost its LAN host from now on, given together with the port; null leaves it as it is
     */
    public record Item(
            @Nullable Long routeId,
            @Nullable String lanHost,
            @Nullable Integer lanPort) {}

    /**
     * What was asked.
     *
     * @param allowLoopback move routes too whose LAN host is, and stays, the gateway itself
     */
    public record Wanted(@Nullable Long peerId, List<Item> items, boolean allowLoopback) {}

    /**
     * Routes that are so already stay as they are; the audit event names the moved ones. Refuses with INVALID, PEER_NOT_FOUND,
     * PEER_NOT_GATEWAY, TARGET_FORBIDDEN or LOOPBACK_ROUTE.
     */
    public Edit to(Merge<Wanted> asked, Command command) {
        return (desired, context) -> {
            Problems problems = new Problems();
            Wanted wanted = asked.over(new Wanted(null, List.of(), false), problems);
            problems.refuseIfAny(); // what could not be read is not among the items, whose places are named below
            if (wanted.items().isEmpty() || wanted.items().size() > MOST) {
                problems.add("items", wanted.items().size() + " items", "1 to " + MOST + " routes");
            }
            List<Route> moved = new ArrayList<>();
            List<Route> loopback = new ArrayList<>();
            Set<Long> seen = new HashSet<>();
            for (int i = 0; i < wanted.items().size(); i++) {
                Item item = wanted.items().get(i);
                String path = "items[" + i + "].";
                Route before = movable(item, path, seen, desired, problems);
                Route after = before == null ? null : moved(before, wanted.peerId(), item, path, desired, problems);
                if (before != null && after != null && !after.equals(before)) {
                    moved.add(after.stamped(context.touched(before.stamp())));
                    if (after.isLoopback() && item.lanHost() == null && isElsewhere(before, after)) {
                        loopback.add(before);
                    }
                }
            }
            problems.refuseIfAny();
            if (!loopback.isEmpty() && !wanted.allowLoopback()) {
                throw Loopback.refused(loopback);
            }
            return moved.isEmpty() ? new Edited(desired, List.of(), 0) : edited(desired, moved, context, command);
        };
    }

    private static @Nullable Route movable(Item item, String path, Set<Long> seen, Desired desired, Problems problems) {
        Long id = item.routeId();
        Route route = id == null ? null : desired.route(id);
        if (route == null) {
            problems.add(path + "id", id, "the id of a route");
        } else if (!seen.add(route.id())) {
            problems.add(path + "id", id, "each route once");
        } else if (route.target() instanceof Target.Regular) {
            problems.add(
                    path + "id",
                    id,
                    "a route that goes through gateways; the target_kind of " + route.label() + " is peer");
        } else {
            return route;
        }
        return null;
    }

    private @Nullable Route moved(
            Route before, @Nullable Long peerId, Item item, String path, Desired desired, Problems problems) {
        Problems own = new Problems();
        RouteDraft draft = RouteDraft.of(before).pinnedTo(peerId);
        if (item.lanHost() != null || item.lanPort() != null) {
            draft = draft.withLan(item.lanHost(), item.lanPort());
        }
        Route after = rules.route(before.id(), draft, desired, before.stamp(), own);
        problems.addAll(
                own,
                one -> new Problem(
                        one.path().equals("target_peer_id") ? one.path() : path + one.path(),
                        one.actual(),
                        one.expected()));
        return own.isEmpty() ? after : null;
    }

    private static boolean isElsewhere(Route before, Route after) {
        return before.target().homeId() != after.target().homeId();
    }

    private static Edited edited(Desired desired, List<Route> moved, EditContext context, Command command) {
        Map<String, Object> before = new LinkedHashMap<>();
        Map<String, Object> after = new LinkedHashMap<>();
        for (Route route : moved) {
            Route was = Found.route(desired, route.id());
            before.put(String.valueOf(route.id()), where(was.target()));
            after.put(String.valueOf(route.id()), where(route.target()));
        }
        long peerId = moved.get(0).target().homeId();
        Map<String, Object> details = new LinkedHashMap<>();
        details.put("peer_id", peerId);
        details.put("route_ids", moved.stream().map(Route::id).toList());
        details.put("before", before);
        details.put("after", after);
        String message =
                moved.size() + " route(s) have " + Found.peer(desired, peerId).name() + " for their home now";
        return new Edited(
                Usage.withoutIdleOverrides(desired.withRoutes(moved)),
                Audit.event(EventName.ROUTES_RELOCATED, context, command, message, details),
                0);
    }

    private static Map<String, Object> where(Target target) {
        Map<String, Object> fields = new LinkedHashMap<>();
        if (target.poolId() == 0) {
            fields.put("target_peer_id", target.homeId());
        } else {
            fields.put("target_pool_id", target.poolId());
        }
        LanHost lan = target.lan();
        if (lan != null) {
            fields.put("target_lan_host", lan.host());
            fields.put("target_lan_port", lan.port());
        }
        return fields;
    }
}
