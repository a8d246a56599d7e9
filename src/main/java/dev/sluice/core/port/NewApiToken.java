package dev.sluice.core.port;

import java.time.Instant;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A bearer token that is to be kept.
 *
 * @param sha256 of the token, which nobody but its owner has
 * @param scopes of {@code read}, {@code operate}, {@code admin}, {@code agent}
 * @param expiresAt from when on it opens nothing; null for never
 */
public record NewApiToken(
        String name,
        byte[] sha256,
        Set<String> scopes,
        @Nullable Instant expiresAt) {

    /** Never shows the hash. */
    @Override
    public String toString() {
        return "NewApiToken[" + name + ", " + scopes + "]";
    }
}
