package dev.sluice.admin;

import dev.sluice.core.Publication;
import dev.sluice.core.RoutingTable;
import dev.sluice.core.Switchboard;
import dev.sluice.core.failover.Event;
import dev.sluice.core.failover.Observation;
import dev.sluice.core.failover.Reachability.Report;
import dev.sluice.core.failover.Snapshot;
import dev.sluice.core.model.Desired;
import dev.sluice.core.port.ActivityFilter;
import dev.sluice.core.port.Clock;
import dev.sluice.core.port.Committed;
import dev.sluice.core.port.ControlPlane;
import dev.sluice.core.port.LedgerEntry;
import dev.sluice.core.port.LedgerState;
import dev.sluice.core.port.LiveActivity;
import dev.sluice.core.port.Moment;
import dev.sluice.core.rule.Edit;
import dev.sluice.core.rule.EditContext;
import dev.sluice.core.rule.Edited;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/** The control plane with its real Switchboard, and a desired state that lives in memory instead of a database. */
final class MemoryPlane implements ControlPlane, LiveActivity {

    private final Switchboard switchboard = new Switchboard(Clock.SYSTEM, Runnable::run, this::published);
    private final List<Event> events = new ArrayList<>();
    private final List<Listener> listeners = new CopyOnWriteArrayList<>();
    final List<Long> probed = new ArrayList<>();
    final MemoryRevisions revisions = new MemoryRevisions();
    final AtomicInteger foundOlder = new AtomicInteger();
    volatile boolean failingOlder;
    final AtomicInteger handedOut = new AtomicInteger();
    private Desired desired = Desired.EMPTY;
    private long lastId;
    volatile boolean ready = true;
    volatile @Nullable RuntimeException failing;
    /** Whether events are only here and not in a database, which is away. */
    volatile boolean unsaved;

    MemoryPlane() {
        switchboard.boot(desired, LedgerState.EMPTY);
        switchboard.open();
    }

    @Override
    public Snapshot snapshot() {
        return switchboard.snapshot();
    }

    @Override
    public RoutingTable table() {
        return switchboard.table();
    }

    @Override
    public synchronized CompletionStage<Committed> change(Edit edit) {
        RuntimeException away = failing;
        if (away != null) {
            return CompletableFuture.failedFuture(away);
        }
        try {
            List<Long> ids =
                    edit.creates(desired).stream().map(kind -> ++lastId).toList();
            EditContext context = new EditContext(ids, Clock.SYSTEM.wall(), desired.revision() + 1);
            Edited edited = edit.apply(desired, context);
            if (!edited.audit().isEmpty()) {
                desired = edited.desired().atRevision(context.revision());
                revisions.keep(desired, edited.audit());
                events.addAll(0, edited.audit());
                switchboard.apply(desired, edited.audit());
            }
            return CompletableFuture.completedFuture(new Committed(desired, edited.audit(), edited.subjectId()));
        } catch (RuntimeException refused) {
            return CompletableFuture.failedFuture(refused);
        }
    }

    /** The peer answers a probe now. */
    synchronized void answers(long peerId) {
        Moment now = Clock.SYSTEM.now();
        switchboard.observe(peerId, new Observation.Answered(now, now, "200 in 1 ms"));
    }

    /** The peer refuses until it is DOWN. */
    synchronized void dies(long peerId) {
        for (int i = 0; i < 3; i++) {
            Moment now = Clock.SYSTEM.now();
            switchboard.observe(peerId, new Observation.Refused(now, now, "connection refused"));
        }
    }

    /** The peer's agent says whether it reaches the route's LAN host; its check began and ended just now. */
    synchronized void reaches(long peerId, long routeId, boolean reached) {
        Moment now = Clock.SYSTEM.now();
        switchboard.reached(
                peerId, Map.of(routeId, reached ? Report.reached(now, now) : Report.unreached("refused", now, now)));
    }

    synchronized List<Event> events() {
        return List.copyOf(events);
    }

    @Override
    public void probeNow(long peerId) {
        probed.add(peerId);
    }

    @Override
    public synchronized CompletionStage<Boolean> endCooldown(long peerId, String actor) {
        return CompletableFuture.completedFuture(switchboard.endCooldown(peerId, actor));
    }

    @Override
    public synchronized void tell(Event event) {
        events.add(0, event);
    }

    @Override
    public boolean isReady() {
        return ready;
    }

    @Override
    public int unsavedEntries() {
        return 0;
    }

    @Override
    public synchronized CompletionStage<Page> find(Query query) {
        RuntimeException away = failing;
        if (away != null) {
            return CompletableFuture.failedFuture(away);
        }
        Long before = query.before();
        if (before != null && failingOlder) {
            return CompletableFuture.failedFuture(new IllegalStateException("lost in the middle"));
        }
        List<Stored> found = stored().stream()
                .filter(one -> query.filter().matches(one.event()))
                .toList();
        List<Stored> older = found.stream()
                .filter(one -> before == null || one.id() < before)
                .toList();
        int from = Math.min(query.offset(), older.size());
        int to = Math.min(older.size(), from + query.limit());
        foundOlder.addAndGet(to - from);
        return CompletableFuture.completedFuture(new Page(List.copyOf(older.subList(from, to)), found.size(), unsaved));
    }

    @Override
    public synchronized CompletionStage<Sequel> after(ActivityFilter filter, long id, int limit) {
        RuntimeException away = failing;
        if (away != null) {
            return CompletableFuture.failedFuture(away);
        }
        List<Stored> found = new ArrayList<>(stored());
        Collections.reverse(found);
        List<Stored> items = found.stream()
                .filter(one -> one.id() > id && filter.matches(one.event()))
                .limit(limit)
                .toList();
        handedOut.addAndGet(items.size());
        long upTo = items.size() < limit ? events.size() : items.get(limit - 1).id();
        return CompletableFuture.completedFuture(new Sequel(items, unsaved ? 0 : upTo, true));
    }

    /** Something happens that changes nothing. */
    void happens(Event event) {
        synchronized (this) {
            events.add(0, event);
        }
        Snapshot now = snapshot();
        LedgerEntry entry = new LedgerEntry(List.of(event), List.of(), List.of(), List.of());
        published(new Publication(table(), now, List.of(event), entry));
    }

    /** What was told is told again with more details. */
    void completes(Event event) {
        LedgerEntry entry = new LedgerEntry(List.of(event), List.of(), List.of(), List.of());
        published(new Publication(table(), snapshot(), List.of(), entry));
    }

    /** Newest first. */
    private List<Stored> stored() {
        List<Stored> all = new ArrayList<>();
        for (int i = 0; i < events.size(); i++) {
            all.add(new Stored(unsaved ? 0 : events.size() - i, events.get(i), "test"));
        }
        return all;
    }

    @Override
    public synchronized CompletionStage<List<Stored>> unsaved() {
        return CompletableFuture.completedFuture(unsaved ? stored() : List.of());
    }

    @Override
    public void listen(Listener listener) {
        listeners.add(listener);
    }

    private void published(Publication publication) {
        listeners.forEach(listener -> listener.published(publication));
    }
}
