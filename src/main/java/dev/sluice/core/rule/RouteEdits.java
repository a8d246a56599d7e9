package dev.sluice.core.rule;

import dev.sluice.core.failover.EventName;
import dev.sluice.core.model.Desired;
import dev.sluice.core.model.L4Listener;
import dev.sluice.core.model.LanHost;
import dev.sluice.core.model.LanTls;
import dev.sluice.core.model.Route;
import dev.sluice.core.model.RouteType;
import dev.sluice.core.model.Stamp;
import dev.sluice.core.model.Target;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Makes, changes and takes away routes. */
public final class RouteEdits {

    private final TargetRules targets;
    private final ListenRules listening;

    public RouteEdits(ForbiddenTargets forbidden) {
        this.targets = new TargetRules(forbidden);
        this.listening = new ListenRules(forbidden);
    }

    /**
     * Refuses with a code of a target (400), INVALID, ROUTE_EXISTS or that of an L4 route's port.
     *
     * @param obstacle what is in the way of a listener on the port that is asked for; null for nothing
     */
    public Edit create(Merge<RouteDraft> asked, @Nullable PortObstacle obstacle, Command command) {
        return Edit.creating(Edit.Kind.ROUTE, (desired, context) -> {
            Problems problems = new Problems();
            RouteDraft draft = asked.over(RouteDraft.BLANK, problems);
            Route route = checked(context.id(), draft, desired, context.created(), problems);
            ListenRules.refuseObstacle(route, null, obstacle, desired);
            return new Edited(
                    desired.with(route),
                    Audit.created(EventName.ROUTE_CREATED, context, command, word(route), Facts.of(route)),
                    route.id());
        });
    }

    /**
     * Refuses with NOT_FOUND, STALE, LOOPBACK_ROUTE, or as {@link #create}.
     *
     * @param obstacle what is in the way of a listener on the port that the route will have; null for nothing
     */
    public Edit update(long id, Merge<RouteDraft> asked, @Nullable PortObstacle obstacle, Command command) {
        return (desired, context) -> {
            Route before = Found.route(desired, id);
            command.expect(before.stamp());
            Problems problems = new Problems();
            RouteDraft draft = asked.over(RouteDraft.of(before), problems);
            Route after = checked(id, draft, desired, before.stamp(), problems);
            boolean intoPool = after.target().poolId() != 0 && before.target().poolId() == 0;
            if (intoPool && after.isLoopback() && !draft.allowLoopback()) {
                throw Loopback.refused(after);
            }
            ListenRules.refuseObstacle(after, before, obstacle, desired);
            return changed(desired, before, after, context, command);
        };
    }

    /**
     * On if it was off, off if it was on. Refuses with NOT_FOUND or STALE, or with the code of an L4 route's port.
     *
     * @param obstacle what is in the way of a listener on the route's port; null for nothing
     */
    public Edit toggle(long id, @Nullable PortObstacle obstacle, Command command) {
        return (desired, context) -> {
            Route before = Found.route(desired, id);
            command.expect(before.stamp());
            Route after = before.enabled(!before.enabled());
            ListenRules.refuseObstacle(after, before, obstacle, desired);
            return changed(desired, before, after, context, command);
        };
    }

    /** Refuses with NOT_FOUND or STALE. */
    public Edit delete(long id, Command command) {
        return (desired, context) -> {
            Route route = Found.route(desired, id);
            command.expect(route.stamp());
            return new Edited(
                    desired.withoutRoute(id),
                    Audit.deleted(EventName.ROUTE_DELETED, context, command, word(route), Facts.of(route)),
                    id);
        };
    }

    private static Edited changed(Desired desired, Route before, Route after, EditContext context, Command command) {
        if (after.equals(before)) {
            return new Edited(desired, List.of(), before.id());
        }
        Route stamped = after.stamped(context.touched(before.stamp()));
        return new Edited(
                Usage.withoutIdleOverrides(desired.with(stamped)),
                Audit.updated(
                        EventName.ROUTE_UPDATED, context, command, word(stamped), Facts.of(before), Facts.of(stamped)),
                stamped.id());
    }

    private Route checked(long id, RouteDraft draft, Desired desired, Stamp stamp, Problems problems) {
        boolean l4 = draft.type() == RouteType.L4;
        String domain = l4 ? ListenRules.domain(draft, problems) : domain(draft, problems);
        String path = path(draft, l4, problems);
        Limits.description(draft.description(), problems);
        Limits.hstsMaxAge(draft.hstsMaxAgeSeconds(), problems);
        if (l4) {
            Limits.nothing("https_redirect", draft.httpsRedirect(), "route_type is l4", problems);
            Limits.nothing("hsts_max_age_s", draft.hstsMaxAgeSeconds(), "route_type is l4", problems);
        }
        L4Listener listener = ListenRules.listener(draft, problems);
        Target target = targets.target(draft, desired, problems);
        LanHost lan = target == null ? null : target.lan();
        LanTls lanTls = LanRules.tls(draft, lan, problems);
        String wakeMac = LanRules.mac(draft, lan, problems);
        problems.refuseIfAny();
        if (domain == null || path == null || target == null) {
            throw new IllegalStateException("a faulty route was not refused: " + draft);
        }
        Route route = new Route(
                id,
                domain,
                path,
                draft.description(),
                draft.enabled(),
                draft.type(),
                target,
                draft.failover(),
                draft.rescue(),
                draft.httpsRedirect(),
                draft.hstsMaxAgeSeconds(),
                lanTls,
                wakeMac,
                listener,
                stamp);
        if (l4) {
            listening.refuseConflicts(route, desired);
        } else {
            refuseDouble(id, domain, path, desired);
        }
        return route;
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

    static String word(Route route) {
        return "Route " + route.label();
    }
}
