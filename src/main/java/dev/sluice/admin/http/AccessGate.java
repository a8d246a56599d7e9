package dev.sluice.admin.http;

import io.vertx.core.Handler;
import io.vertx.ext.web.RoutingContext;

/** Lets a request pass that shows a token, or, if it shows none, a session. */
public final class AccessGate {

    private final TokenGate tokens;
    private final SessionGate sessions;

    AccessGate(TokenGate tokens, SessionGate sessions) {
        this.tokens = tokens;
        this.sessions = sessions;
    }

    /** The gate of one operation. */
    Handler<RoutingContext> requiring(Scope scope) {
        if (scope == Scope.OPEN) {
            return RoutingContext::next;
        }
        return context -> {
            if (context.request().headers().contains("Authorization")) {
                tokens.check(context, scope);
            } else {
                sessions.check(context); // who has the password may do everything
            }
        };
    }
}
