package dev.sluice.admin.http;

import dev.sluice.core.port.ApiToken;
import dev.sluice.core.rule.HostSyntax;
import io.vertx.ext.web.RoutingContext;
import java.net.InetAddress;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Lets a request pass whose bearer token (RFC 6750) has the scope. */
final class TokenGate {

    private static final String SCHEME = "bearer ";

    private final TokenBook book;
    private final Throttle throttle;
    private final Lockouts lockouts;

    TokenGate(TokenBook book, Throttle throttle, Lockouts lockouts) {
        this.book = book;
        this.throttle = throttle;
        this.lockouts = lockouts;
    }

    void check(RoutingContext context, Scope scope) {
        String address = context.request().remoteAddress().hostAddress();
        String value = token(context);
        if (value == null) {
            throw unauthorized();
        }
        ApiToken known = book.find(value);
        long wait = throttle.waitSeconds(address);
        if (wait > 0 && !(known != null && isLocal(address))) {
            throw new ApiProblem(
                    429,
                    "too_many_tries",
                    "Too many wrong tokens came from this address",
                    List.of(),
                    Map.of("Retry-After", String.valueOf(wait)));
        }
        if (known != null || !book.isStale()) {
            decide(context, scope, known, address);
            return;
        }
        context.request().pause();
        book.catchUp().onComplete(done -> {
            context.request().resume();
            try {
                decide(context, scope, book.find(value), address);
            } catch (ApiProblem no) {
                context.fail(no);
            }
        });
    }

    private void decide(RoutingContext context, Scope scope, @Nullable ApiToken token, String address) {
        if (token == null) {
            if (throttle.failed(address)) {
                lockouts.locked("wrong tokens", address, Throttle.MOST_TRIES, throttle.waitSeconds(address));
            }
            throw unauthorized();
        }
        book.used(token);
        if (!scope.isGrantedBy(token.scopes())) {
            throw new ApiProblem(403, "forbidden", "This needs a token with the scope " + scope.wire());
        }
        Call.caller(context, Caller.with(token));
        Call.allowed(context, () -> isStillGood(context, scope));
        context.next();
    }

    private boolean isStillGood(RoutingContext context, Scope scope) {
        String value = token(context);
        ApiToken now = value == null ? null : book.find(value);
        return now != null && scope.isGrantedBy(now.scopes());
    }

    /** Everyone on this machine has the same address: a script with an old token must not lock its operator out. */
    private static boolean isLocal(String address) {
        InetAddress parsed = HostSyntax.address(address);
        return parsed != null && parsed.isLoopbackAddress();
    }

    private static @Nullable String token(RoutingContext context) {
        String header = context.request().getHeader("Authorization");
        boolean bearer = header != null && header.regionMatches(true, 0, SCHEME, 0, SCHEME.length());
        return bearer && header != null ? header.substring(SCHEME.length()).trim() : null;
    }

    /** One answer for no token and a wrong one. */
    static ApiProblem unauthorized() {
        return new ApiProblem(
                401,
                "unauthorized",
                "A valid bearer token, or a session, is needed",
                List.of(),
                Map.of("WWW-Authenticate", "Bearer realm=\"sluice\""));
    }
}
