package dev.sluice.tls;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.security.PrivateKey;
import java.util.Base64;
import org.bouncycastle.asn1.pkcs.PrivateKeyInfo;

/** Keys in the forms that operators have them in. */
final class PemForms {

    private PemForms() {}

    static String pem(String label, byte[] der) {
        return "-----BEGIN " + label + "-----\n"
                + Base64.getMimeEncoder(64, new byte[] {'\n'}).encodeToString(der) + "\n-----END " + label + "-----\n";
    }

    static String pkcs8(PrivateKey key) {
        return pem("PRIVATE KEY", key.getEncoded());
    }

    /** PKCS #1 of an RSA key, SEC 1 of an EC key. */
    static String traditional(PrivateKey key) {
        try {
            byte[] bare = PrivateKeyInfo.getInstance(key.getEncoded())
                    .parsePrivateKey()
                    .toASN1Primitive()
                    .getEncoded();
            return pem(key.getAlgorithm() + " PRIVATE KEY", bare);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
