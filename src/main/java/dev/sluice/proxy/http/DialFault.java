package dev.sluice.proxy.http;

import io.netty.channel.ConnectTimeoutException;
import io.vertx.core.http.ConnectionPoolTooBusyException;
import io.vertx.core.http.HttpClosedException;
import java.net.UnknownHostException;
import java.util.Locale;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;

/** What a failed wait for an upstream connection means. */
enum DialFault {
    /** The peer refused, or did not answer in time: an observation. */
    PEER,
    /** The name does not resolve: no observation, the next candidate's turn. */
    NAME,
    /** All connections are taken: nobody's fault, and no reason to go elsewhere. */
    BUSY,
    /** A pooled connection died as it was handed out: ask again. */
    STALE,
    /** This machine has no descriptor, port or buffer left: no observation. */
    LOCAL;

    private static final String[] LOCAL_WORDS = {
        "too many open files",
        "cannot assign requested address",
        "address not available",
        "no buffer space",
        "cannot allocate memory",
        "failed to open a socket",
        "resource temporarily unavailable"
    };

    static DialFault of(Throwable cause) {
        if (cause instanceof ConnectionPoolTooBusyException) {
            return BUSY;
        }
        if (cause instanceof TimeoutException) {
            return BUSY; // waited for the pool; a dial's own limit is a ConnectTimeoutException
        }
        if (cause instanceof HttpClosedException) {
            return STALE;
        }
        for (Throwable t = cause; t != null; t = t.getCause()) {
            if (t instanceof UnknownHostException) {
                return NAME;
            }
            if (isLocal(t.getMessage())) {
                return LOCAL;
            }
        }
        return PEER;
    }

    /** The words that a receipt shows. */
    static String evidence(Throwable cause, String address) {
        if (cause instanceof ConnectTimeoutException) {
            return "dial to " + address + " timed out";
        }
        String message = cause.getMessage();
        boolean refused = message != null && message.toLowerCase(Locale.ROOT).contains("refused");
        return refused ? address + " refused the connection" : "dial to " + address + " failed";
    }

    /** The system's words are the same on all transports, while the classes differ and often lie. */
    private static boolean isLocal(@Nullable String message) {
        if (message == null) {
            return false;
        }
        String lower = message.toLowerCase(Locale.ROOT);
        for (String words : LOCAL_WORDS) {
            if (lower.contains(words)) {
                return true;
            }
        }
        return false;
    }
}
