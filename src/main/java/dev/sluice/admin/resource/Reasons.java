package dev.sluice.admin.resource;

import dev.sluice.admin.json.Values;
import dev.sluice.core.failover.Assignment;
import dev.sluice.core.failover.Candidates;
import dev.sluice.core.failover.PeerStatus;
import dev.sluice.core.failover.RouteStatus;
import dev.sluice.core.failover.Snapshot;
import dev.sluice.core.failover.Standing;
import dev.sluice.core.model.Drill;
import dev.sluice.core.model.LoadBalancingPolicy;
import dev.sluice.core.model.Peer;
import dev.sluice.core.model.Pool;
import dev.sluice.core.model.Route;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The sentences of an explanation. */
final class Reasons {

    private Reasons() {}

    static List<Long> candidates(Route route, Snapshot now) {
        return Candidates.of(route, now.desired());
    }

    /**
     * Why the one that serves does.
     *
     * @param chosen who that is for the client in question; 0 for nobody in particular
     */
    static String because(Route route, RouteStatus status, long chosen, Snapshot now, Unreached unreached) {
        return cause(route, status, chosen, now) + suspicion(chosen, now) + failingLan(chosen, unreached);
    }

    /** One that cannot reach the LAN host serves all the same if nobody is known to: the application's own failure shows. */
    private static String failingLan(long chosen, Unreached unreached) {
        String failing = unreached.sentence(chosen);
        return failing == null ? "" : " The " + failing + "; no other candidate is known to reach it.";
    }

    private static String suspicion(long chosen, Snapshot now) {
        PeerStatus status = now.peers().get(chosen);
        return status != null && status.vitals().isSuspect()
                ? " A request just failed to reach it: until a probe is answered, it is tried last."
                : "";
    }

    private static String cause(Route route, RouteStatus status, long chosen, Snapshot now) {
        Assignment assignment = status.assignment();
        String home = name(assignment.homeId(), now);
        String serving = name(assignment.servingId(), now);
        String since = " since " + Values.time(status.since());
        return switch (assignment.cause()) {
            case HOME -> serving + " is the home of this route and serves" + since + ".";
            case BALANCED ->
                policy(assignment, now)
                        + (chosen == 0
                                ? " chooses a member of the pool for each request."
                                : " keeps this client on " + name(chosen, now) + ".");
            case OVERRIDE -> "The operator said that " + serving + " serves" + since + ".";
            case HOME_DOWN -> serving + " serves" + since + " because the home, " + home + ", is DOWN.";
            case HOME_COOLDOWN ->
                serving + " serves" + since + " because the home, " + home + ", waits for the end of its cooldown.";
            case HOME_UNKNOWN ->
                serving + " serves" + since + " because nothing is known of the home, " + home + ", yet.";
            case HOME_DRAINED -> serving + " serves" + since + " because the home, " + home + ", is drained.";
            case HOME_DISABLED -> serving + " serves" + since + " because the home, " + home + ", is disabled.";
            case HOME_DRILLED -> serving + " serves" + since + " because of a drill on the home, " + home + ".";
            case HOME_UNREACHABLE ->
                serving + " serves" + since + " because the home, " + home + ", cannot reach "
                        + route.target().lan() + ".";
            case LOOPBACK_HOME_DOWN ->
                "Nothing serves" + since + ": the LAN host is the home, " + home
                        + ", itself, and no other peer may stand in.";
            case OUTAGE -> "Nothing serves" + since + ": no candidate is usable.";
        };
    }

    private static String policy(Assignment assignment, Snapshot now) {
        Pool pool = now.desired().pool(assignment.poolId());
        LoadBalancingPolicy policy = pool == null ? null : pool.policy();
        return policy == null ? "The policy" : policy.wire();
    }

    /** Why this candidate is not the one. */
    static String whyNot(long peerId, long chosen, Snapshot now, Standing standing, Unreached unreached) {
        Peer peer = now.desired().peer(peerId);
        PeerStatus status = now.peers().get(peerId);
        if (peer == null) {
            return "it is gone";
        }
        if (!peer.enabled()) {
            return "it is disabled";
        }
        if (peer.drained()) {
            return "it is drained";
        }
        // One that is over by itself may still be wanted, until the database has heard of it.
        if (standing.isDrilled(peerId)) {
            return "a drill pretends that it is DOWN, until " + Values.time(drillEnd(peerId, now));
        }
        if (status == null) {
            return "nothing is known of it yet";
        }
        String since = " since " + Values.time(status.health().since().wall());
        return switch (status.health().state()) {
            case DOWN -> "it is DOWN" + since + answer(status);
            case COOLDOWN -> "it waits for the end of its cooldown" + since;
            case UNKNOWN -> "it was never observed yet";
            case ALIVE -> alive(chosen, unreached.sentence(peerId));
        };
    }

    private static String alive(long chosen, @Nullable String failingLan) {
        if (failingLan != null) {
            return failingLan;
        }
        return chosen == 0 ? "it is a candidate for each request" : "it is ALIVE, and less preferred";
    }

    private static Instant drillEnd(long peerId, Snapshot now) {
        return now.desired().drills().values().stream()
                .filter(drill -> drill.peerId() == peerId)
                .map(Drill::endsAt)
                .max(Comparator.naturalOrder())
                .orElseThrow();
    }

    private static String answer(PeerStatus status) {
        String last = status.vitals().lastAnswer();
        return last == null ? "" : ": " + last;
    }

    private static String name(long peerId, Snapshot now) {
        Peer peer = now.desired().peer(peerId);
        return peer == null ? "nobody" : peer.name();
    }
}
