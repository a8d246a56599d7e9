package dev.sluice.core.port;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.CompletionStage;

/** The codes by which agents are paired: each is good once, for a short time, and only the newest of a peer. Any thread. */
public interface PairingCodes {

    /**
     * Keeps a new one in the place of the peer's last.
     *
     * @param sha256 of the code
     * @return until when it is good, by the database's clock. Fails with {@link StoreAwayException}, or with a
     *     {@link dev.sluice.core.rule.Rejection} if there is no such peer
     */
    CompletionStage<Instant> issue(long peerId, byte[] sha256, Duration lifetime);

    /**
     * Takes the code, so that nobody can take it again; of many that try at the same time one gets it.
     *
     * @return the peer it was issued for; empty if there is no such code, or it was taken, replaced or is too old. Fails with
     *     {@link StoreAwayException}
     */
    CompletionStage<Optional<Long>> redeem(byte[] sha256);

    /** Whether any code is good now. Fails with {@link StoreAwayException}. */
    CompletionStage<Boolean> isAnyGood();
}
