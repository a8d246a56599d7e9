package dev.sluice.core.site;

import dev.sluice.core.model.Wire;
import org.jspecify.annotations.Nullable;

/** What may stand in braces in a {@link Template}, to be filled in for each request. */
public enum Placeholder implements Wire {
    /** The client's address, after trusted proxies. */
    CLIENT_IP,
    /** In lower case, without port. */
    HOST,
    METHOD,
    /** Without query, as it was received. */
    PATH,
    /** Behind the question mark; empty for none. */
    QUERY,
    REQUEST_ID,
    /** In redirects: the path behind that of the rule's pattern. */
    REST,
    /** {@code http} or {@code https}. */
    SCHEME;

    static @Nullable Placeholder of(String word) {
        for (Placeholder each : values()) {
            if (each.wire().equals(word)) {
                return each;
            }
        }
        return null;
    }
}
