package dev.sluice.core;

import dev.sluice.core.failover.Assignment;
import dev.sluice.core.failover.Chronicle;
import dev.sluice.core.failover.Event;
import dev.sluice.core.failover.Fleet;
import dev.sluice.core.failover.HealthState;
import dev.sluice.core.failover.Observation;
import dev.sluice.core.failover.Outages;
import dev.sluice.core.failover.PeerHealth;
import dev.sluice.core.failover.PeerMove;
import dev.sluice.core.failover.PersistedHealth;
import dev.sluice.core.failover.PivotBook;
import dev.sluice.core.failover.PivotBudget;
import dev.sluice.core.failover.Reachability;
import dev.sluice.core.failover.Reachability.Report;
import dev.sluice.core.failover.Resolver;
import dev.sluice.core.failover.RouteLedger;
import dev.sluice.core.failover.Snapshot;
import dev.sluice.core.failover.Standbys;
import dev.sluice.core.model.Desired;
import dev.sluice.core.port.Clock;
import dev.sluice.core.port.HealthRow;
import dev.sluice.core.port.LedgerEntry;
import dev.sluice.core.port.LedgerState;
import dev.sluice.core.port.Moment;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Executor;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * The only writer of the routing table: takes what was observed and what was commanded, decides who serves, publishes by
 * one volatile write, and hands out what changed.
 *
 * <p>{@link #table} and {@link #snapshot} may be read on any thread; everything else is for the control loop alone.
 */
public final class Switchboard {

    private final Clock clock;
    private final Executor burst;
    private final Consumer<Publication> outlet;
    private final Fleet fleet = new Fleet();
    private final TableBuilder builder = new TableBuilder(fleet::vitals);
    private final RouteLedger routes = new RouteLedger();
    private final Outages outages = new Outages();
    private final Standbys standbys = new Standbys();
    private final PivotBook pivots = new PivotBook(fleet::vitals);
    private final PivotBudget budget = new PivotBudget();
    /** What has been observed and not been decided upon. */
    private final List<PeerMove> noted = new ArrayList<>();

    private final List<Event> commandedAtBoot = new ArrayList<>();
    private Reachability reachability = Reachability.NONE;
    private Desired desired = Desired.EMPTY;
    private boolean open;
    private @Nullable Moment notedAt;
    private volatile RoutingTable table = RoutingTable.EMPTY;
    private volatile Snapshot snapshot = Snapshot.EMPTY;

    /**
     * A switchboard that publishes nothing until it is opened.
     *
     * @param burst runs a task on the control loop when what is being observed in a row has been: one decision for all of it,
     *     since each goes through every route
     * @param outlet called on the control loop after each publication; must not block
     */
    public Switchboard(Clock clock, Executor burst, Consumer<Publication> outlet) {
        this.clock = clock;
        this.burst = burst;
        this.outlet = outlet;
    }

    /** What the data plane goes by. */
    public RoutingTable table() {
        return table;
    }

    /** Desired and effective state as last published. */
    public Snapshot snapshot() {
        return snapshot;
    }

    /** The peers with their present health, also between publications. Control loop only. */
    public Fleet fleet() {
        return fleet;
    }

    /** Takes over what was wanted and what was so before this process. Nothing is decided until {@link #open}. */
    public void boot(Desired wanted, LedgerState before) {
        Moment now = clock.now();
        desired = wanted;
        fleet.apply(wanted, Event.WATCHDOG, now);
        before.health().forEach(row -> fleet.restore(row, now));
        before.assignments().forEach(routes::restore);
        Resolver resolver = new Resolver(desired, fleet.health(), reachability, now);
        // What was lost before the restart is no news after it.
        outages.update(desired, resolver.standing(), resolver.resolve());
        standbys.update(desired, resolver.standing());
    }

    /** Ends the boot: decides and publishes for the first time. */
    public void open() {
        open = true;
        List<Event> audit = List.copyOf(commandedAtBoot);
        commandedAtBoot.clear();
        turn(List.of(), audit, clock.now(), Event.WATCHDOG);
    }

    /**
     * Takes over a commanded change that is in the database; an older revision than the present one is ignored. A state is
     * always whole, so a revision that was missed is contained in the next.
     *
     * @param audit its events, already written
     */
    public void apply(Desired wanted, List<Event> audit) {
        if (wanted.revision() <= desired.revision()) {
            return;
        }
        decideNoted();
        Moment now = clock.now();
        desired = wanted;
        String actor = audit.isEmpty() ? Event.WATCHDOG : audit.get(0).actor();
        List<PeerMove> moves = fleet.apply(wanted, actor, now);
        turn(moves, audit, now, actor);
    }

    /** Judges what a probe or a beat saw; what it changes is decided at the end of the burst. */
    public void observe(long peerId, Observation seen) {
        PeerHealth before = fleet.health(peerId);
        List<PeerMove> moves = fleet.observe(peerId, seen);
        PeerHealth after = fleet.health(peerId);
        boolean lastResortMayDiffer = before != null
                && after != null
                && after.state() == HealthState.DOWN
                && before.lastUnanswered() != after.lastUnanswered();
        noted.addAll(moves);
        if (!moves.isEmpty() || lastResortMayDiffer) {
            decideAfterBurst(seen.at());
        }
    }

    /**
     * Takes over what a peer's agent says of reaching LAN hosts; what it moves is decided at the end of the burst, and what
     * it does not is in the snapshot at once. No peer's health differs by it.
     *
     * @param reports by route id; of the others the agent's earlier word stands, as long as it counts
     */
    public void reached(long peerId, Map<Long, Report> reports) {
        Moment now = clock.now();
        Reachability before = reachability;
        reachability = before.told(peerId, reports, now);
        snapshot = snapshot.with(reachability);
        if (MovedByReports.any(reports.keySet(), before, snapshot, fleet.health(), now)) {
            decideAfterBurst(now);
        }
    }

    private void decideAfterBurst(Moment at) {
        boolean first = notedAt == null;
        if (open) {
            notedAt = at;
            if (first) {
                burst.execute(this::decideNoted);
            }
        }
    }

    private void decideNoted() {
        if (notedAt != null) {
            turn(List.of(), List.of(), notedAt, Event.WATCHDOG);
        }
    }

    /** The loop stood still for that time until now: no peer's silence lasted so long. */
    public void stoodStill(Duration time) {
        fleet.stoodStill(time);
    }

    /** Remembers the first symptom that the request path met; no state moves by it. */
    public void suspect(long peerId, String evidence, Moment at) {
        fleet.suspect(peerId, evidence, at);
    }

    /** Ends a peer's cooldown by the operator's word; false if none runs. */
    public boolean endCooldown(long peerId, String actor) {
        decideNoted();
        Moment now = clock.now();
        List<PeerMove> moves = fleet.endCooldown(peerId, actor, now);
        if (!moves.isEmpty()) {
            turn(moves, List.of(), now, actor);
        }
        return !moves.isEmpty();
    }

    /** Applies what the passing of time decides; to be called at {@link #nextDeadline}, harmless at any other time. */
    public void tick() {
        turn(List.of(), List.of(), clock.now(), Event.WATCHDOG);
    }

    /** When {@link #tick} should be called next, monotonic; null if nothing waits for time to pass. */
    public @Nullable Moment nextDeadline() {
        if (!open) {
            return null;
        }
        Moment now = clock.now();
        return Deadlines.next(now, desired, fleet.nextDeadline(now), pivots.nextDeadline(), reachability.nextExpiry());
    }

    /** The last write before the end: the health of all peers, and what is known of pivots that have just happened. */
    public LedgerEntry lastEntry() {
        decideNoted();
        List<HealthRow> rows = new ArrayList<>();
        fleet.health().forEach((id, health) -> rows.add(PersistedHealth.write(id, health)));
        return new LedgerEntry(pivots.closeAll(), List.of(), List.of(), rows);
    }

    private void turn(List<PeerMove> caused, List<Event> audit, Moment decided, String actor) {
        noted.addAll(caused);
        if (!open) {
            commandedAtBoot.addAll(audit);
            return;
        }
        List<PeerMove> moves = new ArrayList<>(noted);
        noted.clear();
        notedAt = null;
        moves.addAll(fleet.settle(decided));

        reachability = reachability.at(decided);
        Map<Long, PeerHealth> health = fleet.health();
        Resolver resolver = new Resolver(desired, health, reachability, decided);
        Map<Long, Assignment> assignments = resolver.resolve();
        RouteLedger.Diff diff = routes.update(assignments, decided);
        List<Event> closed = pivots.close(decided);
        PivotBook.Batch batch = pivots.batch(diff.shifts());
        table = builder.build(desired, assignments, down(health), pivots.watches(batch)); // from here requests go by it
        Moment published = clock.now();
        snapshot = StatusView.of(
                desired, fleet, assignments, routes, builder.circuits(), builder.mirrors(), reachability, published);

        Chronicle chronicle = new Chronicle(desired, published);
        moves.forEach(chronicle::moved);
        tellIfAllLost(moves, health, chronicle);
        chronicle.tooManyPivots(budget.count(diff.shifts(), decided));
        budget.retain(assignments.keySet());
        List<Event> events = new ArrayList<>(chronicle.events());
        events.addAll(batch.publish(desired, PeerMove.symptoms(moves), decided, published, actor));
        events.addAll(tellOutages(resolver, assignments, decided, published));

        List<Event> kept = new ArrayList<>(events);
        kept.addAll(closed);
        List<Event> news = new ArrayList<>(audit);
        news.addAll(events);
        LedgerEntry entry = new LedgerEntry(kept, diff.rows(), diff.removed(), fleet.takeUnsaved());
        outlet.accept(new Publication(table, snapshot, news, entry));
    }

    private List<Event> tellOutages(
            Resolver resolver, Map<Long, Assignment> assignments, Moment decided, Moment published) {
        Outages.Diff diff = outages.update(desired, resolver.standing(), assignments);
        diff.poolsBack().forEach(id -> fleet.outageEnded(id, decided));
        Chronicle chronicle = new Chronicle(desired, published);
        chronicle.outages(diff);
        chronicle.standbys(standbys.update(desired, resolver.standing()));
        return chronicle.events();
    }

    private void tellIfAllLost(List<PeerMove> moves, Map<Long, PeerHealth> health, Chronicle chronicle) {
        int watched = fleet.watched().size();
        boolean lost = moves.stream().anyMatch(move -> move.after().state() == HealthState.DOWN);
        if (lost && watched > 1 && down(health).size() == watched) {
            chronicle.allLost(watched);
        }
    }

    private static Set<Long> down(Map<Long, PeerHealth> health) {
        Set<Long> down = new HashSet<>();
        health.forEach((id, known) -> {
            if (known.state() == HealthState.DOWN) {
                down.add(id);
            }
        });
        return down;
    }
}
