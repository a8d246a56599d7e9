package dev.sluice.core.port;

import dev.sluice.core.failover.Event;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletionStage;

/** The tokens that open the admin API. Any thread. */
public interface ApiTokens {

    /** All there are, oldest first. Fails with {@link StoreAwayException}. */
    CompletionStage<List<ApiToken>> all();

    /**
     * Keeps a new one, and the event that tells of it, or neither. Fails with {@link dev.sluice.core.rule.Rejection} NAME_TAKEN,
     * or {@link StoreAwayException}.
     */
    CompletionStage<ApiToken> add(NewApiToken token, Event told);

    /**
     * Takes one away, and keeps the event that tells of it, or neither; false if there is none with that id. Fails with
     * {@link StoreAwayException}.
     */
    CompletionStage<Boolean> remove(long id, Event told);

    /** Notes when tokens were last used, by their ids. Fails with {@link StoreAwayException}. */
    CompletionStage<Void> used(Map<Long, Instant> at);
}
