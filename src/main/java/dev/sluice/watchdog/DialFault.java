package dev.sluice.watchdog;

import dev.sluice.core.trust.HandshakeFault;
import java.io.IOException;
import java.net.ConnectException;
import java.net.NoRouteToHostException;
import java.net.UnknownHostException;
import java.util.Locale;
import java.util.stream.Stream;
import javax.net.ssl.SSLException;
import org.jspecify.annotations.Nullable;

/**
 * The reading of an exception that ended a dial or a connection: whose fault it was.
 *
 * <p>The class alone does not tell. Both transports wrap any error of {@code connect(2)} that they do not know, such as an
 * exhausted local port range, in the same {@code ConnectException} as a refusal; only the system's words differ.
 */
final class DialFault {

    /** What this machine says when the fault is its own. */
    private static final String[] OURS = {
        "too many open files", // EMFILE, ENFILE
        "no buffer space", // ENOBUFS
        "cannot assign requested address", // EADDRNOTAVAIL
        "cannot allocate memory", // ENOMEM
        "operation not permitted", // EPERM: a local packet filter
        "permission denied", // EACCES: the same, or a broadcast address
        "invalid argument" // EINVAL: no such address here
    };

    private DialFault() {}

    /** What the failure means for the peer at that address. */
    static Outcome read(Throwable fault, String address) {
        if (isOurs(fault)) {
            return new Outcome.LocalFault("dial " + address + ": " + words(fault));
        }
        String refused = HandshakeFault.words(fault);
        if (refused != null) {
            return new Outcome.Refusal("TLS with " + address + " failed: " + refused);
        }
        if (fault instanceof SSLException) {
            return new Outcome.Refusal("TLS with " + address + " failed: " + deepest(fault));
        }
        if (fault instanceof NoRouteToHostException) {
            return new Outcome.Refusal("no route to " + address);
        }
        if (fault instanceof ConnectException && words(fault).contains("refused")) {
            return new Outcome.Refusal("connect refused " + address);
        }
        if (words(fault).contains("reset")) {
            return new Outcome.Refusal("connection reset " + address);
        }
        return new Outcome.Refusal("connect failed " + address + ": " + words(fault));
    }

    /** Anything that is not the network's word is our own: a peer must not go DOWN by a bug of ours. */
    private static boolean isOurs(Throwable fault) {
        boolean fromNetwork = false;
        for (Throwable cause : chain(fault)) {
            if (cause instanceof UnknownHostException || Stream.of(OURS).anyMatch(words(cause)::contains)) {
                return true;
            }
            fromNetwork |= cause instanceof IOException;
        }
        return !fromNetwork;
    }

    private static Iterable<Throwable> chain(Throwable fault) {
        return Stream.<Throwable>iterate(fault, cause -> cause != null, Throwable::getCause)
                .limit(8)::iterator;
    }

    /** What began it says more than what came of it. */
    private static String deepest(Throwable fault) {
        Throwable last = fault;
        for (Throwable cause : chain(fault)) {
            last = cause;
        }
        return words(last);
    }

    private static String words(Throwable fault) {
        @Nullable String message = fault.getMessage();
        return message == null ? fault.getClass().getSimpleName() : message.toLowerCase(Locale.ROOT);
    }
}
