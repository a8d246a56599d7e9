package dev.sluice.admin;

import dev.sluice.core.port.ApiToken;
import dev.sluice.core.port.ApiTokens;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;

/** Tokens that live in memory. */
final class MemoryTokens implements ApiTokens {

    private final List<ApiToken> tokens = new ArrayList<>();
    volatile @Nullable RuntimeException failing;

    /** Keeps the hash of this value. */
    synchronized void know(String name, String value, String... scopes) {
        tokens.add(new ApiToken(tokens.size() + 1L, name, sha256(value), Set.of(scopes)));
    }

    @Override
    public synchronized CompletionStage<List<ApiToken>> all() {
        RuntimeException away = failing;
        return away == null
                ? CompletableFuture.completedFuture(List.copyOf(tokens))
                : CompletableFuture.failedFuture(away);
    }

    @Override
    public synchronized CompletionStage<ApiToken> add(String name, byte[] sha256, Set<String> scopes) {
        ApiToken token = new ApiToken(tokens.size() + 1L, name, sha256, scopes);
        tokens.add(token);
        return CompletableFuture.completedFuture(token);
    }

    private static byte[] sha256(String value) {
        try {
            return MessageDigest.getInstance("SHA-256").digest(value.getBytes(StandardCharsets.UTF_8));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }
}
