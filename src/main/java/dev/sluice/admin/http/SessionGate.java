package dev.sluice.admin.http;

import dev.sluice.admin.auth.OpenSession;
import dev.sluice.admin.auth.SessionBook;
import io.vertx.core.http.HttpMethod;
import io.vertx.ext.web.RoutingContext;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Lets a request pass whose cookie names a session, and which, if it could change something, a page of ours made. */
final class SessionGate {

    private static final String CSRF = "X-CSRF-Token";
    private static final Set<HttpMethod> SAFE = Set.of(HttpMethod.GET, HttpMethod.HEAD);

    private final SessionBook book;

    SessionGate(SessionBook book) {
        this.book = book;
    }

    void check(RoutingContext context) {
        List<String> ids = SessionCookie.read(context.request());
        if (ids.isEmpty()) {
            throw TokenGate.unauthorized();
        }
        OpenSession known = book.first(ids);
        if (known != null || !book.isStale()) {
            decide(context, known);
            return;
        }
        context.request().pause();
        book.catchUp().onComplete(done -> {
            context.request().resume();
            try {
                decide(context, book.first(ids));
            } catch (ApiProblem no) {
                context.fail(no);
            }
        });
    }

    private void decide(RoutingContext context, @Nullable OpenSession session) {
        if (session == null) {
            throw TokenGate.unauthorized();
        }
        String shown = context.request().getHeader(CSRF);
        boolean ours = shown != null && session.hasCsrfToken(shown);
        if (!ours && !SAFE.contains(context.request().method())) {
            throw new ApiProblem(
                    403,
                    "csrf_token_needed",
                    "With a session this needs the header " + CSRF + ", as GET /session gives it");
        }
        Call.allowed(context, () -> book.isOpen(session.session()));
        Call.caller(context, Caller.with(session));
        context.next();
    }
}
