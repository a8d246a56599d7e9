package dev.sluice.core.rule;

import dev.sluice.core.failover.EventName;
import dev.sluice.core.model.Certificate;
import dev.sluice.core.model.Desired;
import dev.sluice.core.model.Peer;
import dev.sluice.core.model.Pool;
import dev.sluice.core.model.Route;
import dev.sluice.core.model.RouteOverride;
import dev.sluice.core.model.Webhook;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.UnaryOperator;

/** Puts a desired state that was kept in the place of the present one, ids and all; drills are over. */
public final class Restoration {

    private Restoration() {}

    /**
     * The edit. Refuses with INVALID if something would be lost that may not be.
     *
     * @param replace whether what there is may go
     */
    public static Edit of(Desired kept, boolean replace, Command command) {
        return (current, context) -> {
            boolean empty = current.peers().isEmpty()
                    && current.pools().isEmpty()
                    && current.certificates().isEmpty()
                    && current.webhooks().isEmpty();
            if (!empty && !replace) {
                Problems problems = new Problems();
                problems.add(
                        "replace",
                        "false",
                        "true, since this front door has peers, pools, certificates or webhooks already");
                problems.refuseIfAny();
            }
            String message = "The desired state of a backup was restored ("
                    + kept.routes().size() + " routes)";
            return new Edited(
                    stamped(kept, current, context),
                    Audit.event(EventName.STATE_RESTORED, context, command, message, details(current, kept)),
                    0);
        };
    }

    private static Map<String, Object> details(Desired current, Desired kept) {
        return Audit.turned(counts(kept), counts(current), counts(kept));
    }

    private static Map<String, Object> counts(Desired state) {
        Map<String, Object> counts = new LinkedHashMap<>();
        counts.put("peers", state.peers().size());
        counts.put("pools", state.pools().size());
        counts.put("routes", state.routes().size());
        counts.put("certificates", state.certificates().size());
        counts.put("webhooks", state.webhooks().size());
        return counts;
    }

    /** ETags name revisions of this front door, not of the one that the backup is of. */
    private static Desired stamped(Desired kept, Desired current, EditContext context) {
        return new Desired(
                current.revision(),
                all(kept.peers(), (Peer peer) -> peer.stamped(context.touched(peer.stamp()))),
                all(kept.pools(), (Pool pool) -> pool.with(pool.members(), context.touched(pool.stamp()))),
                all(kept.routes(), (Route route) -> route.stamped(context.touched(route.stamp()))),
                all(
                        kept.overrides(),
                        (RouteOverride o) -> new RouteOverride(
                                o.routeId(), o.peerId(), o.setAt(), o.until(), context.touched(o.stamp()))),
                Map.of(),
                all(kept.certificates(), (Certificate c) -> c.stamped(context.touched(c.stamp()))),
                all(kept.webhooks(), (Webhook hook) -> hook.stamped(context.touched(hook.stamp()))),
                kept.agents(),
                kept.overall());
    }

    private static <V> Map<Long, V> all(Map<Long, V> things, UnaryOperator<V> change) {
        Map<Long, V> changed = new LinkedHashMap<>();
        things.forEach((id, thing) -> changed.put(id, change.apply(thing)));
        return changed;
    }
}
