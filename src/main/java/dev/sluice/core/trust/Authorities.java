package dev.sluice.core.trust;

import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.security.cert.Certificate;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.time.Instant;
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
    private static final int KEY_CERT_SIGN = 5; // in a KeyUsage (RFC 5280 4.2.1.3)
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

    /** What keeps that text from naming authorities, for messages; null if nothing does. */
    public static @Nullable String wrongOf(String pem) {
        List<X509Certificate> all = read(pem);
        if (all == null) {
            return "a text of " + pem.length() + " characters";
        }
        for (X509Certificate one : all) {
            boolean[] usage = one.getKeyUsage();
            if (one.getBasicConstraints() < 0 || usage != null && !usage[KEY_CERT_SIGN]) {
                return subject(one) + ", which is no authority's";
            }
        }
        return null;
    }

    /** The subject of the first certificate that is not valid at that time, and why, for messages; null if all are. */
    public static @Nullable String notStanding(String pem, Instant at) {
        List<X509Certificate> all = read(pem);
        for (X509Certificate one : all == null ? List.<X509Certificate>of() : all) {
            if (one.getNotAfter().toInstant().isBefore(at)) {
                return subject(one) + ", which expired at " + one.getNotAfter().toInstant();
            }
            if (one.getNotBefore().toInstant().isAfter(at)) {
                return subject(one) + ", which is not valid before "
                        + one.getNotBefore().toInstant();
            }
        }
        return null;
    }

    private static String subject(X509Certificate certificate) {
        return "the certificate of " + String.valueOf((Object) certificate.getSubjectX500Principal());
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
