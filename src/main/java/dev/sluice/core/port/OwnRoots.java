package dev.sluice.core.port;

import dev.sluice.core.model.OwnRoot;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;

/** Where the root of our own authority is kept. Any thread; all stages fail with {@link StoreAwayException}. */
public interface OwnRoots {

    /** Null if there is none. */
    CompletionStage<@Nullable OwnRoot> read();

    /** Keeps it; in the place of none, never of another. The one that is kept then. */
    CompletionStage<OwnRoot> keep(OwnRoot root);
}
