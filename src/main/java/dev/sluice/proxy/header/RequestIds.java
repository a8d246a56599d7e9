package dev.sluice.proxy.header;

import java.security.SecureRandom;
import org.jspecify.annotations.Nullable;

/**
 * A source of request ids, one per event loop: a random prefix that no other source shares, and a count. They tell
 * requests apart; they are no secret.
 */
public final class RequestIds {

    private static final int LONGEST = 128;
    private static final SecureRandom RANDOM = new SecureRandom();

    private final String prefix = Long.toString(RANDOM.nextLong() >>> 4, 36) + '-';
    private long count;

    /** The next id. Event loop. */
    public String next() {
        return prefix.concat(Long.toString(++count, 36));
    }

    /** Whether a trusted proxy's id may be kept: one that cannot break a log line or a header. */
    public static boolean isUsable(@Nullable String id) {
        if (id == null || id.isEmpty() || id.length() > LONGEST) {
            return false;
        }
        for (int i = 0; i < id.length(); i++) {
            char c = id.charAt(i);
            boolean word = c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z' || c >= '0' && c <= '9';
            if (!word && "-_.:+/=@".indexOf(c) < 0) {
                return false;
            }
        }
        return true;
    }
}
