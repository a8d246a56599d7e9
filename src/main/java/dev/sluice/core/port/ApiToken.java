package dev.sluice.core.port;

import java.time.Instant;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A bearer token as it is kept: its SHA-256 only.
 *
 * @param scopes of {@code read}, {@code operate}, {@code admin}, {@code agent}
 * @param expiresAt from when on it opens nothing; null for never
 * @param lastUsedAt to the minute; null if it was never used
 */
public record ApiToken(
        long id,
        String name,
        byte[] sha256,
        Set<String> scopes,
        Instant createdAt,
        @Nullable Instant expiresAt,
        @Nullable Instant lastUsedAt) {

    /** Whether it opens nothing any more. */
    public boolean isExpired(Instant now) {
        return expiresAt != null && !now.isBefore(expiresAt);
    }

    /** Whether it opens everything. */
    public boolean opensAll(Instant now) {
        return scopes.contains("admin") && !isExpired(now);
    }

    /** Never shows the hash. */
    @Override
    public String toString() {
        return "ApiToken[" + id + ", " + name + ", " + scopes + "]";
    }
}
