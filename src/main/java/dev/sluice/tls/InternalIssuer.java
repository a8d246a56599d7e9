package dev.sluice.tls;

import java.security.KeyPair;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.time.Period;
import java.time.ZoneOffset;
import javax.security.auth.x500.X500Principal;
import org.bouncycastle.asn1.x509.BasicConstraints;
import org.bouncycastle.asn1.x509.ExtendedKeyUsage;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.asn1.x509.GeneralName;
import org.bouncycastle.asn1.x509.GeneralNames;
import org.bouncycastle.asn1.x509.KeyPurposeId;
import org.bouncycastle.asn1.x509.KeyUsage;

/** Makes certificates (RFC 5280): the internal authority's own, and those that it signs. EC on P-256 throughout. */
final class InternalIssuer {

    private static final String SUBJECT = "CN=Sluice internal CA";
    /** A small gateway without a battery may be behind. */
    private static final Duration CLOCKS_DIFFER = Duration.ofDays(1);

    private final PrivateKey key;
    private final X509Certificate certificate;

    private InternalIssuer(PrivateKey key, X509Certificate certificate) {
        this.key = key;
        this.certificate = certificate;
    }

    static InternalIssuer of(PrivateKey key, X509Certificate certificate) {
        return new InternalIssuer(key, certificate);
    }

    /** A new authority, valid that long. */
    static InternalIssuer make(Period lifetime) {
        KeyPair keys = EcKeys.make();
        X500Principal self = new X500Principal(SUBJECT);
        X509Certificate made = draft(self, self, keys.getPublic(), lifetime)
                .with(Extension.basicConstraints, true, new BasicConstraints(0))
                .with(Extension.keyUsage, true, new KeyUsage(KeyUsage.keyCertSign | KeyUsage.cRLSign))
                .signedBy(keys.getPrivate());
        return new InternalIssuer(keys.getPrivate(), made);
    }

    PrivateKey key() {
        return key;
    }

    X509Certificate certificate() {
        return certificate;
    }

    /** A certificate for that name alone, good on both sides of a handshake. */
    X509Certificate issue(PublicKey of, String name, Period lifetime) {
        return draft(certificate.getSubjectX500Principal(), new X500Principal("CN=" + name), of, lifetime)
                .with(Extension.basicConstraints, true, new BasicConstraints(false))
                .with(Extension.keyUsage, true, new KeyUsage(KeyUsage.digitalSignature))
                .with(Extension.extendedKeyUsage, false, new ExtendedKeyUsage(new KeyPurposeId[] {
                    KeyPurposeId.id_kp_serverAuth, KeyPurposeId.id_kp_clientAuth
                }))
                .with(
                        Extension.subjectAlternativeName,
                        false,
                        new GeneralNames(new GeneralName(GeneralName.dNSName, name)))
                .under(certificate.getPublicKey())
                .signedBy(key);
    }

    private static CertificateDraft draft(X500Principal issuer, X500Principal subject, PublicKey of, Period lifetime) {
        Instant now = Instant.now();
        return new CertificateDraft(
                issuer,
                subject,
                of,
                now.minus(CLOCKS_DIFFER),
                now.atZone(ZoneOffset.UTC).plus(lifetime).toInstant());
    }

    /** Without the key. */
    @Override
    public String toString() {
        return "InternalIssuer[" + certificate.getSubjectX500Principal() + "]";
    }
}
