package dev.sluice.admin.http;

import dev.sluice.admin.auth.OpenSession;
import dev.sluice.core.port.ApiToken;
import dev.sluice.core.rule.TokenRules;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Who calls.
 *
 * @param actor the name in events
 * @param session null for who came with a token
 */
public record Caller(
        String actor, Set<String> scopes, @Nullable OpenSession session) {

    private static final Set<String> EVERYTHING = Set.of("admin");

    static Caller with(ApiToken token) {
        return new Caller(token.name(), token.scopes(), null);
    }

    /** Who has the password. */
    public static Caller with(OpenSession session) {
        return new Caller(TokenRules.OPERATOR, EVERYTHING, session);
    }

    /** Whether it may change what is wanted. */
    public boolean mayChange() {
        return Scope.ADMIN.isGrantedBy(scopes);
    }
}
