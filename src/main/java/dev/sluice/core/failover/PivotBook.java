package dev.sluice.core.failover;

import dev.sluice.core.balance.PeerVitals;
import dev.sluice.core.failover.RouteLedger.Shift;
import dev.sluice.core.model.Desired;
import dev.sluice.core.model.Peer;
import dev.sluice.core.model.Pool;
import dev.sluice.core.model.Route;
import dev.sluice.core.port.Moment;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.LongFunction;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * Tells of pivots and failbacks: routes that moved from the same peer to the same peer together are one event, which
 * carries their receipt. A pivot's receipt is completed a little later, when the first good answer came. Control loop only.
 */
public final class PivotBook {

    /** How long after a pivot its receipt is closed. */
    private static final Duration SETTLE = Duration.ofSeconds(2);

    private static final int DOMAINS_NAMED = 3;

    private final LongFunction<@Nullable PeerVitals> vitals;
    private final List<Open> open = new ArrayList<>();

    /** What one event tells of. */
    private record Group(boolean pivot, long poolId, long fromId, long toId, Cause cause) {}

    /** A pivot whose receipt is not closed yet. */
    private record Open(Event event, Receipt receipt, FirstAnswer firstAnswer, List<Long> routeIds, Moment closesAt) {}

    public PivotBook(LongFunction<@Nullable PeerVitals> vitals) {
        this.vitals = vitals;
    }

    /** One batch of moves that are about to be published. */
    public final class Batch {

        private final Map<Group, List<Long>> groups = new LinkedHashMap<>();
        private final Map<Group, FirstAnswer> watches = new HashMap<>();

        /** The events of this batch, once its table is being read. */
        public List<Event> publish(
                Desired desired, Map<Long, Symptom> symptoms, Moment decided, Moment published, String actor) {
            List<Event> events = new ArrayList<>();
            groups.forEach((group, routeIds) -> {
                Receipt receipt =
                        new Receipt(symptoms.get(group.fromId()), decided, published, vitals.apply(group.fromId()));
                Event event = event(desired, group, routeIds, receipt, published, actor);
                events.add(event);
                FirstAnswer watch = watches.get(group);
                if (watch != null) {
                    open.add(new Open(event, receipt, watch, routeIds, published.plus(SETTLE)));
                }
            });
            return events;
        }
    }

    /** Groups the moves of one publication and sets their stopwatches. */
    public Batch batch(Collection<Shift> shifts) {
        Batch batch = new Batch();
        for (Shift shift : shifts) {
            if (shift.isPivot() || shift.isFailback()) {
                Assignment assignment = shift.assignment();
                Group group = new Group(
                        shift.isPivot(),
                        assignment.poolId(),
                        shift.fromId(),
                        assignment.servingId(),
                        assignment.cause());
                batch.groups.computeIfAbsent(group, g -> new ArrayList<>()).add(assignment.routeId());
                if (group.pivot()) {
                    batch.watches.computeIfAbsent(group, g -> new FirstAnswer());
                }
            }
        }
        return batch;
    }

    /** The stopwatches that the next table carries, by route id. */
    public Map<Long, FirstAnswer> watches(Batch batch) {
        Map<Long, FirstAnswer> all = new HashMap<>();
        open.forEach(pivot -> pivot.routeIds().forEach(id -> all.put(id, pivot.firstAnswer())));
        batch.watches.forEach(
                (group, watch) -> batch.groups.getOrDefault(group, List.of()).forEach(id -> all.put(id, watch)));
        return all;
    }

    /** Closes the receipts that are due; the same events with their last details. */
    public List<Event> close(Moment now) {
        return close(pivot -> now.nanos() - pivot.closesAt().nanos() >= 0);
    }

    /** Closes all receipts: nothing more will be learnt. */
    public List<Event> closeAll() {
        return close(pivot -> true);
    }

    private List<Event> close(Predicate<Open> due) {
        List<Event> closed = new ArrayList<>();
        open.removeIf(pivot -> {
            if (!due.test(pivot)) {
                return false;
            }
            closed.add(withReceipt(pivot.event(), pivot.receipt().closed(pivot.firstAnswer())));
            return true;
        });
        return closed;
    }

    /**
     * What an earlier process told, with the receipts that it could not close marked {@code cut_short}: what became of the
     * requests after these pivots nobody will know any more. Other events as they are.
     */
    public static List<Event> cutShort(List<Event> told) {
        return told.stream().map(PivotBook::cutShort).toList();
    }

    private static Event cutShort(Event event) {
        if (!(event.details().get("receipt") instanceof Map<?, ?> receipt) || !receipt.containsKey("open")) {
            return event;
        }
        Map<String, Object> facts = new LinkedHashMap<>();
        receipt.forEach((name, fact) -> facts.put(String.valueOf(name), fact));
        facts.remove("open");
        facts.put("cut_short", true);
        return withReceipt(event, facts);
    }

    private static Event withReceipt(Event event, Map<String, Object> receipt) {
        Map<String, Object> details = new LinkedHashMap<>(event.details());
        details.put("receipt", receipt);
        return event.withDetails(details);
    }

    public @Nullable Moment nextDeadline() {
        return open.isEmpty() ? null : open.get(0).closesAt();
    }

    private static Event event(
            Desired desired, Group group, List<Long> routeIds, Receipt receipt, Moment at, String actor) {
        Map<String, Object> details = new LinkedHashMap<>();
        Pool pool = desired.pool(group.poolId());
        if (pool != null) {
            details.put("pool_id", pool.id());
            details.put("pool_name", pool.name());
        }
        details.put("from_peer_id", group.fromId());
        details.put("to_peer_id", group.toId());
        details.put("fromPeerId", group.fromId());
        details.put("toPeerId", group.toId());
        details.put("from_peer_name", name(desired, group.fromId()));
        details.put("to_peer_name", name(desired, group.toId()));
        details.put("route_ids", List.copyOf(routeIds));
        details.put("cause", group.cause().wire());
        details.put("receipt", group.pivot() ? receipt.opened() : receipt.known());
        String words = domains(desired, routeIds) + (group.pivot() ? " moved from " : " went home from ")
                + name(desired, group.fromId()) + " to " + name(desired, group.toId())
                + (group.pivot() ? " (" + group.cause().wire() + ")" : "");
        EventName name = group.pivot() ? EventName.POOL_FAILOVER_ACTIVATED : EventName.POOL_FAILOVER_RESTORED;
        return Event.of(name, at.wall(), actor, words, details);
    }

    private static String name(Desired desired, long peerId) {
        Peer peer = desired.peer(peerId);
        return peer == null ? "#" + peerId : peer.name();
    }

    private static String domains(Desired desired, List<Long> routeIds) {
        List<String> named = new ArrayList<>();
        for (long id : routeIds.subList(0, Math.min(DOMAINS_NAMED, routeIds.size()))) {
            Route route = desired.route(id);
            named.add(route == null ? "#" + id : route.label());
        }
        int more = routeIds.size() - named.size();
        return String.join(", ", named) + (more > 0 ? " and " + more + " more" : "");
    }
}
