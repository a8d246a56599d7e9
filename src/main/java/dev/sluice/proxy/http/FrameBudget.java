package dev.sluice.proxy.http;

import io.netty.handler.codec.http2.Http2Error;
import io.netty.handler.codec.http2.Http2Exception;

/**
 * How many frames that move no request on a client may send over HTTP/2 (RFC 9113 10.5): some at once, more with time, and
 * more the more it asks and takes. Used on one event loop.
 */
final class FrameBudget {

    /** Frames that may come at once; no more than that is ever saved up. */
    static final int AT_ONCE = 1000;

    private static final int PER_SECOND = 100;
    private static final int PER_REQUEST = 10;
    /** Of answers; the smallest message of gRPC has five, and may be met with a PING and two WINDOW_UPDATEs. */
    private static final int BYTES_EACH = 4;

    private static final int PER_BODY_FRAME = 2;
    private static final long SECOND_NANOS = 1_000_000_000L;

    private long left = AT_ONCE;
    private long earned;
    private long bytesPaid;
    private long nanosPaid;

    /**
     * A budget from now on.
     *
     * @param now monotonic
     */
    FrameBudget(long now) {
        nanosPaid = now;
    }

    /** A request began. */
    void asked() {
        earned += PER_REQUEST;
    }

    /** A frame with bytes of a request's body came. */
    void uploaded() {
        earned += PER_BODY_FRAME;
    }

    /** Whether one more frame is to be paid from what has come since the last time that this was so. */
    boolean isSpent() {
        return left <= 0;
    }

    /** One of those frames came. */
    void spend() throws Http2Exception {
        if (left <= 0) {
            throw Http2Exception.connectionError(
                    Http2Error.ENHANCE_YOUR_CALM, "frames without a use: actual more than %d, expected less", AT_ONCE);
        }
        left--;
    }

    /**
     * Adds what was earned.
     *
     * @param bytesTaken of answers, since the connection began
     */
    void refill(long now, long bytesTaken) {
        long byTime = Math.min(AT_ONCE, (now - nanosPaid) / (SECOND_NANOS / PER_SECOND));
        long byBytes = (bytesTaken - bytesPaid) / BYTES_EACH;
        left = Math.min(AT_ONCE, left + earned + byTime + byBytes);
        earned = 0;
        if (byTime > 0) {
            nanosPaid = now;
        }
        bytesPaid += byBytes * BYTES_EACH;
    }
}
