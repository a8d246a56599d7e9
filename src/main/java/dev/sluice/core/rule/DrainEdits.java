package dev.sluice.core.rule;

import dev.sluice.core.failover.Candidates;
import dev.sluice.core.failover.EventName;
import dev.sluice.core.failover.PeerHealth;
import dev.sluice.core.failover.Standing;
import dev.sluice.core.model.Desired;
import dev.sluice.core.model.Peer;
import dev.sluice.core.model.Route;
import dev.sluice.core.port.Moment;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Takes a peer out of service for a while, and back in. */
public final class DrainEdits {

    private static final int MOST_NAMED = 20;

    private DrainEdits() {}

    /**
     * No new requests to the peer from now on. Refuses with NOT_FOUND, STALE, or DRAIN_WOULD_STOP_ROUTES if a route would be
     * left without a usable candidate.
     *
     * @param force drain whatever stops
     * @param health by peer id, as last published
     */
    public static Edit drain(long id, boolean force, Map<Long, PeerHealth> health, Command command) {
        return (desired, context) -> {
            Peer before = Found.peer(desired, id);
            command.expect(before.stamp());
            if (before.drained()) {
                return new Edited(desired, List.of(), id);
            }
            Peer after = before.drained(true);
            if (!force) {
                // Only the wall clock is asked: whether a drill still runs.
                Moment now = new Moment(0, context.now());
                refuseIfStops(
                        before,
                        new Standing(desired, health, now),
                        new Standing(desired.with(after), health, now),
                        desired);
            }
            return PeerEdits.changed(desired, EventName.PEER_DRAINED, before, after, context, command);
        };
    }

    /** Requests may go to the peer again. Refuses with NOT_FOUND or STALE. */
    public static Edit resume(long id, Command command) {
        return (desired, context) -> {
            Peer before = Found.peer(desired, id);
            command.expect(before.stamp());
            return before.drained()
                    ? PeerEdits.changed(
                            desired, EventName.PEER_RESUMED, before, before.drained(false), context, command)
                    : new Edited(desired, List.of(), id);
        };
    }

    private static void refuseIfStops(Peer peer, Standing before, Standing after, Desired desired) {
        List<Problem> stopped = new ArrayList<>();
        for (Route route : desired.routes().values()) {
            List<Long> candidates = route.enabled() ? Candidates.of(route, desired) : List.of();
            if (candidates.contains(peer.id())
                    && candidates.stream().anyMatch(before::isUsable)
                    && candidates.stream().noneMatch(after::isUsable)) {
                stopped.add(new Problem("routes." + route.id(), route.label(), "another usable peer for it"));
            }
        }
        if (!stopped.isEmpty()) {
            throw new Rejection(
                    RejectionCode.DRAIN_WOULD_STOP_ROUTES,
                    "Draining " + peer.name() + " would stop " + stopped.size()
                            + " route(s) that nothing else can serve now; force drains it all the same",
                    stopped.subList(0, Math.min(MOST_NAMED, stopped.size())));
        }
    }
}
