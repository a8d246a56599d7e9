package dev.sluice.proxy.http;

import io.vertx.core.Future;
import java.util.function.IntConsumer;
import org.jspecify.annotations.Nullable;

/**
 * The answers over one HTTP/2 connection that the upstream is done with and the client has not taken whole, for want of a
 * window or of haste: one of which it takes nothing for too long gives its stream up (RFC 9113 10.5). Nearly every answer
 * is here for the moment until it is flushed, so one costs an object, and the connection one place on the wheel.
 */
final class AnswerTails extends Wheel.Entry {

    private final Wheel wheel;
    private final long stallNanos;
    private final IntConsumer giveUp;
    private @Nullable AnswerTail first;
    private @Nullable AnswerTail last;

    /**
     * None yet.
     *
     * @param giveUp told the stream of each that is to be given up
     */
    AnswerTails(Wheel wheel, long stallNanos, IntConsumer giveUp) {
        this.wheel = wheel;
        this.stallNanos = stallNanos;
        this.giveUp = giveUp;
    }

    /**
     * One more.
     *
     * @param written complete when the client has it
     */
    void add(int stream, Future<Void> written) {
        AnswerTail tail = new AnswerTail(this, stream, System.nanoTime());
        AnswerTail earlier = last;
        if (earlier == null) {
            first = tail;
            wheel.schedule(this, tail.movedNanos + stallNanos);
        } else {
            tail.before = earlier;
            earlier.after = tail;
        }
        last = tail;
        written.onComplete(tail);
    }

    void remove(AnswerTail tail) {
        if (tail != first && tail.before == null) {
            return; // it was given up
        }
        AnswerTail before = tail.before;
        AnswerTail after = tail.after;
        if (before == null) {
            first = after;
        } else {
            before.after = after;
        }
        if (after == null) {
            last = before;
        } else {
            after.before = before;
        }
        tail.before = null;
        tail.after = null;
        if (first == null) {
            wheel.cancel(this);
        }
    }

    /**
     * The client takes more.
     *
     * @param stream 0 if of all streams
     */
    void moved(int stream) {
        if (first == null) {
            return;
        }
        long now = System.nanoTime();
        for (AnswerTail tail = first; tail != null; tail = tail.after) {
            if (stream == 0 || tail.stream == stream) {
                tail.movedNanos = now;
            }
        }
    }

    @Override
    protected void expired(long now) {
        AnswerTail stalled = stalled(now);
        while (stalled != null) {
            remove(stalled);
            giveUp.accept(stalled.stream); // which may end others
            stalled = stalled(now);
        }
        if (first != null) {
            wheel.schedule(this, oldestMoved(first) + stallNanos);
        }
    }

    private @Nullable AnswerTail stalled(long now) {
        for (AnswerTail tail = first; tail != null; tail = tail.after) {
            if (now - tail.movedNanos >= stallNanos) {
                return tail;
            }
        }
        return null;
    }

    private static long oldestMoved(AnswerTail from) {
        long oldest = from.movedNanos;
        for (AnswerTail tail = from.after; tail != null; tail = tail.after) {
            if (tail.movedNanos - oldest < 0) {
                oldest = tail.movedNanos;
            }
        }
        return oldest;
    }
}
