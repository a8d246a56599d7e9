package dev.sluice.core.agent;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import org.jspecify.annotations.Nullable;

/** What an ETag is made of: SHA-256 of a canonical text of fields, told apart by a character that none of them can hold. */
final class Contents {

    private Contents() {}

    static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JVM has SHA-256", e);
        }
    }

    static byte[] of(@Nullable Object... fields) {
        StringBuilder text = new StringBuilder(120);
        for (Object field : fields) {
            text.append(field == null ? "" : field).append('\t');
        }
        return sha256().digest(text.toString().getBytes(StandardCharsets.UTF_8));
    }
}
