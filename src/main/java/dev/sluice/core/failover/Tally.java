package dev.sluice.core.failover;

import dev.sluice.core.balance.PeerVitals;

/** What became of requests that a peer failed, as counted at one moment. */
public record Tally(long rescued, long retried, long failed, long tunnelsClosed) {

    public static Tally of(PeerVitals vitals) {
        return new Tally(vitals.rescued(), vitals.retried(), vitals.failed(), vitals.tunnelsClosed());
    }

    /** What was counted since that earlier one. */
    public Tally since(Tally before) {
        return new Tally(
                rescued - before.rescued,
                retried - before.retried,
                failed - before.failed,
                tunnelsClosed - before.tunnelsClosed);
    }
}
