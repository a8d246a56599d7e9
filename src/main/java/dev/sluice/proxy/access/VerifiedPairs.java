package dev.sluice.proxy.access;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import com.github.benmanes.caffeine.cache.Ticker;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.time.Duration;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * Pairs of user and password that were found right a short while ago, so that a page with a hundred pictures costs one
 * verification. It knows no password: only what a key that never leaves this process makes of one. Any thread.
 */
final class VerifiedPairs {

    private static final String ALGORITHM = "HmacSHA256";
    private static final int MOST = 10_000;

    private final SecretKeySpec secret;
    private final Cache<ByteBuffer, Boolean> right;

    /**
     * None yet.
     *
     * @param kept how long one is taken for right without another look
     * @param clock in nanoseconds
     */
    VerifiedPairs(Duration kept, Ticker clock) {
        byte[] key = new byte[32];
        new SecureRandom().nextBytes(key);
        this.secret = new SecretKeySpec(key, ALGORITHM);
        this.right = Caffeine.newBuilder()
                .expireAfterWrite(kept)
                .maximumSize(MOST)
                .ticker(clock)
                .executor(Runnable::run)
                .build();
    }

    /** Under what a pair is known; another one as soon as the user's hash is another. */
    ByteBuffer key(Credentials given, String hash) {
        try {
            Mac mac = Mac.getInstance(ALGORITHM);
            mac.init(secret);
            add(mac, given.user());
            add(mac, given.password());
            add(mac, hash);
            return ByteBuffer.wrap(mac.doFinal());
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e); // every JDK has it
        }
    }

    private static void add(Mac mac, String text) {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        mac.update(ByteBuffer.allocate(Integer.BYTES).putInt(0, bytes.length));
        mac.update(bytes);
    }

    boolean holds(ByteBuffer key) {
        return right.getIfPresent(key) != null;
    }

    void add(ByteBuffer key) {
        right.put(key, Boolean.TRUE);
    }
}
