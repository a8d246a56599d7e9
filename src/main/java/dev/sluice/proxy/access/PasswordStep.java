package dev.sluice.proxy.access;

import dev.sluice.core.site.BasicAuth;
import dev.sluice.proxy.Failure;
import dev.sluice.proxy.site.Step;
import dev.sluice.proxy.site.Turn;
import dev.sluice.proxy.site.Visit;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.vertx.core.MultiMap;
import io.vertx.core.http.HttpHeaders;
import java.util.List;

/** Lets in who knows the password of a user (RFC 7617). */
final class PasswordStep implements Step {

    private final BasicAuth auth;
    private final Doorkeeper keeper;
    private final String challenge;

    PasswordStep(BasicAuth auth, Doorkeeper keeper) {
        this.auth = auth;
        this.keeper = keeper;
        this.challenge = "Basic realm=\"" + auth.realm() + "\", charset=\"UTF-8\"";
    }

    @Override
    public void take(Visit visit, Turn turn) {
        List<String> sent = visit.request().headers().getAll(HttpHeaders.AUTHORIZATION);
        Credentials given = sent.size() == 1 ? Credentials.parse(sent.get(0)) : null;
        if (given == null) {
            refuse(visit, turn);
            return;
        }
        Thread here = Thread.currentThread();
        keeper.passwords().check(auth, given, visit.origin().client(), verdict -> {
            if (Thread.currentThread() == here) {
                decide(verdict, given, visit, turn);
            } else {
                keeper.onLoop(() -> decide(verdict, given, visit, turn));
            }
        });
    }

    private void decide(PasswordChecks.Verdict verdict, Credentials given, Visit visit, Turn turn) {
        switch (verdict) {
            case RIGHT -> {
                visit.editUpstreamFields(fields -> tell(given.user(), fields));
                turn.passes();
            }
            case WRONG -> refuse(visit, turn);
            case BUSY -> turn.fails(Failure.PASSWORDS_BUSY);
        }
    }

    private void refuse(Visit visit, Turn turn) {
        visit.editAnswerFields(fields -> fields.set(HttpHeaderNames.WWW_AUTHENTICATE, challenge));
        turn.fails(Failure.PASSWORD_WANTED);
    }

    private void tell(String user, MultiMap fields) {
        if (!auth.passAuthorization()) {
            fields.remove(HttpHeaders.AUTHORIZATION);
        }
        String name = auth.userHeader();
        if (name != null) {
            SpokenFields.remove(fields, name);
            fields.set(name, user);
        }
    }
}
