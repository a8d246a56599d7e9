package dev.sluice.core.port;

import dev.sluice.core.model.SealedKey;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;

/**
 * What is kept of certificates that are being obtained, for all front doors of a database. Any thread; all stages fail with
 * {@link StoreAwayException}.
 */
public interface AcmeRecords {

    /** For how long obtaining is left to the front door that did it last, by the clock of the database. */
    Duration TURN = Duration.ofSeconds(60);

    /**
     * A name that was refused.
     *
     * @param failures in a row, at least one
     * @param since when the first of them was
     * @param failedAt when the last of them was
     * @param failure why the last time, in a sentence without secrets
     */
    record Refused(String name, int failures, Instant since, Instant failedAt, Instant nextTryAt, String failure) {}

    /** Takes or keeps the turn; false while another front door has it. */
    CompletionStage<Boolean> takeTurn();

    /** The sealed key of our account with that authority; null if there is none. */
    CompletionStage<@Nullable SealedKey> account(String directory);

    /** Keeps it; in the place of none, never of another. The one that is kept then. */
    CompletionStage<SealedKey> keepAccount(String directory, SealedKey key);

    CompletionStage<List<Refused>> refused();

    CompletionStage<Void> refused(Refused name);

    /** It was obtained, or nobody wants it any more. */
    CompletionStage<Void> forget(String name);

    /** What an authority that asks for this token is to be answered, by whichever front door it asks. */
    CompletionStage<Void> keepChallenge(String token, String answer, Duration life);

    CompletionStage<@Nullable String> challenge(String token);

    CompletionStage<Void> forgetChallenge(String token);
}
