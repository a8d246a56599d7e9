package dev.sluice.admin.http;

import dev.sluice.core.port.ApiToken;
import java.util.Set;

/**
 * Who calls.
 *
 * @param actor the name in events
 */
public record Caller(String actor, Set<String> scopes) {

    static Caller with(ApiToken token) {
        return new Caller(token.name(), token.scopes());
    }
}
