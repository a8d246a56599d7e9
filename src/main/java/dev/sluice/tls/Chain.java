package dev.sluice.tls;

import dev.sluice.core.rule.Problems;
import java.io.ByteArrayInputStream;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.cert.CertificateEncodingException;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Reads a chain from PEM: the certificate itself first, then the issuer of each. */
final class Chain {

    private static final int LONGEST = 10;

    private Chain() {}

    /** The certificates of the text; empty, with the problem told, if they are no chain. */
    static List<X509Certificate> read(String pem, String path, Problems problems) {
        List<X509Certificate> chain = new ArrayList<>();
        for (PemBlock block : PemBlock.in(pem)) {
            if (block.isCertificate()) {
                X509Certificate certificate = parsed(block);
                if (certificate == null) {
                    problems.add(path, "certificate " + (chain.size() + 1) + " damaged", "whole X.509 certificates");
                    return List.of();
                }
                chain.add(certificate);
            }
        }
        if (chain.isEmpty()) {
            problems.add(path, withoutAny(pem), "PEM with BEGIN CERTIFICATE, the certificate itself first");
            return List.of();
        }
        if (chain.size() > LONGEST) {
            problems.add(path, chain.size() + " certificates", "a chain of at most " + LONGEST);
            return List.of();
        }
        return isLinked(chain, path, problems) ? chain : List.of();
    }

    private static String withoutAny(String pem) {
        List<PemBlock> blocks = PemBlock.in(pem);
        if (blocks.isEmpty()) {
            return pem.isBlank() ? "empty" : "text that is not PEM, or cut off";
        }
        return "PEM without a certificate, but with "
                + Problems.show(blocks.get(0).label());
    }

    private static boolean isLinked(List<X509Certificate> chain, String path, Problems problems) {
        for (int i = 0; i + 1 < chain.size(); i++) {
            X509Certificate one = chain.get(i);
            X509Certificate next = chain.get(i + 1);
            if (!isIssuedBy(one, next)) {
                problems.add(
                        path,
                        "certificate " + (i + 2) + " is not the issuer of certificate " + (i + 1),
                        "the certificate itself first, then the issuer of each: "
                                + Problems.show(one.getIssuerX500Principal().getName()) + " is next");
                return false;
            }
        }
        return true;
    }

    private static boolean isIssuedBy(X509Certificate one, X509Certificate issuer) {
        if (!one.getIssuerX500Principal().equals(issuer.getSubjectX500Principal())) {
            return false;
        }
        try {
            one.verify(issuer.getPublicKey());
            return true;
        } catch (GeneralSecurityException e) {
            return false;
        }
    }

    private static @Nullable X509Certificate parsed(PemBlock block) {
        if (block.der() == null) {
            return null;
        }
        try {
            return (X509Certificate)
                    CertificateFactory.getInstance("X.509").generateCertificate(new ByteArrayInputStream(block.der()));
        } catch (CertificateException e) {
            return null;
        }
    }

    static byte[] encoded(X509Certificate certificate) {
        try {
            return certificate.getEncoded();
        } catch (CertificateEncodingException e) {
            throw new IllegalStateException(e); // it was decoded from that
        }
    }

    /** SHA-256 of a certificate, in lower-case hexadecimal. */
    static String fingerprint(X509Certificate certificate) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(encoded(certificate)));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e); // every Java platform has it
        }
    }
}
