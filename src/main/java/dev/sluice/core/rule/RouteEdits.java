package dev.sluice.core.rule;

import dev.sluice.core.failover.EventName;
import dev.sluice.core.model.Desired;
import dev.sluice.core.model.Route;
import dev.sluice.core.model.Stamp;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Makes, changes and takes away routes. */
public final class RouteEdits {

    private final RouteRules rules;

    public RouteEdits(ForbiddenTargets forbidden) {
        this.rules = new RouteRules(forbidden);
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
        Route route = rules.route(id, draft, desired, stamp, problems);
        problems.refuseIfAny();
        if (route == null) {
            throw new IllegalStateException("a faulty route was not refused: " + draft);
        }
        rules.refuseConflicts(route, desired);
        return route;
    }

    static String word(Route route) {
        return "Route " + route.label();
    }
}
