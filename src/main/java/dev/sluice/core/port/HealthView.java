package dev.sluice.core.port;

import dev.sluice.core.balance.PeerVitals;
import dev.sluice.core.failover.Observation;
import dev.sluice.core.failover.PeerHealth;
import dev.sluice.core.model.Peer;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import org.jspecify.annotations.Nullable;

/** What the watchdog may read and tell. Control loop only. */
public interface HealthView {

    /** The peers that are to be probed: enabled ones, at their present address. */
    Collection<Peer> watched();

    /** The health of a watched peer. */
    PeerHealth health(long peerId);

    /** The live facts of a peer; null if there is none of that id. */
    @Nullable
    PeerVitals vitals(long peerId);

    /** Whether the request path met a fault of the peer that no probe has decided yet. */
    default boolean isSuspect(long peerId) {
        PeerVitals vitals = vitals(peerId);
        return vitals != null && vitals.isSuspect();
    }

    /** A probe or a beat was decided. The health may have changed when this returns. */
    void observed(Peer peer, Observation observation);

    /** The loop itself stood still for that time until now: it says nothing of any peer. */
    void stoodStill(Duration time);

    /** Something came from the peer before its answer was whole, monotonic nanoseconds. */
    default void heard(long peerId, long nanos) {
        PeerVitals vitals = vitals(peerId);
        if (vitals != null) {
            vitals.heard(nanos);
        }
    }

    /** When the next probe of the peer begins; null if it is not probed any more. */
    default void nextProbe(long peerId, @Nullable Instant at) {
        PeerVitals vitals = vitals(peerId);
        if (vitals != null) {
            vitals.nextProbeAt(at);
        }
    }
}
