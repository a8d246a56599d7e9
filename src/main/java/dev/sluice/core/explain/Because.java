package dev.sluice.core.explain;

import dev.sluice.core.circuit.Breakers;
import dev.sluice.core.failover.Assignment;
import dev.sluice.core.failover.Cause;
import dev.sluice.core.failover.PeerStatus;
import dev.sluice.core.model.LoadBalancingPolicy;
import dev.sluice.core.model.Pool;
import dev.sluice.core.site.AccessHours;
import dev.sluice.core.site.AccessWindows;
import java.time.Instant;
import java.util.List;
import java.util.stream.Collectors;

/** The first sentence of an explanation: who serves since when, and why. */
final class Because {

    private final Situation situation;
    private final Assignment assignment;
    private final long chosen;

    Because(Situation situation) {
        this.situation = situation;
        this.assignment = situation.assignment();
        this.chosen = situation.chosenId();
    }

    String sentence() {
        return passingOver() + cause() + suspicion() + failingLan() + circuits() + hours() + ".";
    }

    /** For one that gets requests only as long as the one that serves is suspect, or left alone. */
    private String passingOver() {
        if (situation.firsts().isEmpty() && !situation.plan().ladder().isEmpty()) {
            return "Nobody is asked, and clients get 503; ";
        }
        long serving = assignment.servingId();
        if (serving == 0 || chosen == serving) {
            return "";
        }
        String first = chosen == 0 ? "the policy's choice among the others" : situation.name(chosen);
        if (situation.isLeftAlone(serving)) {
            return first + " is asked instead of " + situation.name(serving) + "; ";
        }
        return first + " is tried before " + situation.name(serving)
                + ", which a request just failed to reach, until a probe of that is answered; ";
    }

    private String cause() {
        String home = situation.home();
        String since = " since " + Situation.time(situation.status().since());
        String serving = situation.name(assignment.servingId()) + " serves" + since + " because ";
        return switch (assignment.cause()) {
            case HOME -> situation.name(assignment.servingId()) + " is the home of this route and serves" + since;
            case BALANCED -> balanced(since);
            case OVERRIDE -> "The operator said that " + situation.name(assignment.servingId()) + " serves" + since;
            case HOME_DOWN -> serving + "the home, " + home + ", is DOWN";
            case HOME_COOLDOWN -> serving + "the home, " + home + ", waits for the end of its cooldown";
            case HOME_UNKNOWN -> serving + "nothing is known of the home, " + home + ", yet";
            case HOME_DRAINED -> serving + "the home, " + home + ", is drained";
            case HOME_DISABLED -> serving + "the home, " + home + ", is disabled";
            case HOME_DRILLED -> serving + "of a drill on the home, " + home;
            case HOME_UNREACHABLE ->
                serving + "the home, " + home + ", cannot reach "
                        + situation.unreached().lanHost(assignment.homeId());
            case LOOPBACK_HOME_DOWN ->
                "Nothing serves" + since + ": the LAN host is the home, " + home
                        + ", itself, and no other peer may stand in" + triedAllTheSame();
            case OUTAGE -> "Nothing serves" + since + ": no candidate is usable" + triedAllTheSame();
        };
    }

    private String balanced(String since) {
        Pool pool = situation.desired().pool(assignment.poolId());
        LoadBalancingPolicy policy = situation.policy();
        String of = pool == null ? "" : " of the pool " + pool.name();
        String by = policy == null ? "The policy" : policy.wire();
        List<Long> firsts = situation.firsts();
        if (firsts.isEmpty()) {
            return by + " can choose nobody" + of + " now; the pool serves" + since;
        }
        if (firsts.size() == 1) {
            return by + " can choose only " + situation.name(chosen) + of + " now; the pool serves" + since;
        }
        if (chosen != 0) {
            return by + " keeps this client on " + situation.name(chosen) + "; the pool serves" + since;
        }
        return by + " chooses a member" + of + " for each request" + since + ": " + names(firsts);
    }

    private String names(List<Long> peerIds) {
        return peerIds.stream().map(situation::name).collect(Collectors.joining(", "));
    }

    /** A single candidate that refuses may be back before the watchdog's next look. */
    private String triedAllTheSame() {
        var lastResort = situation.plan().lastResort();
        if (lastResort == null) {
            return "";
        }
        PeerStatus peer = situation.now().peers().get(lastResort.peerId());
        String answer = peer == null ? null : peer.vitals().lastAnswer();
        return "; " + situation.name(lastResort.peerId()) + ", DOWN" + (answer == null ? "" : " (" + answer + ")")
                + ", is tried for a moment with each request all the same";
    }

    private String suspicion() {
        return chosen != 0 && situation.isSuspect(chosen)
                ? "; a request just failed to reach " + situation.name(chosen)
                        + ", and nobody is left who would be tried before it"
                : "";
    }

    /** Whom the route leaves alone for its own sake: whoever is next in the order is asked instead. */
    private String circuits() {
        Breakers breakers = situation.plan().circuits();
        return breakers == null
                ? ""
                : breakers.byPeer().entrySet().stream()
                        .filter(circuit -> circuit.getValue().shutFor() > 0)
                        .map(circuit -> "; this route leaves " + situation.name(circuit.getKey())
                                + " alone for now, since " + circuit.getValue().reason() + " failed")
                        .collect(Collectors.joining());
    }

    /** What all that helps nobody at the moment. */
    private String hours() {
        AccessWindows windows = situation.route().site().of(AccessWindows.class);
        AccessHours hours = windows == null ? null : new AccessHours(windows);
        long now = situation.moment().wall().toEpochMilli();
        if (windows == null || hours == null || hours.isOpen(now)) {
            return "";
        }
        long opens = hours.changesAfter(now);
        return "; but the route is closed"
                + (opens == AccessHours.NEVER ? "" : " until " + Situation.time(Instant.ofEpochMilli(opens)))
                + " by its access_windows: clients get " + windows.status()
                + (windows.allow().isEmpty() ? "" : ", except those in allow");
    }

    /** One that cannot reach the LAN host serves all the same if nobody is known to: the application's own failure shows. */
    private String failingLan() {
        String failing = situation.unreached().sentence(chosen);
        if (failing == null) {
            return "";
        }
        return assignment.cause() == Cause.OVERRIDE
                ? "; the " + failing
                : "; the " + failing + "; no other candidate is known to reach it";
    }
}
