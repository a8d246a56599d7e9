package dev.sluice.admin;

import dev.sluice.core.failover.Event;
import dev.sluice.core.model.TokenText;
import dev.sluice.core.port.ApiToken;
import dev.sluice.core.port.ApiTokens;
import dev.sluice.core.port.NewApiToken;
import dev.sluice.core.rule.Rejection;
import dev.sluice.core.rule.RejectionCode;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Tokens that live in memory. */
final class MemoryTokens implements ApiTokens {

    private final List<ApiToken> tokens = new ArrayList<>();
    private long lastId;
    volatile @Nullable RuntimeException failing;

    final Map<Long, Instant> used = new HashMap<>();

    /** Keeps the hash of this value. */
    synchronized void know(String name, String value, String... scopes) {
        add(new NewApiToken(name, TokenText.sha256(value), Set.of(scopes), null));
    }

    private ApiToken add(NewApiToken token) {
        ApiToken kept = new ApiToken(
                ++lastId, token.name(), token.sha256(), token.scopes(), Instant.now(), token.expiresAt(), null);
        tokens.add(kept);
        return kept;
    }

    synchronized void forget(String name) {
        tokens.removeIf(token -> token.name().equals(name));
    }

    @Override
    public synchronized CompletionStage<List<ApiToken>> all() {
        return done(() -> List.copyOf(tokens));
    }

    @Override
    public synchronized CompletionStage<ApiToken> add(NewApiToken token, Event told) {
        return done(() -> {
            if (tokens.stream().anyMatch(other -> other.name().equalsIgnoreCase(token.name()))) {
                throw new Rejection(RejectionCode.NAME_TAKEN, "Another token has the name");
            }
            return add(token);
        });
    }

    @Override
    public synchronized CompletionStage<Boolean> remove(long id, Event told) {
        return done(() -> tokens.removeIf(token -> token.id() == id));
    }

    @Override
    public synchronized CompletionStage<Void> used(Map<Long, Instant> at) {
        return done(() -> {
            used.putAll(at);
            return null;
        });
    }

    private <T> CompletionStage<T> done(Supplier<T> work) {
        try {
            RuntimeException away = failing;
            if (away != null) {
                throw away;
            }
            return CompletableFuture.completedFuture(work.get());
        } catch (RuntimeException no) {
            return CompletableFuture.failedFuture(no);
        }
    }
}
