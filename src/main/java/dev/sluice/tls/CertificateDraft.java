package dev.sluice.tls;

import java.math.BigInteger;
import java.security.GeneralSecurityException;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.SecureRandom;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.Date;
import javax.security.auth.x500.X500Principal;
import org.bouncycastle.asn1.ASN1Encodable;
import org.bouncycastle.asn1.ASN1ObjectIdentifier;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.cert.CertIOException;
import org.bouncycastle.cert.jcajce.JcaX509CertificateConverter;
import org.bouncycastle.cert.jcajce.JcaX509ExtensionUtils;
import org.bouncycastle.cert.jcajce.JcaX509v3CertificateBuilder;
import org.bouncycastle.operator.OperatorCreationException;
import org.bouncycastle.operator.jcajce.JcaContentSignerBuilder;

/**
 * A certificate (RFC 5280) of an EC key that is being made: a serial number at random, the key's identifier, and what is said
 * of it; then it is signed. One thread.
 */
public final class CertificateDraft {

    private static final String SIGNATURE = "SHA256withECDSA";
    private static final int SERIAL_BITS = 127;
    private static final SecureRandom RANDOM = new SecureRandom();

    private final JcaX509v3CertificateBuilder builder;

    public CertificateDraft(
            X500Principal issuer, X500Principal subject, PublicKey of, Instant notBefore, Instant notAfter) {
        builder = new JcaX509v3CertificateBuilder(
                issuer,
                new BigInteger(SERIAL_BITS, RANDOM).add(BigInteger.ONE),
                Date.from(notBefore),
                Date.from(notAfter),
                subject,
                of);
        with(Extension.subjectKeyIdentifier, false, identifiers().createSubjectKeyIdentifier(of));
    }

    /** With that extension too. */
    public CertificateDraft with(ASN1ObjectIdentifier name, boolean critical, ASN1Encodable value) {
        try {
            builder.addExtension(name, critical, value);
            return this;
        } catch (CertIOException e) {
            throw new IllegalStateException(e); // they are all of our own making
        }
    }

    /** With the identifier of the key that will sign it. */
    public CertificateDraft under(PublicKey issuer) {
        return with(Extension.authorityKeyIdentifier, false, identifiers().createAuthorityKeyIdentifier(issuer));
    }

    public X509Certificate signedBy(PrivateKey issuer) {
        try {
            return new JcaX509CertificateConverter()
                    .getCertificate(builder.build(new JcaContentSignerBuilder(SIGNATURE).build(issuer)));
        } catch (GeneralSecurityException | OperatorCreationException e) {
            throw new IllegalStateException(e); // every Java platform has it
        }
    }

    /** The finished one as PEM (RFC 7468). */
    public static String pem(X509Certificate certificate) {
        return PemBlock.certificate(Chain.encoded(certificate));
    }

    private static JcaX509ExtensionUtils identifiers() {
        try {
            return new JcaX509ExtensionUtils();
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e); // every Java platform has SHA-1
        }
    }
}
