package dev.sluice.admin;

import dev.sluice.core.model.OwnRoot;
import dev.sluice.core.port.OwnRoots;
import dev.sluice.core.port.StoreAwayException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;

/** The root of our own authority, in memory. */
final class MemoryRoots implements OwnRoots {

    private volatile @Nullable OwnRoot kept;

    /** Whether the database does not answer. */
    volatile boolean away;

    @Override
    public CompletionStage<@Nullable OwnRoot> read() {
        return away
                ? CompletableFuture.failedFuture(new StoreAwayException("away", new IllegalStateException()))
                : CompletableFuture.completedFuture(kept);
    }

    @Override
    public CompletionStage<OwnRoot> keep(OwnRoot root) {
        if (kept == null) {
            kept = root;
        }
        return CompletableFuture.completedFuture(kept);
    }
}
