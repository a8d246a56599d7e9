package dev.sluice.core.port;

import dev.sluice.core.failover.Observation;
import dev.sluice.core.failover.PeerHealth;
import dev.sluice.core.model.Peer;
import java.time.Duration;
import java.util.Collection;

/** What the watchdog may read and tell. Control loop only. */
public interface HealthView {

    /** The peers that are to be probed: enabled ones, at their present address. */
    Collection<Peer> watched();

    /** The health of a watched peer. */
    PeerHealth health(long peerId);

    /** Whether the request path met a fault of the peer that no probe has decided yet. */
    boolean isSuspect(long peerId);

    /** A probe or a beat was decided. The health may have changed when this returns. */
    void observed(Peer peer, Observation observation);

    /** The loop itself stood still for that time until now: it says nothing of any peer. */
    void stoodStill(Duration time);

    /** Something came from the peer before its answer was whole, monotonic nanoseconds. */
    void heard(long peerId, long nanos);
}
