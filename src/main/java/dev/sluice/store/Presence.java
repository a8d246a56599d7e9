package dev.sluice.store;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Whether the database answers, as last seen. While it is known to be away nobody waits for it: work fails at once, and one
 * asks on behalf of all until it answers again. Store's loop only, but for {@link #isAway}.
 */
final class Presence {
    private static final Logger LOG = LoggerFactory.getLogger(Presence.class);

    private final List<Consumer<Throwable>> waiting = new ArrayList<>();
    private Runnable asker = () -> {};
    private long heardNanos = System.nanoTime();
    private long goneNanos;
    private volatile @Nullable Throwable away;

    /** Told whenever the database goes away, to end what waits for it. */
    void onLoss(Consumer<Throwable> lost) {
        waiting.add(lost);
    }

    /** Whoever finds out for all of us when there is a doubt. */
    void askedBy(Runnable newAsker) {
        asker = newAsker;
    }

    /** Something takes long or has failed: the asker should look now. */
    void doubt() {
        asker.run();
    }

    /** Some work was done by the database just now. */
    void heard() {
        heardNanos = System.nanoTime();
    }

    /** When something last came from it, monotonic. */
    long heardNanos() {
        return heardNanos;
    }

    /** Whether it is known not to answer. Any thread. */
    boolean isAway() {
        return away != null;
    }

    /** Why it is known to be away; null if it is not. Any thread. */
    @Nullable
    Throwable cause() {
        return away;
    }

    /** It answered the asker. */
    void answered() {
        heard();
        if (away != null) {
            LOG.info("The database answers again, after {} s", TimeUnit.NANOSECONDS.toSeconds(heardNanos - goneNanos));
        }
        away = null;
    }

    /** It did not answer the asker. */
    void lost(Throwable cause) {
        if (away != null) {
            return;
        }
        LOG.warn("The database does not answer: {}", Faults.message(cause));
        goneNanos = heardNanos;
        away = cause;
        waiting.forEach(lost -> lost.accept(cause));
    }
}
