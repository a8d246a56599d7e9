package dev.sluice.core.document;

import dev.sluice.core.failover.Event;
import dev.sluice.core.failover.EventName;
import dev.sluice.core.model.Desired;
import dev.sluice.core.model.Drill;
import dev.sluice.core.model.Peer;
import dev.sluice.core.model.Pool;
import dev.sluice.core.model.Route;
import dev.sluice.core.model.Stamp;
import dev.sluice.core.model.Webhook;
import dev.sluice.core.rule.Audit;
import dev.sluice.core.rule.Edited;
import dev.sluice.core.rule.Facts;
import dev.sluice.core.rule.SiteEdits;
import dev.sluice.core.rule.Usage;
import dev.sluice.core.rule.WebhookEdits;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.BiFunction;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** A plan without faults as a state, and the events that tell of the way there. */
final class Outcome {

    private final Plan plan;
    private final List<Event> gone = new ArrayList<>();
    private final List<Event> made = new ArrayList<>();

    Outcome(Plan plan) {
        this.plan = plan;
    }

    /** How to deal with things of one kind. */
    private record Kind<T>(
            String word,
            Function<T, String> label,
            Function<T, Stamp> stamp,
            BiFunction<T, Stamp, T> stamped,
            Function<T, Map<String, @Nullable Object>> facts,
            BiFunction<T, T, Map<String, @Nullable Object>> factsAfter,
            EventName created,
            EventName updated,
            EventName deleted) {}

    private static final Kind<Peer> PEERS = new Kind<>(
            "Peer ",
            Peer::name,
            Peer::stamp,
            Peer::stamped,
            Facts::of,
            (was, is) -> Facts.of(is),
            EventName.PEER_CREATED,
            EventName.PEER_UPDATED,
            EventName.PEER_DELETED);
    private static final Kind<Pool> POOLS = new Kind<>(
            "Pool ",
            Pool::name,
            Pool::stamp,
            (pool, stamp) -> pool.with(pool.members(), stamp),
            Facts::of,
            (was, is) -> Facts.of(is),
            EventName.POOL_CREATED,
            EventName.POOL_UPDATED,
            EventName.POOL_DELETED);
    private static final Kind<Route> ROUTES = new Kind<>(
            "Route ",
            Route::label,
            Route::stamp,
            Route::stamped,
            Facts::of,
            (was, is) -> Facts.of(is),
            EventName.ROUTE_CREATED,
            EventName.ROUTE_UPDATED,
            EventName.ROUTE_DELETED);

    private static final Kind<Webhook> WEBHOOKS = new Kind<>(
            "Webhook ",
            Webhook::name,
            Webhook::stamp,
            Webhook::stamped,
            WebhookEdits::told,
            WebhookEdits::toldAfter,
            EventName.WEBHOOK_CREATED,
            EventName.WEBHOOK_UPDATED,
            EventName.WEBHOOK_DELETED);

    Edited edited() {
        Desired before = plan.before;
        // What needs others goes before them, and comes after them.
        Map<Long, Webhook> webhooks = settled(WEBHOOKS, before.webhooks(), plan.webhooks);
        Map<Long, Route> routes = settled(ROUTES, before.routes(), plan.routes);
        Map<Long, Pool> pools = settled(POOLS, before.pools(), plan.pools);
        Map<Long, Peer> peers = settled(PEERS, before.peers(), plan.peers);
        List<Event> audit = new ArrayList<>(gone);
        audit.addAll(made);
        audit.addAll(SiteEdits.told(before.overall().site(), plan.site, plan.context, plan.asked.command()));
        if (audit.isEmpty()) {
            return new Edited(before, audit, 0);
        }
        Desired after = new Desired(
                before.revision(),
                peers,
                pools,
                routes,
                before.overrides(),
                before.drills(),
                before.certificates(),
                webhooks,
                before.agents(),
                before.overall().with(plan.site));
        for (Long id : before.peers().keySet()) {
            after = peers.containsKey(id) ? after : after.withoutPairing(id);
        }
        for (Drill drill : before.drills().values()) {
            after = peers.containsKey(drill.peerId()) ? after : after.withoutDrill(drill.id());
        }
        return new Edited(Usage.withoutIdleOverrides(after), audit, 0);
    }

    private <T> Map<Long, T> settled(Kind<T> kind, Map<Long, T> before, Map<Long, T> planned) {
        Map<Long, T> after = new TreeMap<>();
        List<Event> changed = new ArrayList<>();
        new TreeMap<>(planned).forEach((id, thing) -> {
            T was = before.get(id);
            if (id <= 0) {
                throw new IllegalStateException("a thing without an id was not refused: " + thing);
            }
            if (thing.equals(was)) {
                after.put(id, was);
            } else {
                after.put(id, settled(kind, was, thing, changed));
            }
        });
        made.addAll(0, changed);
        before.forEach((id, thing) -> {
            if (!after.containsKey(id)) {
                gone.addAll(Audit.deleted(
                        kind.deleted,
                        plan.context,
                        plan.asked.command(),
                        kind.word + kind.label.apply(thing),
                        kind.facts.apply(thing)));
            }
        });
        return after;
    }

    private <T> T settled(Kind<T> kind, @Nullable T was, T thing, List<Event> changed) {
        String what = kind.word + kind.label.apply(thing);
        if (was == null) {
            changed.addAll(
                    Audit.created(kind.created, plan.context, plan.asked.command(), what, kind.facts.apply(thing)));
            return thing;
        }
        T stamped = kind.stamped.apply(thing, plan.context.touched(kind.stamp.apply(was)));
        changed.addAll(Audit.updated(
                kind.updated,
                plan.context,
                plan.asked.command(),
                what,
                kind.facts.apply(was),
                kind.factsAfter.apply(was, stamped)));
        return stamped;
    }
}
