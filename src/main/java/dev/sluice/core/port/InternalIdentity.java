package dev.sluice.core.port;

import java.security.PrivateKey;
import java.security.cert.X509Certificate;
import java.util.List;

/**
 * What the front door shows to its agents, and whom both trust there.
 *
 * @param chain its own certificate first
 * @param authority the internal one
 */
public record InternalIdentity(PrivateKey key, List<X509Certificate> chain, X509Certificate authority) {

    /** The front door's name in its own certificate. */
    public static final String FRONT_DOOR = "front-door.sluice.internal";

    public InternalIdentity {
        chain = List.copyOf(chain);
    }

    /** An agent's name in its certificate. */
    public static String nameOf(long peerId) {
        return "peer-" + peerId + ".sluice.internal";
    }

    /** Without the key. */
    @Override
    public String toString() {
        return "InternalIdentity[" + FRONT_DOOR + "]";
    }
}
