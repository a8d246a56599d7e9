package dev.sluice.proxy.http;

import dev.sluice.core.balance.Caller;
import dev.sluice.core.balance.Stickiness;
import dev.sluice.core.balance.Upstream;
import dev.sluice.core.model.Route;
import io.vertx.core.http.HttpHeaders;
import java.util.List;

/** How one request's client stays on the pool's member that has served it before. Event loop. */
final class Sticking {

    private static final String PROTO = "x-forwarded-proto";

    private final Stickiness stickiness;
    private final ClientSide client;
    private final long wanted;

    Sticking(Stickiness stickiness, ClientSide client) {
        this.stickiness = stickiness;
        this.client = client;
        List<String> cookies = client.request().headers().getAll(HttpHeaders.COOKIE);
        this.wanted = cookies.isEmpty() ? 0 : stickiness.peerIn(cookies);
    }

    /** The client, with whom it is to stay on. */
    Caller caller() {
        return client.caller().stickingTo(wanted);
    }

    /** That one answers: the answer tells the client to stay there, unless it does so already. */
    void stickTo(Upstream upstream, Route route) {
        String cookie = upstream.peerId() == wanted
                ? null
                : stickiness.cookie(upstream.peerId(), route.pathPrefix(), isSecure());
        if (cookie != null) {
            client.response().headers().add(HttpHeaders.SET_COOKIE, cookie);
        }
    }

    private boolean isSecure() {
        return client.link().client().isTls()
                || client.link().identity().isTrusted()
                        && "https".equalsIgnoreCase(client.request().getHeader(PROTO));
    }
}
