package dev.sluice.watchdog;

import dev.sluice.core.balance.PeerVitals;
import dev.sluice.core.failover.HealthState;
import dev.sluice.core.failover.Observation;
import dev.sluice.core.failover.PeerHealth;
import dev.sluice.core.failover.Thresholds;
import dev.sluice.core.model.Peer;
import dev.sluice.core.port.Clock;
import dev.sluice.core.port.HealthView;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;

/** A health view with the real health machine and nothing behind it; tests read it from their own thread. */
final class ObservedHealth implements HealthView {

    private static final Thresholds THRESHOLDS = new Thresholds(3, 2, Duration.ofMinutes(1), false);

    final List<Observation> observations = new CopyOnWriteArrayList<>();
    final Set<Long> suspects = ConcurrentHashMap.newKeySet();
    final AtomicInteger heard = new AtomicInteger();
    /** Lets every call fail that the watchdog makes. */
    volatile boolean broken;

    final AtomicInteger failures = new AtomicInteger();

    private final Map<Long, Peer> watched = new ConcurrentHashMap<>();
    private final Map<Long, PeerHealth> health = new ConcurrentHashMap<>();
    private final Map<Long, PeerVitals> vitals = new ConcurrentHashMap<>();
    private final Clock clock;

    ObservedHealth(Clock clock) {
        this.clock = clock;
    }

    void watch(Peer peer) {
        watched.put(peer.id(), peer);
    }

    void forget(long id) {
        watched.remove(id);
    }

    HealthState state(long id) {
        return health(id).state();
    }

    /** The words of what was seen so far. */
    List<String> evidence() {
        return observations.stream().map(Observation::evidence).toList();
    }

    <T extends Observation> List<T> seen(Class<T> kind) {
        return observations.stream().filter(kind::isInstance).map(kind::cast).toList();
    }

    /** How many answers took that long or longer. */
    long answersAfter(Duration least) {
        return seen(Observation.Answered.class).stream()
                .filter(seen -> seen.latency().compareTo(least) >= 0)
                .count();
    }

    @Override
    public Collection<Peer> watched() {
        return watched.values();
    }

    @Override
    public PeerHealth health(long peerId) {
        return health.computeIfAbsent(peerId, id -> PeerHealth.unknown(clock.now()));
    }

    @Override
    public PeerVitals vitals(long peerId) {
        return vitals.computeIfAbsent(peerId, PeerVitals::new);
    }

    @Override
    public boolean isSuspect(long peerId) {
        failIfBroken();
        return suspects.contains(peerId);
    }

    @Override
    public void observed(Peer peer, Observation observation) {
        failIfBroken();
        health.put(peer.id(), health(peer.id()).observe(observation, THRESHOLDS).next());
        if (observation instanceof Observation.Answered) {
            suspects.remove(peer.id());
        }
        observations.add(observation);
    }

    @Override
    public void stoodStill(Duration time) {
        health.replaceAll((id, known) -> known.stoodStill(time));
    }

    @Override
    public void heard(long peerId, long nanos) {
        heard.incrementAndGet();
    }

    private void failIfBroken() {
        if (broken) {
            failures.incrementAndGet();
            throw new IllegalStateException("broken by the test");
        }
    }
}
