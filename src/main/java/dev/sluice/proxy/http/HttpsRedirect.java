package dev.sluice.proxy.http;

import dev.sluice.core.model.Route;
import dev.sluice.core.site.ClientCertificates;
import dev.sluice.proxy.TlsTermination;
import io.vertx.core.MultiMap;
import org.jspecify.annotations.Nullable;

/** Who is sent from HTTP to HTTPS, and where to. One per event loop. */
final class HttpsRedirect {

    private static final int USUAL_PORT = 443;
    private static final String FORWARDED_PROTO = "x-forwarded-proto";

    private final @Nullable TlsTermination tls;
    private final int publicPort;
    private int port;

    /**
     * Nobody is sent anywhere before {@link #listensAt}.
     *
     * @param publicPort the port that clients reach HTTPS at; 0 if it is the listener's
     */
    HttpsRedirect(@Nullable TlsTermination tls, int publicPort) {
        this.tls = tls;
        this.publicPort = publicPort;
    }

    /** There is a listener for HTTPS. */
    void listensAt(int actual) {
        port = publicPort == 0 ? actual : publicPort;
    }

    /** Where the request has to go; null if it may stay. */
    @Nullable
    String location(ClientLink link, HeadCheck.Result head, MultiMap headers, Route route) {
        if (port == 0 || tls == null || link.client().isTls() || !isWanted(tls, route, head)) {
            return null;
        }
        boolean arrivedByHttps = link.identity().isTrusted() && "https".equalsIgnoreCase(headers.get(FORWARDED_PROTO));
        if (arrivedByHttps || ChallengeAnswers.asks(head) || !head.target().startsWith("/")) {
            return null;
        }
        ClientCertificates wanted = ClientCertificates.of(route);
        int at = wanted == null ? port : wanted.port();
        return "https://" + head.host() + (at == USUAL_PORT ? "" : ":" + at) + head.target();
    }

    private static boolean isWanted(TlsTermination tls, Route route, HeadCheck.Result head) {
        Boolean asked = route.httpsRedirect();
        return route.httpsEnabled() && (asked == null ? tls.covers(head.host()) : asked);
    }
}
