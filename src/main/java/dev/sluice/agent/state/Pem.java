package dev.sluice.agent.state;

import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PrivateKey;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.security.spec.PKCS8EncodedKeySpec;
import java.util.Base64;
import java.util.List;

/** The texts (RFC 7468) that keys and certificates of a pairing are kept and sent in. */
public final class Pem {

    private static final String CERTIFICATE = "CERTIFICATE";
    private static final String PRIVATE_KEY = "PRIVATE KEY";
    private static final int LINE = 64;

    private Pem() {}

    /** One block. */
    public static String block(String label, byte[] der) {
        String body = Base64.getMimeEncoder(LINE, new byte[] {'\n'}).encodeToString(der);
        return "-----BEGIN " + label + "-----\n" + body + "\n-----END " + label + "-----\n";
    }

    static String key(PrivateKey key) {
        return block(PRIVATE_KEY, key.getEncoded());
    }

    static PrivateKey key(String text) throws GeneralSecurityException {
        String body = text.replaceAll("-----(BEGIN|END) " + PRIVATE_KEY + "-----|\\s", "");
        try {
            return KeyFactory.getInstance("EC")
                    .generatePrivate(new PKCS8EncodedKeySpec(Base64.getDecoder().decode(body)));
        } catch (IllegalArgumentException e) {
            throw new GeneralSecurityException("key: actual no base64, expected PKCS #8 in PEM"); // and nothing of it
        }
    }

    /** All certificates in the text, in order; fails if there is none. */
    public static List<X509Certificate> certificates(String text) throws CertificateException {
        List<X509Certificate> found = CertificateFactory.getInstance("X.509")
                .generateCertificates(new ByteArrayInputStream(text.getBytes(StandardCharsets.US_ASCII)))
                .stream()
                .map(X509Certificate.class::cast)
                .toList();
        if (found.isEmpty()) {
            throw new CertificateException("certificate: actual none, expected one in PEM");
        }
        return found;
    }

    static String of(List<X509Certificate> certificates) throws CertificateException {
        StringBuilder text = new StringBuilder();
        for (X509Certificate certificate : certificates) {
            text.append(block(CERTIFICATE, certificate.getEncoded()));
        }
        return text.toString();
    }
}
