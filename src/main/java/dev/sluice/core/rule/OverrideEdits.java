package dev.sluice.core.rule;

import dev.sluice.core.failover.Candidates;
import dev.sluice.core.failover.EventName;
import dev.sluice.core.failover.HealthState;
import dev.sluice.core.failover.PeerHealth;
import dev.sluice.core.failover.Standing;
import dev.sluice.core.model.Desired;
import dev.sluice.core.model.Peer;
import dev.sluice.core.model.Pool;
import dev.sluice.core.model.PoolMode;
import dev.sluice.core.model.Route;
import dev.sluice.core.model.RouteOverride;
import dev.sluice.core.model.Target;
import dev.sluice.core.port.Moment;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** The operator's word on who serves a route for now, given and taken back. */
public final class OverrideEdits {

    private static final Duration LONGEST = Duration.ofDays(7);

    private OverrideEdits() {}

    /**
     * What was asked.
     *
     * @param toPeerId null if it could not be read
     * @param length how long; null until it is taken back
     */
    public record Wanted(@Nullable Long toPeerId, @Nullable Duration length) {}

    /**
     * Serves the route by the given peer. Refuses with NOT_FOUND, STALE, INVALID, PEER_NOT_FOUND, PEER_NOT_CANDIDATE (also for
     * a peer that would not serve now) or LOOPBACK_ROUTE.
     *
     * @param health by peer id, as last published
     */
    public static Edit pivot(long routeId, Merge<Wanted> asked, Map<Long, PeerHealth> health, Command command) {
        return (desired, context) -> {
            Route route = Found.route(desired, routeId);
            command.expect(route.stamp());
            Problems problems = new Problems();
            Wanted wanted = asked.over(new Wanted(null, null), problems);
            Duration length = wanted.length();
            if (length != null && (length.compareTo(Duration.ofSeconds(1)) < 0 || length.compareTo(LONGEST) > 0)) {
                problems.add("for", DurationText.format(length), "a duration from 1s to 7d");
            }
            if (wanted.toPeerId() == null) {
                problems.add("to_peer_id", null, "the id of a peer");
            }
            problems.refuseIfAny();
            Peer peer = candidate(Objects.requireNonNull(wanted.toPeerId()), route, desired, health, context.now());
            Instant until = length == null ? null : context.now().plus(length);
            String message = RouteEdits.word(route) + " is to be served by " + peer.name()
                    + (length == null ? "" : " for " + DurationText.format(length));
            return set(desired, route, peer.id(), until, EventName.ROUTE_PIVOT_COMMANDED, message, context, command);
        };
    }

    /**
     * Takes the operator's word back; a home that waits for its cooldown serves at once. Refuses with NOT_FOUND or STALE.
     *
     * @param health by peer id, as last published
     */
    public static Edit failback(long routeId, Map<Long, PeerHealth> health, Command command) {
        return (desired, context) -> {
            Route route = Found.route(desired, routeId);
            command.expect(route.stamp());
            long home = home(route, desired);
            PeerHealth homeHealth = health.get(home);
            RouteOverride before = desired.overrides().get(routeId);
            String message = RouteEdits.word(route) + " is to be served by its home";
            if (homeHealth != null && homeHealth.state() == HealthState.COOLDOWN) {
                return before != null && before.peerId() == home
                        ? new Edited(desired, List.of(), routeId)
                        : set(
                                desired,
                                route,
                                home,
                                null,
                                EventName.ROUTE_FAILBACK_COMMANDED,
                                message,
                                context,
                                command);
            }
            if (before == null) {
                return new Edited(desired, List.of(), routeId);
            }
            return new Edited(
                    desired.withoutOverride(routeId),
                    Audit.event(
                            EventName.ROUTE_FAILBACK_COMMANDED,
                            context,
                            command,
                            message,
                            details(route, before, null)),
                    routeId);
        };
    }

    private static Edited set(
            Desired desired,
            Route route,
            long peerId,
            @Nullable Instant until,
            EventName name,
            String message,
            EditContext context,
            Command command) {
        RouteOverride before = desired.overrides().get(route.id());
        RouteOverride after = new RouteOverride(route.id(), peerId, context.now(), until, context.created());
        return new Edited(
                desired.with(after),
                Audit.event(name, context, command, message, details(route, before, after)),
                route.id());
    }

    private static Peer candidate(
            long peerId, Route route, Desired desired, Map<Long, PeerHealth> health, Instant now) {
        Problems problems = new Problems();
        Peer peer = desired.peer(peerId);
        if (peer == null) {
            problems.add(RejectionCode.PEER_NOT_FOUND, "to_peer_id", peerId, "the id of a peer");
        } else if (!Candidates.of(route, desired).contains(peerId)) {
            if (route.isLoopback() && route.target() instanceof Target.Gateway) {
                throw Loopback.refused(route);
            }
            problems.add(
                    RejectionCode.PEER_NOT_CANDIDATE,
                    "to_peer_id",
                    peerId,
                    "the route's home or a member of an enabled pool of it");
        } else {
            Standing standing = new Standing(desired, health, new Moment(0, now));
            HealthState state = standing.state(peerId);
            if (!standing.isWanted(peerId)) {
                problems.add(
                        RejectionCode.PEER_NOT_CANDIDATE,
                        "to_peer_id",
                        peerId,
                        "a peer that is enabled and not drained");
            } else if (state != HealthState.ALIVE && state != HealthState.COOLDOWN) {
                problems.add(
                        RejectionCode.PEER_NOT_CANDIDATE,
                        "to_peer_id",
                        peerId,
                        "a peer that answers; " + peer.name() + " is " + state);
            }
        }
        problems.refuseIfAny();
        return Objects.requireNonNull(peer);
    }

    /** The pin, or position 1 of a failover pool; 0 for a balanced one. */
    private static long home(Route route, Desired desired) {
        Pool pool = desired.pool(route.target().poolId());
        if (pool == null) {
            return route.target().homeId();
        }
        boolean ordered = pool.mode() == PoolMode.FAILOVER && !pool.members().isEmpty();
        return ordered ? pool.members().get(0).peerId() : 0;
    }

    private static Map<String, Object> details(
            Route route, @Nullable RouteOverride before, @Nullable RouteOverride after) {
        Map<String, Object> details = new LinkedHashMap<>();
        details.put("route_id", route.id());
        details.put("before", facts(before));
        details.put("after", facts(after));
        return details;
    }

    private static Map<String, Object> facts(@Nullable RouteOverride override) {
        Map<String, Object> facts = new LinkedHashMap<>();
        if (override != null) {
            facts.put("override_peer_id", override.peerId());
            if (override.until() != null) {
                facts.put("until", override.until());
            }
        }
        return facts;
    }
}
