package dev.sluice.testing;

import io.netty.pkitesting.CertificateBuilder;
import io.netty.pkitesting.X509Bundle;
import java.time.Duration;
import java.time.Instant;
import java.util.function.UnaryOperator;
import javax.net.ssl.X509ExtendedTrustManager;

/** An authority that issues certificates to clients, made for a test. */
public final class ClientAuthority {

    private final X509Bundle authority;

    public ClientAuthority(String name) {
        this(name, Instant.now().plus(Duration.ofDays(1)));
    }

    /** One that is valid for so long only. */
    public ClientAuthority(String name, Instant until) {
        try {
            authority = valid(until.minus(Duration.ofDays(2)), until)
                    .subject("CN=" + name)
                    .setIsCertificateAuthority(true)
                    .setKeyUsage(true, CertificateBuilder.KeyUsage.keyCertSign)
                    .buildSelfSigned();
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }

    private static CertificateBuilder valid(Instant from, Instant until) {
        return new CertificateBuilder().ecp256().notBefore(from).notAfter(until);
    }

    /** Its certificate in PEM. */
    public String pem() {
        return authority.getCertificatePEM();
    }

    /** Trust in whom it has issued certificates to. */
    public X509ExtendedTrustManager trust() {
        try {
            return (X509ExtendedTrustManager) authority.toTrustManagerFactory().getTrustManagers()[0];
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }

    /** For a client of that name, good for a day. */
    public X509Bundle issue(String name) {
        return issue(name, CertificateBuilder::addExtendedKeyUsageClientAuth);
    }

    /** One that says of its use only what is added. */
    public X509Bundle issue(String name, UnaryOperator<CertificateBuilder> more) {
        return issue(name, Instant.now().plus(Duration.ofDays(1)), more);
    }

    public X509Bundle issue(String name, Instant until, UnaryOperator<CertificateBuilder> more) {
        try {
            CertificateBuilder builder = valid(until.minus(Duration.ofDays(2)), until)
                    .subject("O=Some people,CN=" + name)
                    .setKeyUsage(true, CertificateBuilder.KeyUsage.digitalSignature);
            return more.apply(builder).buildIssuedBy(authority);
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }
}
