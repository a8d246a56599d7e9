package dev.sluice;

import dev.sluice.core.model.OwnRoot;
import dev.sluice.core.port.OwnRoots;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;

/** The root of our own authority, whether or not the database was reached yet. */
record LateOwnRoots(LateStore store) implements OwnRoots {

    @Override
    public CompletionStage<@Nullable OwnRoot> read() {
        return store.on(there -> there.ownRoots().read());
    }

    @Override
    public CompletionStage<OwnRoot> keep(OwnRoot root) {
        return store.on(there -> there.ownRoots().keep(root));
    }
}
