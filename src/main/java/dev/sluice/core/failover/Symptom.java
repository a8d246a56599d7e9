package dev.sluice.core.failover;

import dev.sluice.core.balance.PeerVitals;
import dev.sluice.core.port.Moment;

/**
 * The first sign that a peer may be lost, and what had been counted against it until then.
 *
 * @param evidence what was seen, in words
 */
public record Symptom(Moment at, String evidence, long rescued, long retried, long failed, long tunnelsClosed) {

    public static Symptom of(Moment at, String evidence, PeerVitals vitals) {
        return new Symptom(at, evidence, vitals.rescued(), vitals.retried(), vitals.failed(), vitals.tunnelsClosed());
    }
}
