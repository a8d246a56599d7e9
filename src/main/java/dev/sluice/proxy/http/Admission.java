package dev.sluice.proxy.http;

import dev.sluice.proxy.AgentGate;
import dev.sluice.proxy.Failure;
import io.vertx.core.MultiMap;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerRequest;
import java.nio.charset.StandardCharsets;
import java.util.List;

/**
 * What an agent asks of a request before anything is done for it: that the front door sent it. What that says of the client
 * is believed then, and the host that it names decides the route.
 */
final class Admission {

    static final CharSequence AUTH = HttpHeaders.createOptimized("x-gateway-auth");
    private static final CharSequence DOMAIN = HttpHeaders.createOptimized("x-gateway-target-domain");

    private Admission() {}

    /** The head as it is to be routed; refused if it came from anybody else. */
    static HeadCheck.Result check(
            AgentGate gate, ClientLink link, HttpServerRequest request, HeadCheck.Result checked) {
        MultiMap headers = request.headers();
        if (!link.client().isAdmitted() && !bringsSecret(gate, headers)) {
            return HeadCheck.refused(Failure.NOT_ADMITTED);
        }
        link.client().believe();
        if (checked.failure() != null || !headers.contains(DOMAIN)) {
            return checked;
        }
        List<String> domains = headers.getAll(DOMAIN);
        String host = domains.size() == 1 ? RequestTarget.host(domains.get(0)) : null;
        return host == null ? HeadCheck.refused(Failure.BAD_HOST) : checked.at(host);
    }

    private static boolean bringsSecret(AgentGate gate, MultiMap headers) {
        List<String> shown = headers.getAll(AUTH);
        return shown.size() == 1 && gate.admits(shown.get(0).getBytes(StandardCharsets.ISO_8859_1));
    }
}
