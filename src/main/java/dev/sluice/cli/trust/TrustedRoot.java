package dev.sluice.cli.trust;

import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.HexFormat;

/**
 * A root certificate that this machine is to trust.
 *
 * @param certificate as PEM
 * @param name what people see it under: its common name
 * @param fingerprint SHA-256, 64 hexadecimal digits in lower case
 */
public record TrustedRoot(String certificate, String name, String fingerprint, Instant notAfter) {

    private static final String COMMON_NAME = "CN=";

    /**
     * Reads one.
     *
     * @throws IllegalArgumentException with a sentence, if the text is no certificate of an authority
     */
    public static TrustedRoot read(String pem) {
        try {
            X509Certificate read = (X509Certificate) CertificateFactory.getInstance("X.509")
                    .generateCertificate(new ByteArrayInputStream(pem.getBytes(StandardCharsets.US_ASCII)));
            if (read.getBasicConstraints() < 0) {
                throw new IllegalArgumentException("the answer is a certificate of no authority");
            }
            String subject = read.getSubjectX500Principal().getName();
            return new TrustedRoot(
                    pem,
                    subject.startsWith(COMMON_NAME) ? subject.substring(COMMON_NAME.length()) : subject,
                    HexFormat.of()
                            .formatHex(MessageDigest.getInstance("SHA-256").digest(read.getEncoded())),
                    read.getNotAfter().toInstant());
        } catch (GeneralSecurityException damaged) {
            throw new IllegalArgumentException("the answer is no certificate", damaged);
        }
    }

    /** A name for its file, not that of another root. */
    String fileName() {
        return "sluice-" + fingerprint.substring(0, 16) + ".crt";
    }
}
