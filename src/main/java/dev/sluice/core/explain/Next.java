package dev.sluice.core.explain;

import dev.sluice.core.failover.Assignment;
import dev.sluice.core.failover.Candidates;
import dev.sluice.core.failover.Cause;
import dev.sluice.core.failover.HealthState;
import dev.sluice.core.failover.Losses;
import dev.sluice.core.failover.Readiness;
import dev.sluice.core.failover.Thresholds;
import dev.sluice.core.model.Peer;
import dev.sluice.core.model.ProbeKind;
import dev.sluice.core.model.RouteOverride;
import dev.sluice.core.rule.DurationText;
import java.time.Instant;
import java.util.List;
import java.util.stream.Collectors;

/** The second sentence of an explanation: what ends what is so, or what would come of a loss. */
final class Next {

    private final Situation situation;
    private final WhyNot whyNot;
    private final Assignment assignment;
    private final String home;

    Next(Situation situation, WhyNot whyNot) {
        this.situation = situation;
        this.whyNot = whyNot;
        this.assignment = situation.assignment();
        this.home = situation.home();
    }

    String sentence() {
        return switch (assignment.cause()) {
            case HOME, BALANCED -> loss();
            case OUTAGE, LOOPBACK_HOME_DOWN -> outage();
            case OVERRIDE -> override();
            default -> away();
        };
    }

    /** For one that is where it belongs. */
    private String loss() {
        Losses losses = new Losses(
                situation.desired(), situation.health(), situation.now().reachability(), situation.moment());
        Readiness readiness = Readiness.of(situation.route(), assignment, losses);
        long serving = assignment.servingId() != 0 ? assignment.servingId() : situation.chosenId();
        String lost = "If " + (serving == 0 ? "one of them" : situation.name(serving)) + " is lost, ";
        Readiness.Obstacle obstacle = readiness.whyNot();
        if (obstacle != null) {
            return lost + "nobody serves: " + obstacle.words() + unseen(serving) + ".";
        }
        long onto = readiness.ontoPeerId();
        return lost + (onto == 0 ? "the other members carry on" : situation.name(onto) + " takes over")
                + unseen(serving) + ".";
    }

    /** A process that stands still still has its port open. */
    private String unseen(long peerId) {
        Peer peer = situation.desired().peer(peerId);
        return peer != null && peer.probe().kind() == ProbeKind.TCP
                ? "; its tcp probe would not see that it is frozen"
                : "";
    }

    private String outage() {
        List<Long> candidates = Candidates.of(situation.route(), situation.desired());
        if (candidates.isEmpty()) {
            return "It is served again when it has a peer that it may go to.";
        }
        return "It is served again as soon as a candidate is usable: "
                + candidates.stream()
                        .map(peerId -> situation.name(peerId) + " (" + whyNot.of(peerId) + ")")
                        .collect(Collectors.joining(", "))
                + ".";
    }

    private String override() {
        RouteOverride override =
                situation.desired().overrides().get(situation.route().id());
        Instant until = override == null ? null : override.until();
        boolean forced = assignment.servingId() == assignment.homeId();
        if (until != null) {
            return "That ends at " + Situation.time(until) + ", and "
                    + (forced ? home + " waits for the end of its cooldown again" : preferred() + " again") + ".";
        }
        String serving = situation.name(assignment.servingId());
        return forced
                ? "That stays so while " + serving + " is usable: this route does not wait for the end of its cooldown."
                : "That stays so while " + serving + " is usable, until it is taken back: sluice failback "
                        + situation.route().label() + ".";
    }

    private String preferred() {
        return assignment.homeId() == 0 ? "the policy chooses" : home + " is preferred";
    }

    private String away() {
        Instant due = situation.status().failbackDue();
        String begin = "It goes back to " + home + " ";
        if (due != null && assignment.cause() != Cause.HOME_UNREACHABLE) {
            return due.isAfter(situation.moment().wall())
                    ? begin + "at " + Situation.time(due) + " if nothing else happens."
                    : begin + "with the next probe that it answers.";
        }
        return begin
                + switch (assignment.cause()) {
                    case HOME_DRAINED -> "when that is resumed: sluice resume " + home + ".";
                    case HOME_DISABLED -> "when that is enabled.";
                    case HOME_DRILLED -> afterTheDrill();
                    case HOME_UNREACHABLE -> "when that reaches the LAN host again.";
                    case HOME_UNKNOWN -> "as soon as that answers.";
                    default -> recovery();
                };
    }

    private String afterTheDrill() {
        return situation.standing().state(assignment.homeId()) == HealthState.ALIVE
                ? "when the drill ends."
                : "when the drill is over and " + recovery().substring("when ".length());
    }

    /** What a home that is DOWN, or waits without an end, has yet to do. */
    private String recovery() {
        if (situation.standing().state(assignment.homeId()) == HealthState.UNKNOWN) {
            return "when that answers.";
        }
        Peer peer = situation.desired().peer(assignment.homeId());
        Thresholds thresholds = peer == null ? null : Thresholds.of(situation.desired(), peer);
        boolean answers = situation.standing().state(assignment.homeId()) == HealthState.COOLDOWN;
        if (thresholds == null || thresholds.manual()) {
            return "when " + (answers ? "" : "that answers again and ") + "you say so: sluice failback "
                    + situation.route().label() + ".";
        }
        var health = situation.health().get(assignment.homeId());
        var length = health == null ? thresholds.cooldown() : health.cooldownLength(thresholds);
        return "when that answers again"
                + (length.isZero() ? "." : " and its cooldown of " + DurationText.format(length) + " is over.");
    }
}
