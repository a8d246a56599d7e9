package dev.sluice.proxy.http;

import io.netty.handler.codec.http2.Http2Error;
import io.vertx.core.http.HttpServerResponse;

/**
 * What is left of an answer over HTTP/2 when the upstream is done with it and the client has no window for the rest. One
 * that takes nothing of it for too long gives its stream up (RFC 9113 10.5).
 */
final class AnswerTail extends Wheel.Entry {

    private final Wheel wheel;
    private final HttpServerResponse answer;
    private final long stallNanos;
    private long movedNanos = System.nanoTime();

    AnswerTail(Wheel wheel, HttpServerResponse answer, long stallNanos) {
        this.wheel = wheel;
        this.answer = answer;
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
            answer.reset(Http2Error.CANCEL.code());
        } else {
            wheel.schedule(this, movedNanos + stallNanos);
        }
    }
}
