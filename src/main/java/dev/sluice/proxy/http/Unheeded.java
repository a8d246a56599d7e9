package dev.sluice.proxy.http;

import io.netty.handler.codec.http2.Http2Error;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpClientResponse;

/**
 * The rest of an answer that nobody gets, as its request goes on elsewhere: it is read to its end, so that its connection can
 * be used again. One that takes long, or does not end, is cut.
 */
final class Unheeded extends Wheel.Entry {

    private static final long LIMIT_NANOS = 1_000_000_000L;
    private static final int MOST_BYTES = 64 * 1024;

    private final Wheel wheel;
    private final HttpClientResponse answer;
    private long bytes;

    private Unheeded(Wheel wheel, HttpClientResponse answer) {
        this.wheel = wheel;
        this.answer = answer;
    }

    /** Reads what is left of it; event loop, before its first byte is passed on. */
    static void drain(Wheel wheel, HttpClientResponse answer) {
        Unheeded rest = new Unheeded(wheel, answer);
        wheel.schedule(rest, System.nanoTime() + LIMIT_NANOS);
        answer.exceptionHandler(failure -> wheel.cancel(rest));
        answer.endHandler(v -> wheel.cancel(rest));
        answer.handler(rest::came);
    }

    private void came(Buffer chunk) {
        bytes += chunk.length();
        if (bytes > MOST_BYTES) {
            cut();
        }
    }

    @Override
    protected void expired(long now) {
        cut();
    }

    private void cut() {
        wheel.cancel(this);
        answer.request().reset(Http2Error.CANCEL.code());
    }
}
