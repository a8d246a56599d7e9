package dev.sluice.proxy.http;

import dev.sluice.core.balance.InFlightGate;
import dev.sluice.core.balance.PeerVitals;
import org.jspecify.annotations.Nullable;

/** The wait of an attempt for its turn at a peer that is asked no more at once than it is said to bear. Event loop. */
final class TurnWait extends Wheel.Entry {

    private final Attempt attempt;
    private final LoopScope loop;
    private final PeerVitals peer;
    private InFlightGate.@Nullable Place place;
    private boolean over;

    TurnWait(Attempt attempt) {
        this.attempt = attempt;
        this.loop = attempt.exchange().loop();
        this.peer = attempt.upstream().vitals();
    }

    void begin() {
        InFlightGate gate = peer.gate();
        if (gate == null) { // the limit has just been lifted
            peer.acquire();
            attempt.connect();
            return;
        }
        loop.wheel()
                .schedule(
                        this, System.nanoTime() + gate.capacity().queueTimeout().toNanos());
        place = gate.await(() -> loop.execute(this::granted));
        if (place == null) {
            loop.wheel().cancel(this);
            over = true;
            attempt.crowdedOut();
        }
    }

    /** On whichever thread room was made, this was put into the turn of ours. */
    private void granted() {
        peer.acquired();
        if (over) {
            peer.release();
            return;
        }
        over = true;
        loop.wheel().cancel(this);
        attempt.connect();
    }

    @Override
    protected void expired(long now) {
        if (place != null && place.leave()) {
            over = true;
            attempt.crowdedOut();
        }
    }

    /** The attempt waits no longer. If its turn came at the same time, that is given back. */
    void end() {
        if (!over) {
            over = true;
            loop.wheel().cancel(this);
            if (place != null) {
                place.leave();
            }
        }
    }
}
