package dev.sluice.core.rule;

import dev.sluice.core.failover.DrillEnd;
import dev.sluice.core.failover.EventName;
import dev.sluice.core.failover.PeerHealth;
import dev.sluice.core.failover.Standing;
import dev.sluice.core.model.Desired;
import dev.sluice.core.model.Drill;
import dev.sluice.core.model.Peer;
import dev.sluice.core.port.Moment;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Begins and ends pretended outages of peers. */
public final class DrillEdits {

    private static final Duration SHORTEST = Duration.ofSeconds(1);
    private static final Duration LONGEST = Duration.ofDays(1);

    private DrillEdits() {}

    /**
     * What was asked.
     *
     * @param peerId null if it could not be read
     * @param length null if it could not be read
     */
    public record Wanted(@Nullable Long peerId, @Nullable Duration length) {}

    /**
     * Pretends that the peer is DOWN for a while. Refuses with INVALID, PEER_NOT_FOUND, DRILL_RUNNING, or
     * DRILL_WOULD_STOP_ROUTES if a route would be left without a usable peer.
     *
     * @param health by peer id, as last published
     */
    public static Edit start(Merge<Wanted> asked, Map<Long, PeerHealth> health, Command command) {
        return Edit.creating(Edit.Kind.DRILL, (desired, context) -> {
            Problems problems = new Problems();
            Wanted wanted = asked.over(new Wanted(null, null), problems);
            Duration length = wanted.length();
            if (length != null && (length.compareTo(SHORTEST) < 0 || length.compareTo(LONGEST) > 0)) {
                problems.add("for", DurationText.format(length), "a duration from 1s to 1d");
            }
            if (wanted.peerId() != null && desired.peer(wanted.peerId()) == null) {
                problems.add(RejectionCode.PEER_NOT_FOUND, "peer_id", wanted.peerId(), "the id of a peer");
            }
            problems.refuseIfAny();
            Peer peer = Found.peer(desired, Objects.requireNonNull(wanted.peerId()));
            Instant now = context.now();
            refuseSecond(desired, peer, now);
            Drill drill = new Drill(
                    context.id(), peer.id(), now, now.plus(Objects.requireNonNull(length)), context.created());
            Desired after = desired.with(drill);
            // Only the wall clock is asked: which drills still run.
            if (new Standing(after, health, new Moment(0, now)).overDrills().containsKey(drill.id())) {
                throw new Rejection(
                        RejectionCode.DRILL_WOULD_STOP_ROUTES,
                        "Without " + peer.name() + " some route would have no usable peer now");
            }
            String message =
                    "A drill pretends for " + DurationText.format(length) + " that " + peer.name() + " is DOWN";
            return new Edited(
                    after,
                    Audit.event(
                            EventName.DRILL_STARTED,
                            context,
                            command,
                            message,
                            Audit.turned(told(drill, peer), Map.of(), facts(drill))),
                    drill.id());
        });
    }

    private static void refuseSecond(Desired desired, Peer peer, Instant now) {
        for (Drill drill : desired.drills().values()) {
            if (drill.peerId() == peer.id() && drill.endsAt().isAfter(now)) {
                throw new Rejection(
                        RejectionCode.DRILL_RUNNING,
                        "Drill " + drill.id() + " of " + peer.name() + " is still running");
            }
        }
    }

    /**
     * Ends a drill. Refuses with NOT_FOUND.
     *
     * @param routesAway how many routes of the peer others serve because of it, as last published
     */
    public static Edit end(long id, DrillEnd why, int routesAway, Command command) {
        return (desired, context) -> {
            Drill drill = Found.drill(desired, id);
            Peer peer = desired.peer(drill.peerId());
            Map<String, Object> details = told(drill, peer);
            details.put(
                    "receipt",
                    Map.of(
                            "ended_by", why.wire(),
                            "lasted_ms",
                                    Duration.between(drill.startedAt(), context.now())
                                            .toMillis(),
                            "routes_away", routesAway));
            String message =
                    "The drill of " + (peer == null ? "a peer" : peer.name()) + " is over (" + why.wire() + ")";
            return new Edited(
                    desired.withoutDrill(id),
                    Audit.event(
                            EventName.DRILL_ENDED,
                            context,
                            command,
                            message,
                            Audit.turned(details, facts(drill), Map.of())),
                    id);
        };
    }

    /** What an event says of it: the peer by name too, which may be gone when somebody reads it. */
    private static Map<String, Object> told(Drill drill, @Nullable Peer peer) {
        Map<String, Object> told = facts(drill);
        if (peer != null) {
            told.put("peer_name", peer.name());
        }
        return told;
    }

    private static Map<String, Object> facts(Drill drill) {
        Map<String, Object> facts = new LinkedHashMap<>();
        facts.put("drill_id", drill.id());
        facts.put("peer_id", drill.peerId());
        facts.put("started_at", drill.startedAt());
        facts.put("ends_at", drill.endsAt());
        return facts;
    }
}
