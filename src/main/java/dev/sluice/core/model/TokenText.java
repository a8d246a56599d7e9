package dev.sluice.core.model;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.SecureRandom;
import java.util.Base64;

/** A bearer token itself: 32 random bytes that only its owner keeps. */
public final class TokenText {

    private static final String PREFIX = "sluice_";
    private static final int RANDOM_BYTES = 32;
    private static final SecureRandom RANDOM = new SecureRandom();

    private final String text;

    private TokenText(String text) {
        this.text = text;
    }

    /** One that nobody has yet. */
    public static TokenText random() {
        return new TokenText(PREFIX + randomText());
    }

    /** 32 random bytes in letters, digits, - and _. */
    public static String randomText() {
        byte[] bytes = new byte[RANDOM_BYTES];
        RANDOM.nextBytes(bytes);
        return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    }

    /** The token, for its owner's eyes. */
    public String reveal() {
        return text;
    }

    /** What is kept of it. */
    public byte[] sha256() {
        return sha256(text);
    }

    /** What is kept of a secret that is as long and as random as a token. */
    public static byte[] sha256(String secret) {
        try {
            return MessageDigest.getInstance("SHA-256").digest(secret.getBytes(StandardCharsets.UTF_8));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JVM has SHA-256", e);
        }
    }

    /** Never shows the token. */
    @Override
    public String toString() {
        return "TokenText[****]";
    }
}
