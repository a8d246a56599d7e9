package dev.sluice.tls;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.PrivateKey;
import java.security.spec.ECGenParameterSpec;
import java.security.spec.PKCS8EncodedKeySpec;
import java.security.spec.X509EncodedKeySpec;
import java.util.Base64;

/** Keys of our own making, all on P-256, and their text. Any thread. */
public final class EcKeys {

    private static final String KIND = "EC";
    static final String CURVE = "secp256r1";

    private EcKeys() {}

    /** A new one. */
    public static KeyPair make() {
        try {
            KeyPairGenerator generator = KeyPairGenerator.getInstance(KIND);
            generator.initialize(new ECGenParameterSpec(CURVE));
            return generator.generateKeyPair();
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e); // every Java platform has it
        }
    }

    /** Both halves, as {@link #read} reads them. */
    public static String text(KeyPair pair) {
        Base64.Encoder base64 = Base64.getEncoder();
        return base64.encodeToString(pair.getPrivate().getEncoded()) + " "
                + base64.encodeToString(pair.getPublic().getEncoded());
    }

    /**
     * The pair of such a text.
     *
     * @throws IllegalArgumentException without a word of it, if it is none
     */
    public static KeyPair read(String text) {
        try {
            String[] halves = text.split(" ", 2);
            KeyFactory factory = KeyFactory.getInstance(KIND);
            Base64.Decoder base64 = Base64.getDecoder();
            return new KeyPair(
                    factory.generatePublic(new X509EncodedKeySpec(base64.decode(halves[1]))),
                    factory.generatePrivate(new PKCS8EncodedKeySpec(base64.decode(halves[0]))));
        } catch (GeneralSecurityException | RuntimeException damaged) {
            throw new IllegalArgumentException("a key that cannot be read"); // its cause may quote
        }
    }

    /** PKCS #8 in PEM (RFC 7468). */
    public static String pem(PrivateKey key) {
        return "-----BEGIN PRIVATE KEY-----\n"
                + Base64.getMimeEncoder(64, "\n".getBytes(StandardCharsets.US_ASCII))
                        .encodeToString(key.getEncoded())
                + "\n-----END PRIVATE KEY-----\n";
    }
}
