package dev.sluice.proxy.http;

import dev.sluice.core.RequestTarget;
import dev.sluice.core.RoutePlan;
import dev.sluice.proxy.AgentGate;
import dev.sluice.proxy.Failure;
import io.vertx.core.MultiMap;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerRequest;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * What an agent asks of a request before anything is done for it: that the front door sent it. What that says of the client
 * is believed then, and the host that it names decides the route.
 */
final class Admission {

    static final CharSequence AUTH = HttpHeaders.createOptimized("x-gateway-auth");
    private static final CharSequence DOMAIN = HttpHeaders.createOptimized("x-gateway-target-domain");
    private static final CharSequence TARGET = HttpHeaders.createOptimized("x-gateway-target");

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

    /** Whether the front door says which route it means, as it does with clients' requests, but not with probes. */
    static boolean namesRoute(HttpServerRequest request) {
        return request.headers().contains(DOMAIN);
    }

    /**
     * Whether our route leads to where the front door wants the request. If not, one of the two has an older config, and
     * another LAN host's content must not pass for this one's. What the front door says is compared, and never dialled.
     */
    static boolean agrees(HttpServerRequest request, @Nullable RoutePlan plan) {
        return plan != null
                && (!namesRoute(request) || Objects.equals(request.headers().get(TARGET), plan.lanTarget()));
    }

    private static boolean bringsSecret(AgentGate gate, MultiMap headers) {
        List<String> shown = headers.getAll(AUTH);
        return shown.size() == 1 && gate.admits(shown.get(0).getBytes(StandardCharsets.ISO_8859_1));
    }
}
