package dev.sluice.tls;

import dev.sluice.core.model.SealedKey;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.security.PrivateKey;
import java.security.SecureRandom;
import java.util.Arrays;
import java.util.Base64;
import java.util.HexFormat;
import javax.crypto.Cipher;
import javax.crypto.spec.GCMParameterSpec;
import javax.crypto.spec.SecretKeySpec;
import org.jspecify.annotations.Nullable;

/**
 * Seals private keys and other secrets under one secret with AES-256-GCM (NIST SP 800-38D), and opens them. A sealed key is
 * bound to its certificate: it does not open for another.
 */
final class KeySeal {

    private static final String CIPHER = "AES/GCM/NoPadding";
    private static final int NONCE_BYTES = 12;
    private static final int TAG_BITS = 128;
    private static final int ID_BYTES = 8;

    private final SecretKeySpec secret;
    private final String id;
    private final SecureRandom random = new SecureRandom();

    KeySeal(byte[] secret) {
        this.secret = new SecretKeySpec(secret, "AES");
        this.id = id(secret);
    }

    /** Tells secrets apart, and nothing else of them. */
    private static String id(byte[] secret) {
        try {
            MessageDigest digest = MessageDigest.getInstance("SHA-256");
            digest.update("sluice secret key, which: ".getBytes(StandardCharsets.US_ASCII));
            return HexFormat.of().formatHex(Arrays.copyOf(digest.digest(secret), ID_BYTES));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e); // every Java platform has it
        }
    }

    String id() {
        return id;
    }

    SealedKey seal(PrivateKey key, String fingerprint) {
        byte[] plain = key.getEncoded();
        try {
            return seal(plain, fingerprint);
        } finally {
            Arrays.fill(plain, (byte) 0);
        }
    }

    /**
     * Any other secret, sealed.
     *
     * @param owner in ASCII; it opens for the same owner only
     */
    SealedKey seal(byte[] plain, String owner) {
        byte[] nonce = new byte[NONCE_BYTES];
        random.nextBytes(nonce);
        try {
            byte[] sealed = cipher(Cipher.ENCRYPT_MODE, nonce, owner).doFinal(plain);
            byte[] box = ByteBuffer.allocate(nonce.length + sealed.length)
                    .put(nonce)
                    .put(sealed)
                    .array();
            return new SealedKey(id, Base64.getEncoder().encodeToString(box));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e); // every Java platform has it
        }
    }

    /** The key; null if it was sealed under another secret or for another certificate, or was altered. */
    @Nullable
    PrivateKey open(SealedKey sealed, String fingerprint, KeyKind kind) {
        byte[] plain = open(sealed, fingerprint);
        if (plain == null) {
            return null;
        }
        try {
            return PrivateKeys.parsed(plain, kind);
        } finally {
            Arrays.fill(plain, (byte) 0);
        }
    }

    /** What was sealed; null if that was under another secret or for another owner, or it was altered. */
    byte @Nullable [] open(SealedKey sealed, String owner) {
        try {
            byte[] box = Base64.getDecoder().decode(sealed.box());
            if (box.length <= NONCE_BYTES) {
                return null;
            }
            Cipher cipher = cipher(Cipher.DECRYPT_MODE, Arrays.copyOf(box, NONCE_BYTES), owner);
            return cipher.doFinal(box, NONCE_BYTES, box.length - NONCE_BYTES);
        } catch (GeneralSecurityException | IllegalArgumentException e) {
            return null;
        }
    }

    private Cipher cipher(int mode, byte[] nonce, String owner) throws GeneralSecurityException {
        Cipher cipher = Cipher.getInstance(CIPHER);
        cipher.init(mode, secret, new GCMParameterSpec(TAG_BITS, nonce));
        cipher.updateAAD(owner.getBytes(StandardCharsets.US_ASCII));
        return cipher;
    }

    @Override
    public String toString() {
        return "KeySeal[" + id + "]";
    }
}
