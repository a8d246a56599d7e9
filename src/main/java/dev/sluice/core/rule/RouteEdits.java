package dev.sluice.core.rule;

import dev.sluice.core.failover.EventName;
import dev.sluice.core.model.Desired;
import dev.sluice.core.model.Route;
import dev.sluice.core.model.RouteType;
import dev.sluice.core.model.Stamp;
import dev.sluice.core.model.Target;
import java.util.List;

/** Makes, changes and takes away routes. */
public final class RouteEdits {

    private final TargetRules targets;

    public RouteEdits(ForbiddenTargets forbidden) {
        this.targets = new TargetRules(forbidden);
    }

    /** Refuses with a code of a target (400), INVALID or ROUTE_EXISTS. */
    public Edit create(Merge<RouteDraft> asked, Command command) {
        return Edit.creating(Edit.Kind.ROUTE, (desired, context) -> {
            Problems problems = new Problems();
            RouteDraft draft = asked.over(RouteDraft.BLANK, problems);
            Route route = checked(context.id(), draft, desired, context.created(), problems);
            return new Edited(
                    desired.with(route),
                    Audit.created(EventName.ROUTE_CREATED, context, command, word(route), Facts.of(route)),
                    route.id());
        });
    }

    /** Refuses with NOT_FOUND, STALE, a code of a target (400), INVALID, ROUTE_EXISTS or LOOPBACK_ROUTE. */
    public Edit update(long id, Merge<RouteDraft> asked, Command command) {
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
            return changed(desired, before, after, context, command);
        };
    }

    /** On if it was off, off if it was on. Refuses with NOT_FOUND or STALE. */
    public Edit toggle(long id, Command command) {
        return (desired, context) -> {
            Route before = Found.route(desired, id);
            command.expect(before.stamp());
            Route after = new Route(
                    id,
                    before.domain(),
                    before.pathPrefix(),
                    before.description(),
                    !before.enabled(),
                    before.type(),
                    before.target(),
                    before.failover(),
                    before.rescue(),
                    before.httpsRedirect(),
                    before.hstsMaxAgeSeconds(),
                    before.l4(),
                    before.stamp());
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
        Route stamped = moved(after, after.target(), context.touched(before.stamp()));
        return new Edited(
                Usage.withoutIdleOverrides(desired.with(stamped)),
                Audit.updated(
                        EventName.ROUTE_UPDATED, context, command, word(stamped), Facts.of(before), Facts.of(stamped)),
                stamped.id());
    }

    private Route checked(long id, RouteDraft draft, Desired desired, Stamp stamp, Problems problems) {
        String domain = DomainSyntax.normalise(draft.domain());
        if (domain == null) {
            problems.add("domain", draft.domain(), DomainSyntax.EXPECTED);
        }
        String path = PathSyntax.normalise(draft.pathPrefix());
        if (path == null) {
            problems.add("path_prefix", draft.pathPrefix(), PathSyntax.EXPECTED);
        }
        Limits.description(draft.description(), problems);
        Limits.hstsMaxAge(draft.hstsMaxAgeSeconds(), problems);
        if (draft.type() == RouteType.L4) {
            Limits.nothing("https_redirect", draft.httpsRedirect(), "route_type is l4", problems);
            Limits.nothing("hsts_max_age_s", draft.hstsMaxAgeSeconds(), "route_type is l4", problems);
        }
        if (draft.type() == RouteType.L4) {
            problems.add("route_type", "l4", "http (this version has no listeners for l4 routes yet)");
        }
        Target target = targets.target(draft, desired, problems);
        problems.refuseIfAny();
        if (domain == null || path == null || target == null) {
            throw new IllegalStateException("a faulty route was not refused: " + draft);
        }
        refuseDouble(id, domain, path, desired);
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
                draft.httpsRedirect(),
                draft.hstsMaxAgeSeconds(),
                null,
                stamp);
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
        return "Route " + route.domain() + (route.pathPrefix().equals("/") ? "" : route.pathPrefix());
    }

    static Route moved(Route r, Target target, Stamp stamp) {
        return new Route(
                r.id(),
                r.domain(),
                r.pathPrefix(),
                r.description(),
                r.enabled(),
                r.type(),
                target,
                r.failover(),
                r.rescue(),
                r.httpsRedirect(),
                r.hstsMaxAgeSeconds(),
                r.l4(),
                stamp);
    }
}
