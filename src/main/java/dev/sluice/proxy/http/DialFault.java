package dev.sluice.proxy.http;

import dev.sluice.core.trust.HandshakeFault;
import dev.sluice.proxy.Failure;
import io.netty.channel.ConnectTimeoutException;
import io.netty.handler.ssl.SslHandshakeTimeoutException;
import io.vertx.core.http.ConnectionPoolTooBusyException;
import io.vertx.core.http.HttpClosedException;
import java.io.IOException;
import java.net.NoRouteToHostException;
import java.net.UnknownHostException;
import java.util.Locale;
import java.util.concurrent.TimeoutException;
import javax.net.ssl.SSLException;
import org.jspecify.annotations.Nullable;

/**
 * What a failed wait for an upstream connection means. The class of the exception alone does not tell: the transports wrap
 * an exhausted port range in the same {@code ConnectException} as a refusal, and only the system's words differ.
 */
public enum DialFault {
    /** The peer refused, or did not answer in time: an observation. */
    PEER,
    /** The name does not resolve: no observation, the next candidate's turn. */
    NAME,
    /** All connections are taken: nobody's fault, and no reason to go elsewhere. */
    BUSY,
    /** A pooled connection died as it was handed out: ask again. */
    STALE,
    /** This machine has no descriptor, port or buffer left, or we have a bug: no observation. */
    LOCAL;

    private static final String[] LOCAL_WORDS = {
        "too many open files", // EMFILE, ENFILE
        "cannot assign requested address", // EADDRNOTAVAIL
        "no buffer space", // ENOBUFS
        "cannot allocate memory", // ENOMEM
        "operation not permitted", // EPERM: a local packet filter
        "permission denied", // EACCES: the same, or a broadcast address
        "invalid argument" // EINVAL: no such address here
    };
    private static final int DEEPEST_CAUSE = 8;

    /** Tells it by the exception. */
    public static DialFault of(Throwable failure) {
        if (failure instanceof ConnectionPoolTooBusyException) {
            return BUSY;
        }
        if (failure instanceof TimeoutException) {
            return BUSY; // waited for the pool; a dial's own limit is a ConnectTimeoutException
        }
        if (failure instanceof HttpClosedException) {
            return STALE;
        }
        boolean fromNetwork = false;
        Throwable cause = failure;
        for (int depth = 0; cause != null && depth < DEEPEST_CAUSE; depth++) {
            if (cause instanceof UnknownHostException) {
                return NAME;
            }
            if (isLocal(words(cause))) {
                return LOCAL;
            }
            fromNetwork |= cause instanceof IOException;
            cause = cause.getCause();
        }
        return fromNetwork ? PEER : LOCAL;
    }

    /** Whether a name that does not resolve is all that failed. */
    static boolean isName(@Nullable Throwable failure) {
        return failure != null && of(failure) == NAME;
    }

    /** The words that a receipt shows. */
    public static String evidence(Throwable cause, String address) {
        if (cause instanceof ConnectTimeoutException || cause instanceof TimeoutException) {
            return "dial to " + address + " timed out";
        }
        String refused = HandshakeFault.words(cause);
        if (refused != null) {
            return "TLS handshake with " + address + " failed: " + refused;
        }
        if (cause instanceof SSLException) {
            return "TLS handshake with " + address + " failed";
        }
        return words(cause).contains("refused")
                ? address + " refused the connection"
                : "dial to " + address + " failed";
    }

    /**
     * What an agent says of a LAN host that it could not reach: that it refused, or that nothing answered there.
     *
     * @param failure null if connections were lost as they were handed out
     */
    public static Failure lanFailure(@Nullable Throwable failure) {
        Throwable cause = failure;
        for (int depth = 0; cause != null && depth < DEEPEST_CAUSE; depth++) {
            if (cause instanceof ConnectTimeoutException
                    || cause instanceof SslHandshakeTimeoutException
                    || cause instanceof TimeoutException
                    || cause instanceof NoRouteToHostException
                    || words(cause).contains("no route to host")
                    || words(cause).contains("unreachable")) {
                return Failure.UPSTREAM_TIMEOUT;
            }
            cause = cause.getCause();
        }
        return Failure.LAN_REFUSED;
    }

    private static boolean isLocal(String words) {
        for (String local : LOCAL_WORDS) {
            if (words.contains(local)) {
                return true;
            }
        }
        return false;
    }

    private static String words(Throwable failure) {
        String message = failure.getMessage();
        return message == null ? "" : message.toLowerCase(Locale.ROOT);
    }
}
