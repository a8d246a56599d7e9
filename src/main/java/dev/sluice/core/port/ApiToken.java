package dev.sluice.core.port;

import java.util.Set;

/**
 * A bearer token as it is kept: its SHA-256 only.
 *
 * @param scopes of {@code read}, {@code operate}, {@code admin}, {@code agent}
 */
public record ApiToken(long id, String name, byte[] sha256, Set<String> scopes) {

    /** Never shows the hash. */
    @Override
    public String toString() {
        return "ApiToken[" + id + ", " + name + ", " + scopes + "]";
    }
}
