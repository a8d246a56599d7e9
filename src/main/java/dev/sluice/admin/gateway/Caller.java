package dev.sluice.admin.gateway;

import dev.sluice.core.model.Desired;
import dev.sluice.core.model.Pairing;
import io.vertx.core.http.HttpConnection;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.cert.Certificate;
import java.security.cert.CertificateEncodingException;
import java.util.HexFormat;
import javax.net.ssl.SSLPeerUnverifiedException;
import javax.net.ssl.SSLSession;
import org.jspecify.annotations.Nullable;

/** Which paired agent a connection comes from: the one whose certificate the connection showed. */
final class Caller {

    private Caller() {}

    /** The fingerprint of the certificate that was shown, which the handshake has verified; null for none. */
    static @Nullable String fingerprint(HttpConnection connection) {
        SSLSession session = connection.sslSession();
        try {
            Certificate[] chain = session == null ? new Certificate[0] : session.getPeerCertificates();
            return chain.length == 0 ? null : sha256(chain[0].getEncoded());
        } catch (SSLPeerUnverifiedException | CertificateEncodingException none) {
            return null;
        }
    }

    /** The pairing whose certificate that is; null if there is none (any more). */
    static @Nullable Pairing pairing(@Nullable String fingerprint, Desired desired) {
        if (fingerprint == null) {
            return null;
        }
        for (Pairing pairing : desired.pairings().values()) {
            if (pairing.fingerprint().equals(fingerprint)) {
                return pairing;
            }
        }
        return null;
    }

    private static String sha256(byte[] bytes) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e); // every Java platform has it
        }
    }
}
