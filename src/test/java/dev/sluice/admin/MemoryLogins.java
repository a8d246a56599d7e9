package dev.sluice.admin;

import dev.sluice.core.failover.Event;
import dev.sluice.core.port.Logins;
import dev.sluice.core.port.Session;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;

/** A password and sessions that live in memory. */
public final class MemoryLogins implements Logins {

    public final Map<String, Session> sessions = new LinkedHashMap<>();
    public volatile @Nullable RuntimeException failing;
    public @Nullable String hash;

    /** What is read is as it was when it was asked for, and comes when this is complete. */
    public volatile CompletableFuture<Void> delivery = CompletableFuture.completedFuture(null);

    private <T> CompletionStage<@Nullable T> done(@Nullable T result, Runnable work) {
        RuntimeException away = failing;
        if (away != null) {
            return CompletableFuture.failedFuture(away);
        }
        work.run();
        return CompletableFuture.completedFuture(result);
    }

    @Override
    public synchronized CompletionStage<Kept> load() {
        RuntimeException away = failing;
        Kept kept = new Kept(hash, new ArrayList<>(sessions.values()));
        return away == null ? delivery.thenApply(come -> kept) : CompletableFuture.failedFuture(away);
    }

    @Override
    public synchronized CompletionStage<Void> password(String newHash, @Nullable String but, Event told) {
        return done(null, () -> {
            hash = newHash;
            sessions.keySet().removeIf(sha256 -> !sha256.equals(but));
        });
    }

    @Override
    public synchronized CompletionStage<Void> begin(Session session, Event told) {
        return done(null, () -> sessions.putIfAbsent(session.sha256(), session));
    }

    @Override
    public synchronized CompletionStage<Void> end(String sha256, Event told) {
        return done(null, () -> sessions.remove(sha256));
    }

    @Override
    public synchronized CompletionStage<Void> seen(Map<String, Instant> at, Instant startedBefore, Instant seenBefore) {
        return done(null, () -> {
            at.forEach((sha256, when) -> sessions.computeIfPresent(sha256, (key, session) -> session.seen(when)));
            List.copyOf(sessions.values()).stream()
                    .filter(session -> session.startedAt().isBefore(startedBefore)
                            || session.lastSeenAt().isBefore(seenBefore))
                    .forEach(session -> sessions.remove(session.sha256()));
        });
    }
}
