package dev.sluice.tls;

import dev.sluice.core.model.CertificateSource;
import dev.sluice.core.rule.Problems;
import dev.sluice.testing.TestCertificate;
import io.netty.pkitesting.CertificateBuilder;
import io.netty.pkitesting.X509Bundle;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Objects;

/** Certificates for tests, read from PEM as the program reads them. */
final class Opened {

    static final Examination EXAMINATION = new Examination("certificate", "private_key");

    private Opened() {}

    static OpenedCertificate ec(String... names) {
        return of(TestCertificate.of(names).bundle());
    }

    static OpenedCertificate ecFor(Duration validity, String... names) {
        Instant now = Instant.now();
        return of(TestCertificate.valid(now.minusSeconds(60), now.plus(validity), names)
                .bundle());
    }

    /** One that came from there, and lasts so long from now on. */
    static OpenedCertificate from(CertificateSource source, Duration validity, String... names) {
        OpenedCertificate read = ecFor(validity, names);
        return new OpenedCertificate(source, read.facts(), read.kind(), List.of(read.chain()), read.key());
    }

    static OpenedCertificate rsa(String... names) {
        return of(rsaBundle(CertificateBuilder.Algorithm.rsa2048, names));
    }

    static X509Bundle rsaBundle(CertificateBuilder.Algorithm algorithm, String... names) {
        CertificateBuilder builder = new CertificateBuilder()
                .algorithm(algorithm)
                .subject("CN=" + names[0])
                .setIsCertificateAuthority(true);
        TestCertificate.addNames(builder, names);
        try {
            return builder.buildSelfSigned();
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }

    static OpenedCertificate of(X509Bundle bundle) {
        Problems problems = new Problems();
        OpenedCertificate opened =
                EXAMINATION.read(bundle.getCertificatePathPEM(), bundle.getPrivateKeyPEM(), problems);
        return Objects.requireNonNull(opened, () -> problems.list().toString());
    }
}
