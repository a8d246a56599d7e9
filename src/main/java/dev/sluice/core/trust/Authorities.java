package dev.sluice.core.trust;

import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.security.cert.Certificate;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Certificates of authorities as PEM text (RFC 7468). Any thread. */
public final class Authorities {

    /** What {@link #read} takes, for messages. */
    public static final String EXPECTED = "1 to 50 certificates in PEM, at most 64 KiB, and no private key";

    private static final int MOST_CHARACTERS = 64 * 1024;
    private static final int MOST = 50;
    private static final Base64.Encoder LINES = Base64.getMimeEncoder(64, new byte[] {'\n'});

    private Authorities() {}

    /** The certificates in that text; null if it is none of the expected. What stands between them is passed over. */
    public static @Nullable List<X509Certificate> read(String pem) {
        if (pem.length() > MOST_CHARACTERS || pem.contains("PRIVATE KEY") || !pem.contains("-----BEGIN")) {
            return null;
        }
        List<X509Certificate> all = new ArrayList<>();
        try {
            CertificateFactory factory = CertificateFactory.getInstance("X.509");
            byte[] text = pem.getBytes(StandardCharsets.UTF_8);
            for (Certificate one : factory.generateCertificates(new ByteArrayInputStream(text))) {
                if (one instanceof X509Certificate certificate) {
                    all.add(certificate);
                }
            }
        } catch (GeneralSecurityException e) {
            return null;
        }
        return all.isEmpty() || all.size() > MOST ? null : all;
    }

    /** The same text without what stands between its certificates; itself if it cannot be read. */
    public static String plain(String pem) {
        List<X509Certificate> all = read(pem);
        if (all == null) {
            return pem;
        }
        StringBuilder text = new StringBuilder(pem.length());
        for (X509Certificate one : all) {
            text.append("-----BEGIN CERTIFICATE-----\n")
                    .append(LINES.encodeToString(der(one)))
                    .append("\n-----END CERTIFICATE-----\n");
        }
        return text.toString();
    }

    /** Lower-case hex SHA-256 of each certificate in it; none if it cannot be read. */
    public static List<String> fingerprints(String pem) {
        List<X509Certificate> all = read(pem);
        return all == null
                ? List.of()
                : all.stream().map(Authorities::fingerprint).toList();
    }

    private static String fingerprint(X509Certificate certificate) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(der(certificate)));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e); // every Java has it
        }
    }

    private static byte[] der(X509Certificate certificate) {
        try {
            return certificate.getEncoded();
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e); // it was read from that
        }
    }
}
