package dev.sluice.testing;

import io.netty.pkitesting.CertificateBuilder;
import io.netty.pkitesting.X509Bundle;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.util.stream.Stream;
import org.bouncycastle.asn1.x509.GeneralName;
import org.bouncycastle.asn1.x509.GeneralNames;
import org.bouncycastle.util.IPAddress;

/** A server's certificate with its key, made for a test: signed by itself, by P-256, good for a day. */
public record TestCertificate(X509Bundle bundle) {

    private static final String SUBJECT_ALTERNATIVE_NAMES = "2.5.29.17";
    private static final Duration CLOCKS = Duration.ofMinutes(5);

    /** A new one with a new key. The names may be wildcards; the first is the subject's too. */
    public static TestCertificate of(String... names) {
        return valid(Instant.now().minus(CLOCKS), Instant.now().plus(Duration.ofDays(1)), names);
    }

    /** The same, for another time. */
    public static TestCertificate valid(Instant from, Instant until, String... names) {
        CertificateBuilder builder = new CertificateBuilder()
                .ecp256()
                .notBefore(from)
                .notAfter(until)
                .subject("CN=" + names[0])
                .setIsCertificateAuthority(true) // its own, so that it can be trusted by itself
                .setKeyUsage(
                        true, CertificateBuilder.KeyUsage.digitalSignature, CertificateBuilder.KeyUsage.keyCertSign)
                .addExtendedKeyUsageServerAuth();
        addNames(builder, names);
        try {
            return new TestCertificate(builder.buildSelfSigned());
        } catch (Exception e) {
            throw new IllegalStateException("certificate for " + String.join(", ", names), e);
        }
    }

    /** Adds DNS names and IP addresses; the builder's own way takes no wildcards. */
    public static void addNames(CertificateBuilder builder, String... names) {
        GeneralName[] all = Stream.of(names)
                .map(name ->
                        new GeneralName(IPAddress.isValid(name) ? GeneralName.iPAddress : GeneralName.dNSName, name))
                .toArray(GeneralName[]::new);
        try {
            builder.addExtensionOctetString(SUBJECT_ALTERNATIVE_NAMES, false, new GeneralNames(all).getEncoded());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    public X509Certificate certificate() {
        return bundle.getCertificate();
    }

    /** The chain as PEM, which is this one certificate. */
    public String chainPem() {
        return bundle.getCertificatePathPEM();
    }

    /** The key as PEM (PKCS #8). */
    public String keyPem() {
        return bundle.getPrivateKeyPEM();
    }

    /** Writes {@code NAME.crt} and {@code NAME.key}, each at once as a whole; the key first. */
    public void writeInto(Path directory, String name) {
        whole(directory.resolve(name + ".key"), keyPem());
        whole(directory.resolve(name + ".crt"), chainPem());
    }

    private static void whole(Path file, String text) {
        try {
            Path unfinished = file.resolveSibling("." + file.getFileName() + ".unfinished");
            Files.writeString(unfinished, text);
            Files.move(unfinished, file, StandardCopyOption.REPLACE_EXISTING, StandardCopyOption.ATOMIC_MOVE);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Without the key. */
    @Override
    public String toString() {
        return "TestCertificate[" + certificate().getSubjectX500Principal().getName() + "]";
    }
}
