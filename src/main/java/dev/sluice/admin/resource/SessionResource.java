package dev.sluice.admin.resource;

import dev.sluice.admin.auth.OpenSession;
import dev.sluice.admin.auth.PasswordDesk;
import dev.sluice.admin.auth.SessionBook;
import dev.sluice.admin.http.Answer;
import dev.sluice.admin.http.ApiProblem;
import dev.sluice.admin.http.Call;
import dev.sluice.admin.http.Caller;
import dev.sluice.admin.http.LoginGate;
import dev.sluice.admin.http.Operation;
import dev.sluice.admin.http.Scope;
import dev.sluice.admin.http.SessionCookie;
import dev.sluice.admin.json.PasswordJson;
import dev.sluice.admin.json.SessionJson;
import dev.sluice.core.failover.Event;
import dev.sluice.core.port.Clock;
import dev.sluice.core.port.Session;
import dev.sluice.core.port.StoreAwayException;
import dev.sluice.core.rule.AccessEvents;
import dev.sluice.core.rule.Features;
import dev.sluice.core.rule.PasswordRules;
import dev.sluice.core.rule.Problems;
import dev.sluice.core.rule.TokenRules;
import io.vertx.core.Future;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.json.JsonObject;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Logins with the operator's password, and the password itself. */
public final class SessionResource {

    private static final String SESSION = Located.BASE + "/session";
    private static final Map<String, String> SOON = Map.of("Retry-After", "1");

    private final Changes changes;
    private final SessionBook book;
    private final PasswordDesk desk;
    private final LoginGate gate;
    private final Supplier<Features> features;
    private final Clock clock;

    public SessionResource(
            Changes changes,
            SessionBook book,
            PasswordDesk desk,
            LoginGate gate,
            Supplier<Features> features,
            Clock clock) {
        this.changes = changes;
        this.book = book;
        this.desk = desk;
        this.gate = gate;
        this.features = features;
        this.clock = clock;
    }

    public List<Operation> operations() {
        return List.of(
                new Operation("logIn", HttpMethod.POST, SESSION, Scope.OPEN, this::logIn),
                new Operation("getSession", HttpMethod.GET, SESSION, Scope.READ, this::get),
                new Operation("logOut", HttpMethod.DELETE, SESSION, Scope.READ, this::logOut),
                Operation.admin("setPassword", HttpMethod.PUT, Located.BASE + "/password", this::setPassword));
    }

    /** Whatever session the browser had ends: an id that was planted there beforehand is worth nothing. */
    private Future<Answer> logIn(Call call) {
        Problems problems = new Problems();
        PasswordJson given = PasswordJson.read(call.object(), false, problems);
        problems.refuseIfAny();
        return (book.passwordHash() == null && book.isStale() ? book.catchUp() : Future.<Void>succeededFuture())
                .compose(read -> checked(call, given.password()))
                .map(right -> {
                    OpenSession before =
                            book.first(SessionCookie.read(call.context().request()));
                    if (before != null) {
                        end(before.session());
                    }
                    Event told = AccessEvents.sessionStarted(call.address(), clock.wall());
                    OpenSession begun = book.begin(call.address(), told);
                    changes.plane().tell(told);
                    Duration rest = Duration.between(clock.wall(), book.end(begun.session()));
                    SessionCookie.give(
                            call.context().request(), call.context().response(), begun.id(), rest.toSeconds());
                    return Answer.json(json(Caller.with(begun)));
                });
    }

    /** Passes if it is the password; fails otherwise, slowly and not often. */
    private Future<Void> checked(Call call, String password) {
        String hash = book.passwordHash();
        if (hash == null && !book.isRead()) {
            throw new StoreAwayException("whether a password is set is not known yet", new IllegalStateException());
        }
        if (hash == null) {
            throw new ApiProblem(
                    409,
                    "password_not_set",
                    "No password is set yet: PUT /api/v1/password sets one, with the first token (sluice set-password)");
        }
        String address = call.address();
        gate.tried(address);
        return desk.check(password, hash).recover(SessionResource::busy).compose(right -> {
            if (right) {
                gate.right(address);
                return Future.succeededFuture();
            }
            gate.wrong(address);
            return Future.failedFuture(new ApiProblem(403, "wrong_password", "This is not the password"));
        });
    }

    private static <T> Future<T> busy(Throwable failure) {
        return Future.failedFuture(
                failure instanceof PasswordDesk.BusyException
                        ? new ApiProblem(
                                429, "too_many_tries", "Too many passwords are being checked already", List.of(), SOON)
                        : failure);
    }

    private Future<Answer> get(Call call) {
        return Future.succeededFuture(Answer.json(json(call.caller())));
    }

    private JsonObject json(Caller caller) {
        OpenSession open = caller.session();
        SessionJson.Ends ends = open == null
                ? null
                : new SessionJson.Ends(
                        open.csrfToken(),
                        open.session().startedAt(),
                        book.idleEnd(open.session()),
                        book.end(open.session()));
        String password = book.isPasswordFixed() ? "fixed" : book.passwordHash() == null ? "unset" : "set";
        return SessionJson.of(caller.actor(), caller.scopes(), ends, password, features.get());
    }

    private Future<Answer> logOut(Call call) {
        OpenSession session = call.caller().session();
        if (session == null) {
            throw ApiProblem.invalid("session", "a token", "a session's cookie; a token is revoked at /tokens");
        }
        SessionCookie.take(call.context().response());
        return end(session.session()).map(ended -> Answer.empty());
    }

    private Future<Void> end(Session session) {
        Event told = AccessEvents.sessionEnded(session, TokenRules.OPERATOR, clock.wall());
        changes.plane().tell(told);
        return book.end(session, told);
    }

    /** With a session the present password is asked for again: the browser may have been left alone. */
    private Future<Answer> setPassword(Call call) {
        if (book.isPasswordFixed()) {
            throw new ApiProblem(
                    409, "password_is_fixed", "The password is given by admin.password-hash: change it there");
        }
        Problems problems = new Problems();
        PasswordJson given = PasswordJson.read(call.object(), true, problems);
        OpenSession session = call.caller().session();
        String current = given.current();
        if (session != null && current == null) {
            problems.add("current_password", "nothing", "the present password");
        }
        if (!problems.has("password")) {
            PasswordRules.check("password", given.password(), problems);
        }
        problems.refuseIfAny();
        Future<Void> allowed = session == null || current == null ? Future.succeededFuture() : checked(call, current);
        return allowed.compose(v -> desk.hash(given.password()).recover(SessionResource::busy))
                .compose(hash -> set(call, hash, session == null ? null : session.session()));
    }

    private Future<Answer> set(Call call, String hash, @Nullable Session staying) {
        Instant now = clock.wall();
        Event told = AccessEvents.passwordChanged(book.passwordHash() == null, call.actor(), now);
        return book.password(hash, staying, told).map(done -> {
            changes.plane().tell(told);
            return Answer.empty();
        });
    }
}
