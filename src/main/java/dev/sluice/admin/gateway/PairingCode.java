package dev.sluice.admin.gateway;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.SecureRandom;
import java.security.cert.CertificateEncodingException;
import java.security.cert.X509Certificate;
import java.util.Arrays;
import java.util.Base64;
import java.util.regex.Pattern;

/**
 * A pairing code: {@code sluice-} and, in base64url, 16 random bytes and the SHA-256 of the internal authority's certificate.
 * So whoever has the code knows whom to trust before a word is said.
 */
record PairingCode(String text) {

    private static final String PREFIX = "sluice-";
    private static final int RANDOM_BYTES = 16;
    private static final int HASH_BYTES = 32;
    private static final Pattern SHAPE = Pattern.compile(PREFIX + "[A-Za-z0-9_-]{64}");

    static PairingCode make(X509Certificate authority, SecureRandom random) {
        byte[] bytes = new byte[RANDOM_BYTES + HASH_BYTES];
        byte[] chance = new byte[RANDOM_BYTES];
        random.nextBytes(chance);
        System.arraycopy(chance, 0, bytes, 0, RANDOM_BYTES);
        System.arraycopy(sha256(encoded(authority)), 0, bytes, RANDOM_BYTES, HASH_BYTES);
        return new PairingCode(PREFIX + Base64.getUrlEncoder().withoutPadding().encodeToString(bytes));
    }

    /** Whether this may be a code of that authority; nothing else is worth a look into the database. */
    boolean mayBeOf(X509Certificate authority) {
        if (!SHAPE.matcher(text).matches()) {
            return false;
        }
        byte[] bytes = Base64.getUrlDecoder().decode(text.substring(PREFIX.length()));
        return MessageDigest.isEqual(Arrays.copyOfRange(bytes, RANDOM_BYTES, bytes.length), sha256(encoded(authority)));
    }

    /** By which it is kept. */
    byte[] sha256() {
        return sha256(text.getBytes(StandardCharsets.UTF_8));
    }

    private static byte[] encoded(X509Certificate certificate) {
        try {
            return certificate.getEncoded();
        } catch (CertificateEncodingException e) {
            throw new IllegalStateException(e); // it was decoded from that
        }
    }

    private static byte[] sha256(byte[] bytes) {
        try {
            return MessageDigest.getInstance("SHA-256").digest(bytes);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e); // every Java platform has it
        }
    }

    /** It opens a gateway. */
    @Override
    public String toString() {
        return "PairingCode";
    }
}
