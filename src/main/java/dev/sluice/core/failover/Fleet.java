package dev.sluice.core.failover;

import dev.sluice.core.balance.PeerVitals;
import dev.sluice.core.balance.SlowStart;
import dev.sluice.core.model.Desired;
import dev.sluice.core.model.Peer;
import dev.sluice.core.model.Pool;
import dev.sluice.core.port.HealthRow;
import dev.sluice.core.port.Moment;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * All peers with their health. Each change is followed by {@link #settle}, which applies what no single observation can
 * decide: cooldowns that are over, and cooldowns that have nothing to fail back from. Control loop only.
 */
public final class Fleet {

    /** One uplink's blip takes all peers at once; they need not return in the same instant to be forgiven together. */
    private static final Duration RETURN_TOGETHER = Duration.ofSeconds(5);

    /** In this time a peer may have died unseen. */
    private static final Duration LONG_STANDSTILL = Duration.ofSeconds(1);

    private final Map<Long, Watched> peers = new TreeMap<>();
    private final Map<Long, Moment> outageEnded = new HashMap<>();
    private final Set<Long> unsaved = new TreeSet<>();
    private Desired desired = Desired.EMPTY;

    /** One peer and what is known of it. */
    private static final class Watched {
        Peer peer;
        Thresholds thresholds;
        PeerHealth health;
        final PeerVitals vitals;

        @Nullable
        Symptom symptom;

        /** What had been counted when it answered last. */
        Tally whenWell;

        /** Known from before a restart or a standstill only: it has not answered since. */
        boolean unproven;

        Watched(Peer peer, Thresholds thresholds, PeerHealth health) {
            this.peer = peer;
            this.thresholds = thresholds;
            this.health = health;
            this.vitals = new PeerVitals(peer.id());
            this.whenWell = Tally.of(vitals);
        }
    }

    /** Takes over what the operator says now; health outlives edits, but not a time of being disabled. */
    public List<PeerMove> apply(Desired next, String actor, Moment now) {
        List<PeerMove> moves = new ArrayList<>();
        desired = next;
        peers.keySet().retainAll(next.peers().keySet());
        unsaved.retainAll(next.peers().keySet());
        outageEnded.keySet().retainAll(next.pools().keySet());
        for (Peer peer : next.peers().values()) {
            Thresholds thresholds = Thresholds.of(next, peer);
            Watched known = peers.get(peer.id());
            if (known == null) {
                peers.put(peer.id(), new Watched(peer, thresholds, PeerHealth.unknown(now)));
                continue;
            }
            boolean resumed = known.peer.drained() && !peer.drained();
            known.peer = peer;
            known.thresholds = thresholds;
            if (!peer.enabled() && known.health.state() != HealthState.UNKNOWN) {
                known.health = PeerHealth.unknown(now);
                known.vitals.smoothed(known.health.smoothed());
                known.symptom = null;
                known.vitals.clearSuspicion();
                unsaved.add(peer.id());
            } else if (resumed) {
                step(known, known.health.endCooldown(now, Transition.COOLDOWN_TO_ALIVE), now, actor, moves);
            }
        }
        return moves;
    }

    /** Takes over what was known before a restart. */
    public void restore(HealthRow row, Moment now) {
        Watched known = peers.get(row.peerId());
        if (known != null && known.peer.enabled()) {
            known.health = PersistedHealth.read(row, now);
            known.vitals.smoothed(known.health.smoothed());
            known.unproven = true;
        }
    }

    /** Judges one observation. */
    public List<PeerMove> observe(long peerId, Observation seen) {
        List<PeerMove> moves = new ArrayList<>();
        Watched known = peers.get(peerId);
        if (known == null || !known.peer.enabled()) {
            return moves;
        }
        known.vitals.lastAnswer(seen.evidence(), seen.at().wall());
        if (seen instanceof Observation.Answered) {
            known.vitals.clearSuspicion();
            known.symptom = null;
            known.whenWell = Tally.of(known.vitals);
            known.unproven = false;
        } else if (known.symptom == null) {
            known.symptom = new Symptom(seen.began(), seen.evidence(), known.whenWell);
        }
        step(known, known.health.observe(seen, known.thresholds), seen.at(), Event.WATCHDOG, moves);
        expire(known, seen.at(), moves); // its time may have been up while it was in doubt
        return moves;
    }

    /**
     * The loop stood still for that time until now: no peer's silence lasted so long, and after a long one each must answer
     * before its cooldown may be over.
     */
    public void stoodStill(Duration time) {
        for (Watched known : peers.values()) {
            known.health = known.health.stoodStill(time);
            known.unproven |= time.compareTo(LONG_STANDSTILL) >= 0;
        }
    }

    /** Remembers the request path's first sign; it moves no state. */
    public void suspect(long peerId, String evidence, Moment at) {
        Watched known = peers.get(peerId);
        if (known != null && known.symptom == null) {
            known.symptom = new Symptom(at, evidence, known.whenWell);
        }
    }

    /** Ends a cooldown by the operator's word; empty if there is none. */
    public List<PeerMove> endCooldown(long peerId, String actor, Moment now) {
        List<PeerMove> moves = new ArrayList<>();
        Watched known = peers.get(peerId);
        if (known != null) {
            step(known, known.health.endCooldown(now, Transition.COOLDOWN_TO_ALIVE), now, actor, moves);
        }
        return moves;
    }

    /** Applies all that follows from the state as it is; call after every change and at {@link #nextDeadline}. */
    public List<PeerMove> settle(Moment now) {
        List<PeerMove> moves = new ArrayList<>();
        for (Watched known : peers.values()) {
            expire(known, now, moves);
        }
        // Decided for all before any is moved: two siblings in COOLDOWN come home together.
        List<Watched> free =
                peers.values().stream().filter(this::isFreeToReturn).toList();
        for (Watched known : free) {
            step(known, known.health.endCooldown(now, Transition.FIRST_ALIVE), now, Event.WATCHDOG, moves);
        }
        return moves;
    }

    /** Time that passed while this process was stopped or stood still counts only if the peer answers. */
    private void expire(Watched known, Moment now, List<PeerMove> moves) {
        if (!known.unproven) {
            step(known, known.health.expire(now, known.thresholds), now, Event.WATCHDOG, moves);
        }
    }

    private boolean isFreeToReturn(Watched known) {
        if (known.health.state() != HealthState.COOLDOWN) {
            return false;
        }
        return !Candidates.hasAliveSibling(known.peer.id(), desired, this::isAlive)
                || desired.enabledPoolsOf(known.peer.id()).stream().allMatch(pool -> roseWithIt(known, pool));
    }

    private boolean isAlive(long peerId) {
        Watched other = peers.get(peerId);
        return other != null && other.health.state() == HealthState.ALIVE;
    }

    /** Whether the peer's recovery began within moments of the end of the pool's total outage. */
    private boolean roseWithIt(Watched known, Pool pool) {
        Moment ended = outageEnded.get(pool.id());
        Moment rose = known.health.cooldownStarted();
        if (ended == null || rose == null) {
            return false;
        }
        Duration after = rose.since(ended);
        return !after.isNegative() && after.compareTo(RETURN_TOGETHER) <= 0;
    }

    /** A pool that had no usable member has one again. */
    public void outageEnded(long poolId, Moment at) {
        outageEnded.put(poolId, at);
    }

    private void step(Watched known, PeerHealth.Step step, Moment at, String actor, List<PeerMove> moves) {
        PeerHealth before = known.health;
        known.health = step.next();
        known.vitals.smoothed(known.health.smoothed());
        Transition transition = step.transition();
        if (transition == null) {
            return;
        }
        unsaved.add(known.peer.id());
        moves.add(new PeerMove(known.peer, transition, before, known.health, at, actor, known.symptom));
        if (known.health.state() == HealthState.DOWN) {
            known.vitals.clearSuspicion(); // the suspicion is decided, and DOWN says more
        }
        if (known.health.state() == HealthState.ALIVE) {
            known.symptom = null;
        }
        if (transition == Transition.COOLDOWN_TO_ALIVE) {
            known.vitals.easeInUntil(at.nanos() + SlowStart.LENGTH.toNanos());
        }
    }

    /** When the next cooldown ends; null if none runs. One that is over but in doubt ends with an answer, not with time. */
    public @Nullable Moment nextDeadline(Moment now) {
        Moment next = null;
        for (Watched known : peers.values()) {
            Moment end = known.health.cooldownEnds(known.thresholds);
            boolean awaitsAnswer = (known.unproven || known.health.run() != null)
                    && known.health.isCooldownOver(now, known.thresholds);
            if (!awaitsAnswer && end != null && (next == null || end.nanos() - next.nanos() < 0)) {
                next = end;
            }
        }
        return next;
    }

    /** The rows of all peers whose state changed since the last call, one each. */
    public List<HealthRow> takeUnsaved() {
        List<HealthRow> rows = new ArrayList<>(unsaved.size());
        for (long id : unsaved) {
            Watched known = peers.get(id);
            if (known != null) {
                rows.add(PersistedHealth.write(id, known.health));
            }
        }
        unsaved.clear();
        return rows;
    }

    /** The health of all peers, by id; a view of this moment. */
    public Map<Long, PeerHealth> health() {
        Map<Long, PeerHealth> all = new HashMap<>();
        peers.forEach((id, known) -> all.put(id, known.health));
        return all;
    }

    /** What is so about every peer, by id. */
    public Map<Long, PeerStatus> statuses() {
        Map<Long, PeerStatus> all = new HashMap<>();
        peers.forEach((id, known) -> {
            Moment end = known.health.cooldownEnds(known.thresholds);
            all.put(id, new PeerStatus(known.health, known.vitals, end == null ? null : end.wall()));
        });
        return all;
    }

    /** The enabled peers, which are the ones to observe. */
    public Collection<Peer> watched() {
        return peers.values().stream()
                .map(known -> known.peer)
                .filter(Peer::enabled)
                .toList();
    }

    /** The health of that peer, or null if there is none. */
    public @Nullable PeerHealth health(long peerId) {
        Watched known = peers.get(peerId);
        return known == null ? null : known.health;
    }

    /** The live facts of that peer, or null if there is none. */
    public @Nullable PeerVitals vitals(long peerId) {
        Watched known = peers.get(peerId);
        return known == null ? null : known.vitals;
    }
}
