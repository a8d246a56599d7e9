package dev.sluice;

import dev.sluice.core.Publication;
import dev.sluice.core.RoutingTable;
import dev.sluice.core.Switchboard;
import dev.sluice.core.balance.PeerVitals;
import dev.sluice.core.failover.Event;
import dev.sluice.core.failover.Observation;
import dev.sluice.core.failover.PeerHealth;
import dev.sluice.core.failover.ProbeTiming;
import dev.sluice.core.failover.Reachability.Report;
import dev.sluice.core.failover.Snapshot;
import dev.sluice.core.model.Desired;
import dev.sluice.core.model.Peer;
import dev.sluice.core.port.AgentReports;
import dev.sluice.core.port.Clock;
import dev.sluice.core.port.Committed;
import dev.sluice.core.port.ControlPlane;
import dev.sluice.core.port.DesiredState;
import dev.sluice.core.port.FaultReports;
import dev.sluice.core.port.HealthView;
import dev.sluice.core.port.LastGoodState;
import dev.sluice.core.port.Ledger;
import dev.sluice.core.port.LedgerEntry;
import dev.sluice.core.port.LedgerState;
import dev.sluice.core.port.PendingEvents;
import dev.sluice.core.rule.Edit;
import dev.sluice.watchdog.Watchdog;
import dev.sluice.watchdog.WatchdogOptions;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.VerticleBase;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The control loop: the one place where the Switchboard, the watchdog's timers and the ledger's queue live. It has an
 * event loop of its own, since a late tick here would be a false pivot.
 */
public final class ControlVerticle extends VerticleBase
        implements ControlPlane, FaultReports, AgentReports, HealthView {

    private static final Logger LOG = LoggerFactory.getLogger(ControlVerticle.class);

    /** Boot waits this long for peers that neither answer nor refuse; what was persisted stands for them. */
    private static final Duration BOOT_LIMIT = Duration.ofSeconds(2);

    private static final Duration FLUSH_LIMIT = Duration.ofSeconds(5);

    private final Clock clock;
    private final DesiredState store;
    private final Ledger ledger;
    private final PendingEvents pending;
    private final LastGoodState lastGood;
    private final WatchdogOptions watchdogOptions;
    private final Consumer<Publication> published;
    private final Switchboard switchboard;

    private Watchdog watchdog;
    private LedgerQueue queue;
    private UnsavedEvents unsaved;
    private LastGoodKeeper lastGoodKeeper;
    private CommandedChanges changes;
    private DrillEnds drillEnds;
    private BootRound bootRound;
    private Promise<Void> booted;
    private DeadlineTimer deadline;
    private CircuitWatch circuits;
    private volatile boolean ready;

    /**
     * A control verticle that boots when deployed.
     *
     * @param published told of each publication on the control loop, after the table is being read
     */
    @SuppressWarnings("NullAway.Init")
    public ControlVerticle(
            Clock clock,
            DesiredState store,
            Ledger ledger,
            PendingEvents pending,
            LastGoodState lastGood,
            WatchdogOptions watchdogOptions,
            Consumer<Publication> published) {
        this.clock = clock;
        this.store = store;
        this.ledger = ledger;
        this.pending = pending;
        this.lastGood = lastGood;
        this.watchdogOptions = watchdogOptions;
        this.published = published;
        this.switchboard = new Switchboard(clock, task -> context.runOnContext(v -> task.run()), this::publish);
    }

    /** Deployed once the routes are decided, so that the front door may open. */
    @Override
    public Future<?> start() {
        unsaved = new UnsavedEvents(context, pending);
        queue = new LedgerQueue(context, ledger, unsaved);
        changes = new CommandedChanges(context, store, switchboard::apply, this::revision);
        drillEnds = new DrillEnds(context, changes);
        deadline = new DeadlineTimer(vertx, clock, this::tick);
        circuits = new CircuitWatch(vertx, clock, this);
        watchdog = new Watchdog(vertx, this, clock, watchdogOptions);
        lastGoodKeeper = new LastGoodKeeper(context, lastGood);
        bootRound = new BootRound(vertx, this::open);
        booted = Promise.promise();
        return Beginning.read(context, store, ledger, unsaved, lastGood).compose(beginning -> {
            queue.add(beginning.untold());
            lastGoodKeeper.began(beginning.before());
            boot(beginning.wanted(), beginning.before());
            return booted.future();
        });
    }

    private void boot(Desired wanted, LedgerState before) {
        switchboard.boot(wanted, before);
        for (Peer peer : watched()) {
            refreshTiming(peer.id());
            bootRound.await(peer, health(peer.id()).state());
        }
        watchdog.start();
        watchdog.hurry(bootRound::awaits);
        bootRound.begin(BOOT_LIMIT);
    }

    private void open() {
        ready = true;
        watchdog.hurry(peerId -> false);
        switchboard.open();
        booted.complete();
    }

    /** Ends probing, and writes what the ledger still lacks while the database lets it. */
    @Override
    public Future<?> stop() {
        ready = false;
        bootRound.cancel();
        changes.close();
        drillEnds.close();
        circuits.close();
        queue.add(switchboard.lastEntry());
        deadline.cancel();
        Future<Void> flushed = queue.flushed()
                .timeout(FLUSH_LIMIT.toMillis(), TimeUnit.MILLISECONDS)
                .recover(e -> {
                    LOG.warn("Stopped with facts unsaved: {}", e.getMessage());
                    return Future.succeededFuture();
                });
        return watchdog.stop().eventually(() -> flushed).eventually(() -> {
            queue.close();
            return unsaved.kept().eventually(lastGoodKeeper::close);
        });
    }

    private void publish(Publication publication) {
        published.accept(publication);
        queue.add(publication.entry());
        lastGoodKeeper.published(publication);
        watchdog.peersChanged();
        drillEnds.look(publication.snapshot(), switchboard.fleet().health(), clock.now());
        deadline.set(switchboard.nextDeadline());
    }

    private void tick() {
        watchdog.look(); // first of all: did we stand still?
        switchboard.tick();
    }

    private long revision() {
        return switchboard.snapshot().desired().revision();
    }

    private void refreshTiming(long peerId) {
        PeerVitals vitals = vitals(peerId);
        if (vitals != null) {
            vitals.probeTimeoutNanos(ProbeTiming.timeout(health(peerId)).toNanos());
        }
    }

    @Override
    public RoutingTable table() {
        return switchboard.table();
    }

    @Override
    public Collection<Peer> watched() {
        return switchboard.fleet().watched();
    }

    @Override
    public PeerHealth health(long peerId) {
        PeerHealth health = switchboard.fleet().health(peerId);
        return health == null ? PeerHealth.unknown(clock.now()) : health;
    }

    @Override
    public @Nullable PeerVitals vitals(long peerId) {
        return switchboard.fleet().vitals(peerId);
    }

    @Override
    public void observed(Peer peer, Observation observation) {
        switchboard.observe(peer.id(), observation);
        refreshTiming(peer.id());
        bootRound.observed(peer.id(), observation);
    }

    @Override
    public void stoodStill(Duration time) {
        switchboard.stoodStill(time);
    }

    // What the data loops report, on theirs.

    @Override
    public void suspect(long peerId, String evidence, long seenNanos) {
        context.runOnContext(v -> {
            switchboard.suspect(peerId, evidence, clock.now().seenAt(seenNanos));
            watchdog.doubt(peerId);
        });
    }

    @Override
    public void beat(long peerId, Map<Long, Report> reports) {
        context.runOnContext(v -> {
            switchboard.reached(peerId, reports);
            watchdog.beat(peerId);
        });
    }

    @Override
    public Snapshot snapshot() {
        return switchboard.snapshot();
    }

    @Override
    public CompletionStage<Committed> change(Edit edit) {
        return changes.change(edit);
    }

    /** Someone else changed the desired state, or we did and were not told so. Any thread. */
    public void newerRevision(long revision) {
        changes.newerRevision(revision);
    }

    @Override
    public void probeNow(long peerId) {
        context.runOnContext(v -> watchdog.doubt(peerId));
    }

    @Override
    public CompletionStage<Boolean> endCooldown(long peerId, String actor) {
        Promise<Boolean> done = Promise.promise();
        context.runOnContext(v -> {
            boolean ended = switchboard.endCooldown(peerId, actor);
            // What was answered must outlive us, if the database is there.
            queue.flushed()
                    .timeout(FLUSH_LIMIT.toMillis(), TimeUnit.MILLISECONDS)
                    .onComplete(written -> done.complete(ended));
        });
        return done.future().toCompletionStage();
    }

    @Override
    public void tell(Event event) {
        LedgerEntry entry = new LedgerEntry(List.of(event), List.of(), List.of(), List.of());
        context.runOnContext(
                v -> publish(new Publication(switchboard.table(), switchboard.snapshot(), List.of(event), entry)));
    }

    @Override
    public boolean isReady() {
        return ready;
    }

    @Override
    public int unsavedEntries() {
        return queue == null ? 0 : queue.size();
    }

    /** The events that the database does not have yet. Any thread. */
    CompletionStage<List<Event>> unsavedEvents() {
        return queue.unsavedEvents().toCompletionStage();
    }
}
