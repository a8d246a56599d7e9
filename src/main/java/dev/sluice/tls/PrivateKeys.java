package dev.sluice.tls;

import dev.sluice.core.rule.Problems;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.Signature;
import java.security.spec.PKCS8EncodedKeySpec;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Reads the private key of a certificate: PKCS #8 (RFC 5958), PKCS #1 for RSA (RFC 8017), SEC 1 for EC (RFC 5915). Never shows
 * a part of it.
 */
final class PrivateKeys {

    private static final byte[] PROOF = "a handshake".getBytes(StandardCharsets.US_ASCII);

    private PrivateKeys() {}

    /** The one private key of the text; null, with the problem told, if there is none. */
    static @Nullable PemBlock block(String pem, String path, Problems problems) {
        List<PemBlock> keys =
                PemBlock.in(pem).stream().filter(PemBlock::isPrivateKey).toList();
        if (keys.size() != 1) {
            problems.add(
                    path,
                    keys.isEmpty() ? withoutAny(pem) : keys.size() + " private keys",
                    "PEM with one private key: BEGIN PRIVATE KEY, BEGIN RSA PRIVATE KEY or BEGIN EC PRIVATE KEY");
            return null;
        }
        if (keys.get(0).encrypted()) {
            problems.add(path, "a key under a passphrase", "one without (openssl pkey -in KEY writes it)");
            return null;
        }
        return keys.get(0);
    }

    /** The key, which fits the certificate's; null, with the problem told, if it is not or does not. */
    static @Nullable PrivateKey read(
            PemBlock block, String path, PublicKey certified, KeyKind kind, Problems problems) {
        byte[] pkcs8 = pkcs8(block, certified, kind);
        PrivateKey key = pkcs8 == null ? null : parsed(pkcs8, kind);
        if (key == null) {
            problems.add(
                    path,
                    isOfAnotherKind(block, kind) ? "a key of another kind" : "a private key that cannot be read",
                    "the " + kind + " key of the certificate");
            return null;
        }
        if (!fits(key, certified, kind)) {
            problems.add(path, "the key of another certificate", "the key of this certificate");
            return null;
        }
        return key;
    }

    /** The key of a PKCS #8 form that was once read; null if it is none. */
    static @Nullable PrivateKey parsed(byte[] pkcs8, KeyKind kind) {
        try {
            return KeyFactory.getInstance(kind.name()).generatePrivate(new PKCS8EncodedKeySpec(pkcs8));
        } catch (GeneralSecurityException e) {
            return null; // its message may quote
        }
    }

    private static String withoutAny(String pem) {
        if (pem.isBlank()) {
            return "empty";
        }
        return PemBlock.in(pem).isEmpty() ? "text that is not PEM, or cut off" : "PEM without a private key";
    }

    private static byte @Nullable [] pkcs8(PemBlock block, PublicKey certified, KeyKind kind) {
        byte[] der = block.der();
        if (der == null) {
            return null;
        }
        return switch (block.label()) {
            case "PRIVATE KEY" -> der;
            case "RSA PRIVATE KEY" -> kind == KeyKind.RSA ? Der.pkcs8(certified.getEncoded(), der) : null;
            case "EC PRIVATE KEY" -> kind == KeyKind.EC ? Der.pkcs8(certified.getEncoded(), der) : null;
            default -> null;
        };
    }

    private static boolean isOfAnotherKind(PemBlock block, KeyKind kind) {
        KeyKind other = kind == KeyKind.RSA ? KeyKind.EC : KeyKind.RSA;
        return block.label().equals(other + " PRIVATE KEY")
                || block.label().equals("PRIVATE KEY") && block.der() != null && parsed(block.der(), other) != null;
    }

    private static boolean fits(PrivateKey key, PublicKey certified, KeyKind kind) {
        try {
            Signature signer = Signature.getInstance(kind.signature());
            signer.initSign(key);
            signer.update(PROOF);
            byte[] signed = signer.sign();
            Signature verifier = Signature.getInstance(kind.signature());
            verifier.initVerify(certified);
            verifier.update(PROOF);
            return verifier.verify(signed);
        } catch (GeneralSecurityException e) {
            return false;
        }
    }
}
