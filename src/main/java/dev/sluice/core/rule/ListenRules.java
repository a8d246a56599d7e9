package dev.sluice.core.rule;

import dev.sluice.core.model.Desired;
import dev.sluice.core.model.L4Listener;
import dev.sluice.core.model.L4TlsMode;
import dev.sluice.core.model.Route;
import dev.sluice.core.model.RouteType;
import dev.sluice.core.site.ClientCertificates;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** What a route may listen on by itself, and which of several routes on one port gets a connection. */
final class ListenRules {

    private static final String PORT = "l4_listen_port";

    private final ForbiddenTargets forbidden;

    ListenRules(ForbiddenTargets forbidden) {
        this.forbidden = forbidden;
    }

    /** The listener that the draft asks for; null if it is an HTTP route's, or none that may be, which the problems say. */
    static @Nullable L4Listener listener(RouteDraft draft, Problems problems) {
        L4Draft asked = draft.l4();
        if (draft.type() != RouteType.L4) {
            asked.named().stream()
                    .sorted()
                    .forEach(field -> problems.add(field, "given", "null, since route_type is http"));
            return null;
        }
        String protocol = Objects.requireNonNullElse(asked.protocol(), L4Listener.TCP);
        if (!protocol.equals(L4Listener.TCP)) {
            problems.add("l4_protocol", protocol, "tcp" + (protocol.equals("udp") ? " (udp is not spoken here)" : ""));
        }
        if (asked.port() == null) {
            problems.add(PORT, null, "a port from 1 to " + Limits.HIGHEST_PORT + ", since route_type is l4");
            return null;
        }
        Limits.port(PORT, asked.port(), problems);
        return new L4Listener(protocol, asked.port(), tlsMode(asked));
    }

    /** The domain of an L4 route as it is kept; null if it may not be, which the problems then say. */
    static @Nullable String domain(RouteDraft draft, Problems problems) {
        L4TlsMode mode = tlsMode(draft.l4());
        if (mode != L4TlsMode.NONE) {
            String domain = DomainSyntax.normalise(draft.domain());
            if (domain == null || DomainSyntax.isIpv6(domain)) {
                problems.add("domain", draft.domain(), DomainSyntax.EXPECTED_NAME);
                return null;
            }
            return domain;
        }
        if (!draft.domain().isEmpty()) {
            problems.add("domain", draft.domain(), "nothing, since l4_tls_mode is none: no name is to be seen there");
        }
        return "";
    }

    private static L4TlsMode tlsMode(L4Draft asked) {
        return Objects.requireNonNullElse(asked.tlsMode(), L4TlsMode.NONE);
    }

    /** Refuses with L4_PORT_BLOCKED or L4_PORT_CONFLICT. */
    void refuseConflicts(Route route, Desired desired) {
        Integer port = ClientCertificates.ownPort(route);
        if (port == null) {
            return;
        }
        String blocked = forbidden.whyNotListen(port);
        if (blocked != null) {
            throw refusal(RejectionCode.L4_PORT_BLOCKED, "Port " + port + " " + blocked, route, port);
        }
        onPort(port, route.id(), desired).forEach(other -> refuseConflict(route, port, other));
    }

    private static void refuseConflict(Route route, int port, Route other) {
        String who = "Route " + other.id() + " (" + other.label() + ")";
        L4Listener own = route.l4();
        if (own == null) {
            throw conflict(
                    route,
                    port,
                    who + " has port " + port + "; a route that wants client certificates shares its"
                            + " port with none");
        }
        if (other.l4() == null) {
            throw conflict(
                    route, port, who + " wants client certificates on port " + port + ", and shares it with none");
        }
        boolean otherTakesAll = other.l4() != null && other.l4().tlsMode() == L4TlsMode.NONE;
        if (otherTakesAll) {
            throw conflict(route, port, who + " takes every connection to port " + own.port());
        }
        if (own.tlsMode() == L4TlsMode.NONE) {
            throw conflict(
                    route,
                    port,
                    who + " has port " + own.port()
                            + "; a route with l4_tls_mode none takes every connection, and shares"
                            + " its port with none");
        }
        if (other.domain().equals(route.domain())) {
            throw conflict(route, port, who + " has this domain on port " + own.port());
        }
    }

    /**
     * Refuses with L4_PORT_IN_USE or L4_PORT_BLOCKED if the route needs a port now that it did not listen on before.
     *
     * @param before as it was; null for a new one
     * @param obstacle what was found in the way just now; null for nothing
     */
    static void refuseObstacle(Route route, @Nullable Route before, @Nullable PortObstacle obstacle, Desired desired) {
        Integer own = ClientCertificates.ownPort(route);
        if (own == null || obstacle == null || own != obstacle.port() || !route.enabled()) {
            return;
        }
        boolean hadIt = before != null && before.enabled() && own.equals(ClientCertificates.ownPort(before));
        if (!hadIt && onPort(own, route.id(), desired).noneMatch(Route::enabled)) {
            throw refusal(
                    obstacle.held() ? RejectionCode.L4_PORT_IN_USE : RejectionCode.L4_PORT_BLOCKED,
                    "Port " + own + " " + obstacle.sentence(),
                    route,
                    own);
        }
    }

    private static Stream<Route> onPort(Integer port, long butNot, Desired desired) {
        return desired.routes().values().stream()
                .filter(other -> other.id() != butNot && port.equals(ClientCertificates.ownPort(other)));
    }

    private static Rejection conflict(Route route, int port, String sentence) {
        return refusal(RejectionCode.L4_PORT_CONFLICT, sentence, route, port);
    }

    private static Rejection refusal(RejectionCode code, String sentence, Route route, int port) {
        String field = route.l4() == null ? ClientCertificates.FIELD + ".port" : PORT;
        return new Rejection(
                code, sentence, List.of(new Problem(field, Integer.toString(port), "a port that this route may have")));
    }
}
