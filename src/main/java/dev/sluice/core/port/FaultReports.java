package dev.sluice.core.port;

/**
 * Where the data plane reports that it met a fault of a peer. Any thread; returns at once. Callers report only when
 * {@code PeerVitals.suspect()} answered true, so a burst is one report and the mailbox is bounded by the number of peers.
 */
@FunctionalInterface
public interface FaultReports {

    /**
     * The peer is suspect.
     *
     * @param evidence what was met, in words, for the receipt
     * @param seenNanos monotonic time of the first symptom
     */
    void suspect(long peerId, String evidence, long seenNanos);
}
