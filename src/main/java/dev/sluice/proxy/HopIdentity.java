package dev.sluice.proxy;

import java.security.PrivateKey;
import java.security.cert.X509Certificate;
import java.util.List;

/**
 * One side of a hop: the certificate that it shows, and the authority whose certificates it trusts.
 *
 * @param chain own certificate first
 */
public record HopIdentity(PrivateKey key, List<X509Certificate> chain, X509Certificate authority) {

    public HopIdentity {
        chain = List.copyOf(chain);
        if (chain.isEmpty()) {
            throw new IllegalArgumentException("chain: actual empty, expected a certificate");
        }
    }

    /** Name in the certificate of the agent that is this peer. */
    public static String nameOf(long peerId) {
        return "peer-" + peerId + ".sluice.internal";
    }

    /** Without the key. */
    @Override
    public String toString() {
        return "HopIdentity[" + chain.get(0).getSubjectX500Principal().getName() + "]";
    }
}
