package dev.sluice.agent.pairing;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.Base64;
import java.util.HexFormat;
import org.jspecify.annotations.Nullable;

/**
 * A one-shot code as the front door issues it: {@code sluice-} and 48 bytes in base64url, of which the last 32 are the SHA-256
 * of the authority's certificate. So nobody else can take the front door's place while the agent is paired.
 *
 * @param text as it was entered
 * @param authority SHA-256 of the certificate (DER), lower-case hex
 */
public record PairingCode(String text, String authority) {

    /** What a code looks like, for messages. */
    public static final String EXPECTED = "a pairing code: sluice- and 64 letters, digits, - and _";

    private static final String PREFIX = "sluice-";
    private static final int RANDOM_BYTES = 16;
    private static final int BYTES = RANDOM_BYTES + 32;

    /** The code that the text is; null if it is none. */
    public static @Nullable PairingCode parse(String text) {
        String code = text.strip();
        if (!code.startsWith(PREFIX)) {
            return null;
        }
        try {
            byte[] bytes = Base64.getUrlDecoder().decode(code.substring(PREFIX.length()));
            return bytes.length == BYTES
                    ? new PairingCode(code, HexFormat.of().formatHex(Arrays.copyOfRange(bytes, RANDOM_BYTES, BYTES)))
                    : null;
        } catch (IllegalArgumentException e) {
            return null;
        }
    }

    /** By which it is remembered: lower-case hex SHA-256 of its text. */
    public String hash() {
        return sha256(text.getBytes(StandardCharsets.US_ASCII));
    }

    static String sha256(byte[] bytes) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JVM has SHA-256", e);
        }
    }

    /** Without the code. */
    @Override
    public String toString() {
        return "PairingCode[of authority " + authority + "]";
    }
}
