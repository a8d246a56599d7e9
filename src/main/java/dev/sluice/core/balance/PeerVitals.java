package dev.sluice.core.balance;

import dev.sluice.core.model.PeerCapacity;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.LongAdder;
import org.jspecify.annotations.Nullable;

/**
 * The live facts about one peer that the data plane and the control plane share: safe on any thread, never blocking.
 * It lives as long as the peer does; publications of a new routing table keep it, so no count is ever lost to one.
 */
public final class PeerVitals {

    private static final PeerCapacity BOUNDLESS =
            new PeerCapacity(Integer.MAX_VALUE, Integer.MAX_VALUE, PeerCapacity.DEFAULT_QUEUE_TIMEOUT);

    private final long peerId;
    private volatile @Nullable InFlightGate gate;
    private final AtomicInteger inFlight = new AtomicInteger();
    private final AtomicBoolean suspect = new AtomicBoolean();
    private volatile long lastHeardNanos;
    private volatile long probeTimeoutNanos = 5_000_000_000L;
    private volatile @Nullable Answer lastAnswer;
    private volatile Duration smoothed = Duration.ZERO;
    private volatile @Nullable Instant nextProbeAt;
    private final AtomicLong easedUntilNanos = new AtomicLong();

    private final LongAdder requests = new LongAdder();
    private final LongAdder rescued = new LongAdder();
    private final LongAdder retried = new LongAdder();
    private final LongAdder failed = new LongAdder();
    private final LongAdder tunnelsClosed = new LongAdder();

    private record Answer(String words, Instant at) {}

    public PeerVitals(long peerId) {
        this.peerId = peerId;
    }

    public long peerId() {
        return peerId;
    }

    /** A request or tunnel now rests on this peer; pair each call with one {@link #release()}. */
    public void acquire() {
        inFlight.incrementAndGet();
        requests.increment();
    }

    public void release() {
        inFlight.decrementAndGet();
        InFlightGate narrow = gate;
        if (narrow != null) {
            narrow.freed();
        }
    }

    /** As {@link #acquire()}, unless as much is in flight as may be. */
    public boolean tryAcquire() {
        InFlightGate narrow = gate;
        if (narrow == null) {
            inFlight.incrementAndGet();
        } else if (!narrow.enter()) {
            return false;
        }
        requests.increment();
        return true;
    }

    /** A turn that was waited for has come: as {@link #acquire()}, but it is in flight already. */
    public void acquired() {
        requests.increment();
    }

    /** Where requests wait for their turn; null if as much may be in flight as comes. */
    public @Nullable InFlightGate gate() {
        return gate;
    }

    /** How much may be in flight; null for as much as comes. Control loop. */
    public void capacity(@Nullable PeerCapacity capacity) {
        InFlightGate known = gate;
        if (capacity != null && known == null) {
            gate = new InFlightGate(inFlight, capacity);
        } else if (capacity == null && known != null) {
            gate = null;
            known.capacity(BOUNDLESS);
        } else if (capacity != null && known != null && !capacity.equals(known.capacity())) {
            known.capacity(capacity);
        }
    }

    /** Requests and tunnels that rest on this peer now, over all event loops. */
    public int inFlight() {
        return inFlight.get();
    }

    /** Requests ever sent to this peer by this process. */
    public long requests() {
        return requests.sum();
    }

    /** Marks the peer suspect; true for the caller that made it so, who alone reports it. */
    public boolean suspect() {
        return !suspect.get() && suspect.compareAndSet(false, true);
    }

    public boolean isSuspect() {
        return suspect.get();
    }

    /** A probe decided, or an agent has looked; whoever watches the peer calls this. */
    public void clearSuspicion() {
        suspect.set(false);
    }

    /** The peer has come home: its share grows from nothing to its whole until then. Monotonic nanoseconds. */
    public void easeInUntil(long nanos) {
        easedUntilNanos.set(nanos == 0 ? 1 : nanos);
    }

    /** How long the peer is still held back, nanoseconds; 0 if it is not. */
    long easesInFor(long now) {
        long until = easedUntilNanos.get();
        long left = until == 0 ? 0 : until - now;
        if (left <= 0) {
            easedUntilNanos.compareAndSet(until, 0); // unless it has come home anew meanwhile
            return 0;
        }
        return left;
    }

    /** Whether the peer may still be held back. */
    boolean isEasingIn() {
        return easedUntilNanos.get() != 0;
    }

    /** Something came from this peer: response bytes, a probe's answer, a beat. Monotonic nanoseconds. */
    public void heard(long nanos) {
        lastHeardNanos = nanos;
    }

    /** When something last came from this peer, monotonic nanoseconds; 0 if nothing ever did. */
    public long lastHeardNanos() {
        return lastHeardNanos;
    }

    /** How long a probe of this peer may take before it counts as unanswered, in nanoseconds. */
    public long probeTimeoutNanos() {
        return probeTimeoutNanos;
    }

    public void probeTimeoutNanos(long nanos) {
        probeTimeoutNanos = nanos;
    }

    /** What the last probe saw, in words; null before the first. */
    public @Nullable String lastAnswer() {
        Answer last = lastAnswer;
        return last == null ? null : last.words();
    }

    /** When it saw that; null before the first. */
    public @Nullable Instant lastAnswerAt() {
        Answer last = lastAnswer;
        return last == null ? null : last.at();
    }

    public void lastAnswer(String words, Instant at) {
        lastAnswer = new Answer(words, at);
    }

    /** The usual time to a probe's answer; zero while nothing was measured. */
    public Duration smoothed() {
        return smoothed;
    }

    public void smoothed(Duration usual) {
        smoothed = usual;
    }

    /** When the next probe begins, as long as nothing puts the peer in doubt; null if it is not probed. */
    public @Nullable Instant nextProbeAt() {
        return nextProbeAt;
    }

    public void nextProbeAt(@Nullable Instant at) {
        nextProbeAt = at;
    }

    /** A request was sent again elsewhere because this peer went DOWN or closed under it. */
    public void countRescued() {
        rescued.increment();
    }

    /** A request went to the next candidate because the dial to this peer failed. */
    public void countRetried() {
        retried.increment();
    }

    /** A request ended in an error that this peer caused. */
    public void countFailed() {
        failed.increment();
    }

    public void countTunnelClosed() {
        tunnelsClosed.increment();
    }

    public long rescued() {
        return rescued.sum();
    }

    public long retried() {
        return retried.sum();
    }

    public long failed() {
        return failed.sum();
    }

    public long tunnelsClosed() {
        return tunnelsClosed.sum();
    }
}
