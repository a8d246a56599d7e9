package dev.sluice.admin;

import dev.sluice.admin.auth.PasswordDesk;
import dev.sluice.admin.auth.SessionBook;
import dev.sluice.admin.auth.SessionLimits;
import dev.sluice.admin.http.AccessGate;
import dev.sluice.admin.http.Gates;
import dev.sluice.admin.http.Operation;
import dev.sluice.admin.http.TokenBook;
import dev.sluice.admin.resource.Changes;
import dev.sluice.admin.resource.SessionResource;
import dev.sluice.admin.resource.TokensResource;
import dev.sluice.core.failover.Event;
import dev.sluice.core.port.Clock;
import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/** Who may come in: by tokens, and by the operator's password. One event loop. */
final class Reception {

    private static final long READ_EVERY_MS = 2_000;
    private static final long TELL_EVERY_MS = 60_000;
    private static final long LAST_WORDS_MS = 1_000;

    private final Vertx vertx;
    private final AdminOptions options;
    private final Access access;
    private final Clock clock;
    private final Consumer<Event> teller;
    private final TokenBook tokens;
    private final SessionBook sessions;
    private final PasswordDesk passwords;

    Reception(Vertx vertx, Context loop, AdminOptions options, Access access, Clock clock, Consumer<Event> teller) {
        this.vertx = vertx;
        this.options = options;
        this.access = access;
        this.clock = clock;
        this.teller = teller;
        this.tokens = new TokenBook(access.tokens(), options.fixedToken(), clock, loop);
        LoginOptions logins = options.logins();
        SessionLimits limits = new SessionLimits(logins.idle(), logins.lifetime());
        this.sessions = new SessionBook(access.logins(), logins.passwordHash(), limits, clock, loop);
        this.passwords = new PasswordDesk(vertx);
    }

    /** Reads what is kept, now and from now on; complete once it was tried. */
    Future<Void> open() {
        vertx.setPeriodic(READ_EVERY_MS, id -> refresh());
        vertx.setPeriodic(TELL_EVERY_MS, id -> tell());
        return refresh();
    }

    private Future<Void> refresh() {
        return Future.join(tokens.refresh(), sessions.refresh()).mapEmpty();
    }

    private Future<Void> tell() {
        return Future.join(tokens.uses().tell(), sessions.tell()).mapEmpty();
    }

    AccessGate gate() {
        return Gates.of(tokens, sessions, clock, teller);
    }

    List<Operation> operations(Changes changes) {
        List<Operation> all = new ArrayList<>(
                new TokensResource(changes, access.tokens(), tokens, this::hasOtherWayIn, clock).operations());
        all.addAll(new SessionResource(
                        changes, sessions, passwords, Gates.logins(clock, teller), options.features(), clock)
                .operations());
        return all;
    }

    private boolean hasOtherWayIn() {
        return tokens.hasFixed() || sessions.passwordHash() != null;
    }

    /** What was noted is kept, unless the database takes its time. */
    Future<Void> close() {
        return tell().timeout(LAST_WORDS_MS, TimeUnit.MILLISECONDS)
                .otherwiseEmpty()
                .eventually(passwords::close);
    }
}
