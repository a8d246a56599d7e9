package dev.sluice.watchdog;

import dev.sluice.core.failover.ProbeTiming;
import dev.sluice.core.model.Peer;
import dev.sluice.core.model.ProbeKind;
import dev.sluice.core.port.Clock;
import dev.sluice.core.port.HealthView;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.net.NetClient;
import io.vertx.core.net.NetClientOptions;
import io.vertx.core.net.OpenSSLEngineOptions;
import java.time.Duration;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.LongPredicate;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What observes peers: it probes each on a timer of its own and tells the health view what it saw.
 *
 * <p>All calls on one context of the control loop, the one on which it was started.
 */
public final class Watchdog {

    private static final Logger LOG = LoggerFactory.getLogger(Watchdog.class);

    private final Vertx vertx;
    private final HealthView view;
    private final Clock clock;
    private final RandomGenerator random;
    private final NetClient client;
    private final Map<ProbeKind, Prober> probers;
    private final Map<Long, PeerWatch> watches = new LinkedHashMap<>();
    private final Heartbeats heartbeats;
    private final Complaints complaints = new Complaints(LOG);
    private final Standstills standstills = new Standstills();
    private final AwakeTime awake;
    private long pulse = -1;
    private boolean running;
    private LongPredicate hurried = peerId -> false;

    public Watchdog(Vertx control, HealthView view, Clock clock, WatchdogOptions options) {
        this.vertx = control;
        this.view = view;
        this.clock = clock;
        this.random = options.random();
        this.awake = new AwakeTime(clock.nanos());
        this.client = control.createNetClient(new NetClientOptions()
                .setConnectTimeout((int) ProbeTiming.GIVE_UP.toMillis())
                .setTcpNoDelay(true)
                .setSoLinger(0)
                .setSslEngineOptions(OpenSSLEngineOptions.isAvailable() ? new OpenSSLEngineOptions() : null));
        // Peers of a kind that is not here are not asked: heartbeats come by themselves.
        this.heartbeats = new Heartbeats(view);
        Prober http = new HttpProbe(client, new Leftovers(control), options);
        this.probers = Map.of(ProbeKind.HTTP, http, ProbeKind.TCP, new TcpProbe(client));
    }

    /** Begins to watch. */
    public void start() {
        running = true;
        look();
        pulse = vertx.setPeriodic(AwakeTime.PULSE.toMillis(), id -> pulse());
        peersChanged();
    }

    /** Ends all timers, closes all sockets; nothing is told any more. Complete when that is done. */
    public Future<Void> stop() {
        running = false;
        vertx.cancelTimer(pulse);
        watches.values().forEach(PeerWatch::close);
        watches.clear();
        return client.close();
    }

    /**
     * Goes by the peers that are watched now: new ones are taken up, lost ones forgotten. An edited address or probe has its
     * peer probed at once, and what the old one would still answer is dropped.
     */
    public void peersChanged() {
        if (!running) {
            return;
        }
        heartbeats.watch(view.watched(), clock.now());
        Set<Long> gone = new HashSet<>(watches.keySet());
        for (Peer peer : List.copyOf(view.watched())) {
            Prober prober = probers.get(peer.probe().kind());
            if (prober != null) {
                gone.remove(peer.id());
                watch(peer, prober);
            }
        }
        for (Long id : gone) {
            PeerWatch lost = watches.remove(id);
            if (lost != null) {
                lost.close();
            }
        }
    }

    private void watch(Peer peer, Prober prober) {
        PeerWatch known = watches.get(peer.id());
        if (known == null) {
            known = new PeerWatch(this, peer, prober);
            watches.put(peer.id(), known);
            known.look();
        } else {
            known.edited(peer, prober);
        }
    }

    /** Probes a peer now: something made it suspect, or the operator wants to know. */
    public void doubt(long peerId) {
        @Nullable PeerWatch watch = watches.get(peerId);
        if (watch != null) {
            watch.probeNow();
        }
    }

    /** A peer's agent beat: what is seen of a peer whose probe is of that kind, and of no other. */
    public void beat(long peerId) {
        if (running) {
            heartbeats.beat(peerId, clock.now());
        }
    }

    /** Probes these peers as if they were in doubt, until told otherwise: a boot waits for them. */
    public void hurry(LongPredicate waitedFor) {
        hurried = waitedFor;
        lookAtAll();
    }

    private void pulse() {
        look();
        heartbeats.look(clock.now());
    }

    /** Takes note of the time: what our loop stood still until now counts as nobody's silence. */
    public void look() {
        Duration stood = awake.stoodStill(clock.nanos());
        if (running && !stood.isZero()) {
            watches.values().forEach(watch -> watch.stoodStill(stood));
            heartbeats.stoodStill(stood);
            view.stoodStill(stood);
        }
    }

    /**
     * Our own loop stood still (stopped, suspended, or blocked), so silence may have been ours: every probe that is under way is
     * dropped, and every peer asked afresh.
     */
    void stoodStill() {
        LOG.warn("the control loop stood still: probes under way are dropped, all peers are probed afresh");
        Duration span = standstills.next(clock.nanos());
        watches.values().forEach(watch -> watch.restart(span));
        lookAtAll();
    }

    private void lookAtAll() {
        // A look may report, and a report may change which peers are watched.
        List.copyOf(watches.values()).forEach(PeerWatch::look);
    }

    void complain(String sentence) {
        complaints.add(clock.nanos(), sentence);
    }

    Vertx vertx() {
        return vertx;
    }

    HealthView view() {
        return view;
    }

    Clock clock() {
        return clock;
    }

    RandomGenerator random() {
        return random;
    }

    boolean isHurried(long peerId) {
        return hurried.test(peerId);
    }
}
