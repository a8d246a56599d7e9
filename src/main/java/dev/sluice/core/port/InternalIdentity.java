package dev.sluice.core.port;

import java.io.IOException;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.PrivateKey;
import java.security.cert.CertificateParsingException;
import java.security.cert.X509Certificate;
import java.util.List;

/**
 * What a front door and its agents show to each other, and whom both trust there. One side's; immutable.
 *
 * @param chain its own certificate first
 * @param authority the internal one
 */
public record InternalIdentity(PrivateKey key, List<X509Certificate> chain, X509Certificate authority) {

    /** The front door's name in its own certificate. */
    public static final String FRONT_DOOR = "front-door.sluice.internal";

    /** A kind of store whose password costs no time; the key never leaves this process in it. */
    private static final String IN_MEMORY = "JKS";

    private static final char[] NO_PASSWORD = new char[0];

    public InternalIdentity {
        chain = List.copyOf(chain);
        if (chain.isEmpty()) {
            throw new IllegalArgumentException("chain: actual empty, expected a certificate");
        }
    }

    /** An agent's name in its certificate. */
    public static String nameOf(long peerId) {
        return "peer-" + peerId + ".sluice.internal";
    }

    /** The key and its certificates, for what makes handshakes. The password is empty. */
    public KeyStore keys() throws GeneralSecurityException {
        KeyStore store = empty();
        store.setKeyEntry("own", key, NO_PASSWORD, chain.toArray(X509Certificate[]::new));
        return store;
    }

    /** Whom to trust: the authority alone. */
    public KeyStore trusted() throws GeneralSecurityException {
        KeyStore store = empty();
        store.setCertificateEntry("authority", authority);
        return store;
    }

    private static KeyStore empty() throws GeneralSecurityException {
        try {
            KeyStore store = KeyStore.getInstance(IN_MEMORY);
            store.load(null, null);
            return store;
        } catch (IOException e) {
            throw new GeneralSecurityException(e); // nothing is read
        }
    }

    /** Without the key. */
    @Override
    public String toString() {
        try {
            return "InternalIdentity" + chain.get(0).getSubjectAlternativeNames();
        } catch (CertificateParsingException e) {
            return "InternalIdentity[?]";
        }
    }
}
