package dev.sluice.agent.pairing;

import java.io.IOException;
import java.net.Socket;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.CertificateException;
import java.security.cert.X509Certificate;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.TrustManager;
import javax.net.ssl.TrustManagerFactory;
import javax.net.ssl.X509ExtendedTrustManager;

/** Trust in the one authority whose certificate has that fingerprint; the other side has to bring it along. */
final class PinnedAuthority extends X509ExtendedTrustManager {

    private final String fingerprint;

    /**
     * Trust by a fingerprint.
     *
     * @param fingerprint lower-case hex SHA-256 of the authority's certificate (DER)
     */
    PinnedAuthority(String fingerprint) {
        this.fingerprint = fingerprint;
    }

    @Override
    public void checkServerTrusted(X509Certificate[] chain, String type, SSLEngine engine) throws CertificateException {
        trustIn(authorityIn(chain)).checkServerTrusted(chain, type, engine); // the name too
    }

    @Override
    public void checkServerTrusted(X509Certificate[] chain, String type, Socket socket) throws CertificateException {
        trustIn(authorityIn(chain)).checkServerTrusted(chain, type, socket);
    }

    /** Whose name nobody checks is not trusted. */
    @Override
    public void checkServerTrusted(X509Certificate[] chain, String type) throws CertificateException {
        throw new CertificateException("name of the front door: actual unchecked, expected checked");
    }

    private X509Certificate authorityIn(X509Certificate[] chain) throws CertificateException {
        for (X509Certificate certificate : chain) {
            if (PairingCode.sha256(certificate.getEncoded()).equals(fingerprint)) {
                return certificate;
            }
        }
        throw new CertificateException("authority: actual another than the pairing code's, expected that one;"
                + " is this the front door that issued the code?");
    }

    private static X509ExtendedTrustManager trustIn(X509Certificate authority) throws CertificateException {
        try {
            KeyStore store = KeyStore.getInstance("PKCS12");
            store.load(null, null);
            store.setCertificateEntry("authority", authority);
            TrustManagerFactory factory = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
            factory.init(store);
            for (TrustManager manager : factory.getTrustManagers()) {
                if (manager instanceof X509ExtendedTrustManager extended) {
                    return extended;
                }
            }
            throw new CertificateException("no X.509 trust manager");
        } catch (GeneralSecurityException | IOException e) {
            throw e instanceof CertificateException certificate ? certificate : new CertificateException(e);
        }
    }

    @Override
    public void checkClientTrusted(X509Certificate[] chain, String type, Socket socket) throws CertificateException {
        throw noClients();
    }

    @Override
    public void checkClientTrusted(X509Certificate[] chain, String type, SSLEngine engine) throws CertificateException {
        throw noClients();
    }

    @Override
    public void checkClientTrusted(X509Certificate[] chain, String type) throws CertificateException {
        throw noClients();
    }

    private static CertificateException noClients() {
        return new CertificateException("only servers are trusted here");
    }

    @Override
    public X509Certificate[] getAcceptedIssuers() {
        return new X509Certificate[0];
    }
}
