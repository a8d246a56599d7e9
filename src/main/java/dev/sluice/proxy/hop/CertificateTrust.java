package dev.sluice.proxy.hop;

import dev.sluice.core.port.InternalIdentity;
import dev.sluice.core.trust.PinMismatchException;
import java.io.IOException;
import java.net.Socket;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.MessageDigest;
import java.security.cert.CertificateException;
import java.security.cert.X509Certificate;
import java.util.HexFormat;
import java.util.List;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.TrustManager;
import javax.net.ssl.TrustManagerFactory;
import javax.net.ssl.X509ExtendedTrustManager;
import org.jspecify.annotations.Nullable;

/**
 * Which certificate of a server is good: one that authorities vouch for, one alone, or one for which both holds. Immutable;
 * any thread.
 */
public final class CertificateTrust extends X509ExtendedTrustManager {

    private final @Nullable X509ExtendedTrustManager authorities;
    private final @Nullable String fingerprint;

    /**
     * Trust by these rules; without any, in everybody.
     *
     * @param authorities null asks nobody
     * @param fingerprint lower-case hex SHA-256 of the only certificate (DER); null allows any
     */
    CertificateTrust(@Nullable X509ExtendedTrustManager authorities, @Nullable String fingerprint) {
        this.authorities = authorities;
        this.fingerprint = fingerprint;
    }

    /** Those that the authority has issued. */
    static X509ExtendedTrustManager issuedBy(InternalIdentity own) {
        try {
            return of(own.trusted());
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("the authority's certificate cannot be used: " + e.getMessage(), e);
        }
    }

    /** Those that the authorities of this machine's Java vouch for. */
    static X509ExtendedTrustManager usual() {
        try {
            return of(null);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("the usual authorities cannot be used: " + e.getMessage(), e);
        }
    }

    /**
     * Those that one of the given vouches for, and the given themselves.
     *
     * @throws IllegalStateException if one of them cannot be used
     */
    public static X509ExtendedTrustManager issuedBy(List<X509Certificate> authorities) {
        try {
            KeyStore store = KeyStore.getInstance(KeyStore.getDefaultType());
            store.load(null, null);
            for (X509Certificate authority : authorities) {
                store.setCertificateEntry("authority-" + store.size(), authority);
            }
            return of(store);
        } catch (GeneralSecurityException | IOException e) {
            throw new IllegalStateException("the authorities cannot be used: " + e.getMessage(), e);
        }
    }

    private static X509ExtendedTrustManager of(@Nullable KeyStore store) throws GeneralSecurityException {
        TrustManagerFactory factory = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
        factory.init(store);
        for (TrustManager manager : factory.getTrustManagers()) {
            if (manager instanceof X509ExtendedTrustManager extended) {
                return extended;
            }
        }
        throw new GeneralSecurityException("no X.509 trust manager");
    }

    private void checkFingerprint(X509Certificate[] chain) throws CertificateException {
        if (fingerprint != null) {
            String actual = chain.length == 0 ? "none" : fingerprint(chain[0]);
            if (!fingerprint.equals(actual)) {
                throw new PinMismatchException(actual, fingerprint);
            }
        }
    }

    private static String fingerprint(X509Certificate certificate) throws CertificateException {
        try {
            byte[] hash = MessageDigest.getInstance("SHA-256").digest(certificate.getEncoded());
            return HexFormat.of().formatHex(hash);
        } catch (GeneralSecurityException e) {
            throw new CertificateException(e);
        }
    }

    @Override
    public void checkServerTrusted(X509Certificate[] chain, String type, SSLEngine engine) throws CertificateException {
        checkFingerprint(chain);
        if (authorities != null) {
            authorities.checkServerTrusted(chain, type, engine); // the name too, if the engine is told to
        }
    }

    @Override
    public void checkServerTrusted(X509Certificate[] chain, String type, Socket socket) throws CertificateException {
        checkFingerprint(chain);
        if (authorities != null) {
            authorities.checkServerTrusted(chain, type, socket);
        }
    }

    /** Without name; nobody here asks so. */
    @Override
    public void checkServerTrusted(X509Certificate[] chain, String type) throws CertificateException {
        throw new CertificateException("a certificate can only be judged within its handshake");
    }

    @Override
    public void checkClientTrusted(X509Certificate[] chain, String type, Socket socket) throws CertificateException {
        checkClientTrusted(chain, type);
    }

    @Override
    public void checkClientTrusted(X509Certificate[] chain, String type, SSLEngine engine) throws CertificateException {
        checkClientTrusted(chain, type);
    }

    @Override
    public void checkClientTrusted(X509Certificate[] chain, String type) throws CertificateException {
        throw new CertificateException("this side is the client");
    }

    @Override
    public X509Certificate[] getAcceptedIssuers() {
        return authorities == null ? new X509Certificate[0] : authorities.getAcceptedIssuers();
    }
}
