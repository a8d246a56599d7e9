package dev.sluice.core.explain;

import dev.sluice.core.failover.PeerStatus;
import dev.sluice.core.model.Drill;
import dev.sluice.core.model.Peer;
import java.util.Comparator;
import org.jspecify.annotations.Nullable;

/** Says of each candidate why it is not the one. */
final class WhyNot {

    private final Situation situation;

    WhyNot(Situation situation) {
        this.situation = situation;
    }

    /** The end of a sentence that begins with the peer's name. */
    String of(long peerId) {
        Peer peer = situation.desired().peer(peerId);
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
        if (situation.standing().isDrilled(peerId)) {
            return "a drill pretends that it is DOWN, until " + drillEnd(peerId);
        }
        if (situation.chosenId() == 0 && situation.firsts().contains(peerId)) {
            return "it is a candidate for each request";
        }
        PeerStatus status = situation.now().peers().get(peerId);
        return status == null ? "nothing is known of it yet" : byHealth(peerId, status);
    }

    private String byHealth(long peerId, PeerStatus status) {
        String since = " since " + Situation.time(status.health().since().wall());
        return switch (status.health().state()) {
            case DOWN -> "it is DOWN" + since + answer(status);
            case COOLDOWN -> "it waits for the end of its cooldown" + since;
            case UNKNOWN -> "it was never observed yet";
            case ALIVE -> alive(peerId, situation.unreached().sentence(peerId));
        };
    }

    private String alive(long peerId, @Nullable String failingLan) {
        if (situation.isSuspect(peerId)) {
            return "a request just failed to reach it: until a probe is answered, it is tried last";
        }
        if (situation.isLeftAlone(peerId)) {
            return "it is ALIVE, but fails requests of this route, which leaves it alone for now";
        }
        return failingLan == null ? "it is ALIVE, and less preferred" : failingLan;
    }

    private String drillEnd(long peerId) {
        return situation.desired().drills().values().stream()
                .filter(drill -> drill.peerId() == peerId)
                .map(Drill::endsAt)
                .max(Comparator.naturalOrder())
                .map(Situation::time)
                .orElseThrow();
    }

    private static String answer(PeerStatus status) {
        String last = status.vitals().lastAnswer();
        return last == null ? "" : ": " + last;
    }
}
