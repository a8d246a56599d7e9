package dev.sluice.core.circuit;

import dev.sluice.core.site.CircuitBreaker;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * The circuits of one route, by peer; each peer has one once it was asked. They live as long as the route asks for the same;
 * publications of a new routing table keep them. Any thread.
 */
public final class Breakers {

    private final CircuitBreaker terms;
    private final LongSupplier clock;
    private final Map<Long, Breaker> byPeer = new ConcurrentHashMap<>();

    /** All closed; by the monotonic clock. */
    public Breakers(CircuitBreaker terms) {
        this(terms, System::nanoTime);
    }

    /**
     * All closed.
     *
     * @param clock monotonic nanoseconds
     */
    Breakers(CircuitBreaker terms, LongSupplier clock) {
        this.terms = terms;
        this.clock = clock;
    }

    /** What the route asks for. */
    public CircuitBreaker terms() {
        return terms;
    }

    /** Lets a request of the route pass to that peer; null if it has to go elsewhere. */
    public Breaker.@Nullable Pass enter(Long peerId) {
        Breaker known = byPeer.get(peerId);
        if (known == null) {
            known = byPeer.computeIfAbsent(peerId, fresh -> new Breaker(terms, clock));
        }
        return known.enter();
    }

    /** Those that there are, in the order of their peers. */
    public Map<Long, Breaker> byPeer() {
        return new TreeMap<>(byPeer);
    }

    /** How long it takes at most until one of them lets somebody pass, nanoseconds; 0 if one does now. */
    public long shutFor() {
        long least = Long.MAX_VALUE;
        for (Breaker breaker : byPeer.values()) {
            least = Math.min(least, breaker.shutFor());
        }
        return least == Long.MAX_VALUE ? 0 : least;
    }

    /** Forgets peers that are gone. */
    public void retain(Set<Long> peers) {
        byPeer.keySet().retainAll(peers);
    }
}
