package dev.sluice.proxy.http;

/**
 * What is left of an answer over HTTP/2 when the upstream is done with it and the client has no window for the rest. One
 * that takes nothing of it for too long gives its stream up (RFC 9113 10.5).
 */
final class AnswerTail extends Wheel.Entry {

    private final Wheel wheel;
    private final Runnable giveUp;
    private final long stallNanos;
    private long movedNanos = System.nanoTime();

    AnswerTail(Wheel wheel, long stallNanos, Runnable giveUp) {
        this.wheel = wheel;
        this.giveUp = giveUp;
        this.stallNanos = stallNanos;
        wheel.schedule(this, movedNanos + stallNanos);
    }

    /** The client takes more. */
    void moved() {
        movedNanos = System.nanoTime();
    }

    /** The client has taken all, or is gone. */
    void end() {
        wheel.cancel(this);
    }

    @Override
    protected void expired(long now) {
        if (now - movedNanos >= stallNanos) {
            giveUp.run();
        } else {
            wheel.schedule(this, movedNanos + stallNanos);
        }
    }
}
