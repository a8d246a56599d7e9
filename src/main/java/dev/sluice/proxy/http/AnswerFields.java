package dev.sluice.proxy.http;

import dev.sluice.proxy.site.SitePlan;
import dev.sluice.proxy.site.Visit;
import io.vertx.core.MultiMap;
import io.vertx.core.http.HttpHeaders;
import org.jspecify.annotations.Nullable;

/** What every answer to one request says because of its route, whoever gives the answer. Event loop. */
final class AnswerFields {

    private static final CharSequence STRICT_TRANSPORT = HttpHeaders.createOptimized("strict-transport-security");

    private @Nullable String strictTransport;
    private @Nullable Visit visit;

    /** Browsers shall ask for the host by HTTPS alone for so many seconds. */
    void strictTransport(int seconds) {
        strictTransport = "max-age=" + seconds;
    }

    /** The request as the steps of its route get to see it; from here on answers say what the route wants. */
    Visit begin(SitePlan plan, ClientSide client, HeadCheck.Result head) {
        Visit begun = new Visit(
                plan,
                client.request(),
                new Visit.Origin(
                        client.trace().client,
                        client.caller().address(),
                        client.link().client().scheme(),
                        head.host(),
                        head.target(),
                        head.path(),
                        client.trace().requestId));
        visit = begun;
        return begun;
    }

    /** What the route's features make of the request; null on a route that only forwards. */
    @Nullable
    Visit visit() {
        return visit;
    }

    void write(MultiMap answer) {
        if (strictTransport != null) {
            answer.set(STRICT_TRANSPORT, strictTransport);
        }
        if (visit != null) {
            visit.writeResponse(answer);
        }
    }
}
