package dev.sluice.core.rule;

import dev.sluice.core.model.Desired;
import dev.sluice.core.model.L4Listener;
import dev.sluice.core.model.LanHost;
import dev.sluice.core.model.LanTls;
import dev.sluice.core.model.Route;
import dev.sluice.core.model.RouteType;
import dev.sluice.core.model.Stamp;
import dev.sluice.core.model.Target;
import dev.sluice.core.site.Access;
import dev.sluice.core.site.ClientCertificates;
import dev.sluice.core.site.Mirror;
import dev.sluice.core.trust.Authorities;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What a route may be. */
public final class RouteRules {

    private final TargetRules targets;
    private final ListenRules listening;
    private final AccessRules access;
    private final ForbiddenTargets forbidden;

    public RouteRules(ForbiddenTargets forbidden) {
        this.forbidden = forbidden;
        this.targets = new TargetRules(forbidden);
        this.listening = new ListenRules(forbidden);
        this.access = new AccessRules(forbidden);
    }

    /** The route that the draft asks for; null if there is none that may be, which the problems say. */
    public @Nullable Route route(long id, RouteDraft draft, Desired desired, Stamp stamp, Problems problems) {
        boolean l4 = draft.type() == RouteType.L4;
        String domain = l4 ? ListenRules.domain(draft, problems) : domain(draft, problems);
        String path = path(draft, l4, problems);
        Limits.description(draft.description(), problems);
        Limits.hstsMaxAge(draft.hstsMaxAgeSeconds(), problems);
        if (l4) {
            Limits.nothing("https_redirect", draft.httpsRedirect(), "route_type is l4", problems);
            Limits.nothing("hsts_max_age_s", draft.hstsMaxAgeSeconds(), "route_type is l4", problems);
            draft.site()
                    .features()
                    .keySet()
                    .forEach(feature -> Limits.nothing(feature, "an object", "route_type is l4", problems));
        }
        if (!draft.httpsEnabled()) {
            plainOnPurpose(draft, l4, problems);
        }
        access.check(draft.site().of(Access.class), problems);
        mirror(draft.site().of(Mirror.class), problems);
        clientCertificates(draft, desired.route(id), problems);
        L4Listener listener = ListenRules.listener(draft, problems);
        Target target = targets.target(draft, desired, problems);
        LanHost lan = target == null ? null : target.lan();
        LanTls lanTls = LanRules.tls(draft, lan, problems);
        String wakeMac = LanRules.mac(draft, lan, problems);
        if (domain == null || path == null || target == null) {
            return null;
        }
        return new Route(
                id,
                domain,
                path,
                draft.description(),
                draft.enabled(),
                draft.type(),
                target,
                draft.failover(),
                draft.rescue(),
                draft.httpsEnabled(),
                draft.httpsRedirect(),
                draft.hstsMaxAgeSeconds(),
                lanTls,
                wakeMac,
                draft.site(),
                listener,
                stamp);
    }

    /** Refuses with ROUTE_EXISTS, L4_PORT_BLOCKED or L4_PORT_CONFLICT. */
    public void refuseConflicts(Route route, Desired desired) {
        if (route.type() == RouteType.HTTP) {
            refuseDouble(route.id(), route.domain(), route.pathPrefix(), desired);
        }
        listening.refuseConflicts(route, desired);
    }

    /**
     * Refuses with L4_PORT_IN_USE or L4_PORT_BLOCKED if the route needs a port now that it did not listen on before.
     *
     * @param before as it was; null for a new one
     * @param obstacle what was found in the way just now; null for nothing
     * @param desired where another route may listen on that port already
     */
    public void refuseObstacle(Route route, @Nullable Route before, @Nullable PortObstacle obstacle, Desired desired) {
        ListenRules.refuseObstacle(route, before, obstacle, desired);
    }

    /** A host that browsers shall ask by HTTPS alone, or are sent to HTTPS for, is not plain. */
    private static void plainOnPurpose(RouteDraft draft, boolean l4, Problems problems) {
        if (l4) {
            problems.add(
                    "https_enabled", false, "true, since route_type is l4: l4_tls_mode says what it does with TLS");
            return;
        }
        Limits.nothing("hsts_max_age_s", draft.hstsMaxAgeSeconds(), "https_enabled is false", problems);
        if (Boolean.TRUE.equals(draft.httpsRedirect())) {
            problems.add("https_redirect", true, "false or null, since https_enabled is false");
        }
    }

    private void mirror(@Nullable Mirror mirror, Problems problems) {
        String host = mirror == null ? null : mirror.url().getHost();
        String why = mirror == null || host == null ? null : forbidden.why(host, mirror.port());
        if (mirror != null && why != null) {
            problems.add(RejectionCode.TARGET_FORBIDDEN, "mirror.url", host + ":" + mirror.port(), why);
        }
    }

    /** What stood when it was said may have expired since, and stays. */
    private static void clientCertificates(RouteDraft draft, @Nullable Route before, Problems problems) {
        ClientCertificates wanted = draft.site().of(ClientCertificates.class);
        if (wanted == null) {
            return;
        }
        if (!draft.httpsEnabled()) {
            Limits.nothing(ClientCertificates.FIELD, "an object", "https_enabled is false", problems);
        }
        ClientCertificates known = before == null ? null : ClientCertificates.of(before);
        String fallen = known != null && known.authorities().equals(wanted.authorities())
                ? null
                : Authorities.notStanding(wanted.authorities(), Instant.now());
        if (fallen != null) {
            problems.add(ClientCertificates.FIELD + ".authorities", fallen, "certificates that are valid now");
        }
    }

    private static @Nullable String domain(RouteDraft draft, Problems problems) {
        String domain = DomainSyntax.normalise(draft.domain());
        if (domain == null) {
            problems.add("domain", draft.domain(), DomainSyntax.EXPECTED);
        }
        return domain;
    }

    private static @Nullable String path(RouteDraft draft, boolean l4, Problems problems) {
        String path = PathSyntax.normalise(draft.pathPrefix());
        if (path == null || l4 && !path.equals("/")) {
            problems.add("path_prefix", draft.pathPrefix(), l4 ? "/, since route_type is l4" : PathSyntax.EXPECTED);
            return null;
        }
        return path;
    }

    private static void refuseDouble(long id, String domain, String path, Desired desired) {
        Route same = desired.routes().values().stream()
                .filter(other -> other.id() != id
                        && other.type() == RouteType.HTTP
                        && other.domain().equals(domain)
                        && other.pathPrefix().equals(path))
                .findFirst()
                .orElse(null);
        if (same != null) {
            throw new Rejection(
                    RejectionCode.ROUTE_EXISTS,
                    "Route " + same.id() + " has this domain and path prefix",
                    List.of(new Problem(
                            "domain", Problems.show(domain + path), "a domain and path_prefix of its own")));
        }
    }
}
