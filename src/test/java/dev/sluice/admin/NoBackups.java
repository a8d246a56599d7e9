package dev.sluice.admin;

import dev.sluice.core.port.Backup;
import dev.sluice.core.port.Backups;
import dev.sluice.core.port.StoreAwayException;
import dev.sluice.store.Store;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/** The database is what is backed up; here there is none. */
final class NoBackups implements Backups {

    private static <T> CompletionStage<T> away() {
        return CompletableFuture.failedFuture(
                new StoreAwayException("there is no database", new IllegalStateException("none")));
    }

    @Override
    public CompletionStage<String> take() {
        return away();
    }

    @Override
    public Backup read(String text) {
        return Store.readBackup(text);
    }

    @Override
    public CompletionStage<Void> reserve(Backup backup) {
        return away();
    }

    @Override
    public CompletionStage<Void> bringBack(Backup backup) {
        return away();
    }
}
