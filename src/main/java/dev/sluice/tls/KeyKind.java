package dev.sluice.tls;

import java.security.PublicKey;
import java.security.interfaces.ECPublicKey;
import java.security.interfaces.RSAPublicKey;
import org.jspecify.annotations.Nullable;

/** The kinds of keys that both engines can sign handshakes with. */
enum KeyKind {
    RSA("SHA256withRSA", "RSA"),
    EC("SHA256withECDSA", "ECDSA");

    /** Below it, clients refuse. */
    private static final int LEAST_RSA_BITS = 2048;

    static final String EXPECTED = "an RSA key of 2048 bits or more, or an EC key on P-256, P-384 or P-521";

    private final String signature;
    private final String inSignatures;

    KeyKind(String signature, String inSignatures) {
        this.signature = signature;
        this.inSignatures = inSignatures;
    }

    /** The kind of a key that may be used, or null. */
    static @Nullable KeyKind of(PublicKey key) {
        if (key instanceof RSAPublicKey rsa && key.getAlgorithm().equals("RSA")) {
            return rsa.getModulus().bitLength() >= LEAST_RSA_BITS ? RSA : null;
        }
        if (key instanceof ECPublicKey ec) {
            int bits = ec.getParams().getCurve().getField().getFieldSize();
            return bits == 256 || bits == 384 || bits == 521 ? EC : null;
        }
        return null;
    }

    /** The kind by the name that an engine asks for, or null. */
    static @Nullable KeyKind named(String keyType) {
        return switch (keyType) {
            case "RSA" -> RSA;
            case "EC" -> EC;
            default -> null;
        };
    }

    /** The key in words, for an error. */
    static String describe(PublicKey key) {
        if (key instanceof RSAPublicKey rsa) {
            return "a key of " + rsa.getModulus().bitLength() + " bits (" + key.getAlgorithm() + ")";
        }
        if (key instanceof ECPublicKey ec) {
            return "an EC key of " + ec.getParams().getCurve().getField().getFieldSize() + " bits";
        }
        return "a key of the kind " + key.getAlgorithm();
    }

    /** A signature algorithm that every key of this kind can be tried with. */
    String signature() {
        return signature;
    }

    /** Whether one of these signature algorithms, by their Java names, is for keys of this kind. */
    boolean isAmong(String[] signatures) {
        for (String name : signatures) {
            if (name.contains(inSignatures)) {
                return true;
            }
        }
        return false;
    }
}
