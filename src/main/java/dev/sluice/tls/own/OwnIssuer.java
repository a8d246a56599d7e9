package dev.sluice.tls.own;

import dev.sluice.core.acme.PrivateNames;
import dev.sluice.tls.CertificateDraft;
import dev.sluice.tls.EcKeys;
import java.security.KeyPair;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.SecureRandom;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.time.Period;
import java.time.ZoneOffset;
import java.util.HexFormat;
import java.util.stream.Stream;
import javax.security.auth.x500.X500Principal;
import org.bouncycastle.asn1.x509.BasicConstraints;
import org.bouncycastle.asn1.x509.ExtendedKeyUsage;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.asn1.x509.GeneralName;
import org.bouncycastle.asn1.x509.GeneralNames;
import org.bouncycastle.asn1.x509.GeneralSubtree;
import org.bouncycastle.asn1.x509.KeyPurposeId;
import org.bouncycastle.asn1.x509.KeyUsage;
import org.bouncycastle.asn1.x509.NameConstraints;

/**
 * Makes a root and signs under it (RFC 5280), EC on P-256 throughout. The root is good for nothing but private names: whoever
 * trusts it has not trusted us with the rest of the world, and a stolen key opens no bank.
 *
 * @param certificate the root's
 * @param key the root's
 */
record OwnIssuer(X509Certificate certificate, PrivateKey key) {

    private static final Period OF_THE_ROOT = Period.ofYears(10);
    /** Browsers take at most 398 days, and Apple's systems 825 of any root; renewal is nobody's work here. */
    private static final Duration OF_A_NAME = Duration.ofDays(90);
    /** Devices without a good clock may be behind. */
    private static final Duration CLOCKS_DIFFER = Duration.ofDays(1);
    /** The longest common name (RFC 5280 appendix A.1, ub-common-name). */
    private static final int LONGEST_COMMON_NAME = 64;

    private static final int MARK_BYTES = 4;

    /** A new root. Its name is its own: devices tell it from an earlier one, and we what that one signed. */
    static OwnIssuer make(Instant now) {
        byte[] mark = new byte[MARK_BYTES];
        new SecureRandom().nextBytes(mark);
        X500Principal self =
                new X500Principal("CN=Sluice own CA " + HexFormat.of().formatHex(mark));
        KeyPair keys = EcKeys.make();
        X509Certificate made = new CertificateDraft(
                        self,
                        self,
                        keys.getPublic(),
                        now.minus(CLOCKS_DIFFER),
                        now.atZone(ZoneOffset.UTC).plus(OF_THE_ROOT).toInstant())
                .with(Extension.basicConstraints, true, new BasicConstraints(0))
                .with(Extension.keyUsage, true, new KeyUsage(KeyUsage.keyCertSign | KeyUsage.cRLSign))
                .with(Extension.nameConstraints, true, onlyPrivateNames())
                .signedBy(keys.getPrivate());
        return new OwnIssuer(made, keys.getPrivate());
    }

    /** Section 4.2.1.10: names below these, and addresses within these; nothing else of either kind. */
    private static NameConstraints onlyPrivateNames() {
        Stream<GeneralName> names =
                PrivateNames.SUFFIXES.stream().map(suffix -> new GeneralName(GeneralName.dNSName, suffix));
        Stream<GeneralName> networks =
                PrivateNames.NETWORKS.stream().map(network -> new GeneralName(GeneralName.iPAddress, network));
        return new NameConstraints(
                Stream.concat(names, networks).map(GeneralSubtree::new).toArray(GeneralSubtree[]::new), null);
    }

    /** The name of who signs, as certificates have it. */
    String name() {
        return certificate.getSubjectX500Principal().getName();
    }

    /** A certificate for that name alone: a domain, a wildcard or an address. */
    X509Certificate sign(PublicKey of, String name, Instant now) {
        boolean address = name.indexOf(':') >= 0 || Character.isDigit(name.charAt(name.length() - 1));
        // OpenSSL takes an address in a common name for a host's name, which no constraint permits.
        String subject = address || name.length() > LONGEST_COMMON_NAME ? "Sluice" : name;
        GeneralName san = new GeneralName(address ? GeneralName.iPAddress : GeneralName.dNSName, name);
        Instant end = now.plus(OF_A_NAME);
        Instant ours = certificate.getNotAfter().toInstant();
        return new CertificateDraft(
                        certificate.getSubjectX500Principal(),
                        new X500Principal("CN=" + subject),
                        of,
                        now.minus(CLOCKS_DIFFER),
                        end.isBefore(ours) ? end : ours)
                .with(Extension.basicConstraints, true, new BasicConstraints(false))
                .with(Extension.keyUsage, true, new KeyUsage(KeyUsage.digitalSignature))
                .with(Extension.extendedKeyUsage, false, new ExtendedKeyUsage(KeyPurposeId.id_kp_serverAuth))
                .with(Extension.subjectAlternativeName, false, new GeneralNames(san))
                .under(certificate.getPublicKey())
                .signedBy(key);
    }

    /** Without the key. */
    @Override
    public String toString() {
        return "OwnIssuer[" + name() + "]";
    }
}
