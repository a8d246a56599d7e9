package dev.sluice.core.port;

import dev.sluice.core.model.Desired;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;

/** What the desired state was before, change by change. Any thread; stages complete on any thread. */
public interface Revisions {

    /**
     * One change.
     *
     * @param number that the state had from then on
     * @param message what was done, in a sentence
     * @param created peers, pools and routes that came with it; changes of other things are in none of these numbers
     */
    record Revision(long number, Instant at, String actor, String message, int created, int updated, int deleted) {}

    /** Part of the answer, and how many are kept in all. */
    record Page(List<Revision> items, long total) {}

    /** The changes that are kept, newest first. Fails with {@link StoreAwayException}. */
    CompletionStage<Page> list(int limit, int offset);

    /**
     * The state as it was at that revision: its peers, pools and routes; the rest is as it is now. Null if it is not known any
     * more, or not yet. Fails with {@link StoreAwayException}.
     */
    CompletionStage<@Nullable Desired> at(long number);
}
