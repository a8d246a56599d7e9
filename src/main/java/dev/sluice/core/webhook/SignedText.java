package dev.sluice.core.webhook;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.HexFormat;

/**
 * What of a message is signed: its time in seconds since 1970, a dot, its body. The signature is the HMAC-SHA256 (RFC 2104)
 * of that; a receiver that refuses old times cannot be told the same again by somebody else.
 */
public final class SignedText {

    /** The same each time a message is sent. */
    public static final String UID_HEADER = "Sluice-Webhook-Id";

    /** Seconds since 1970; of this attempt, not of what happened. */
    public static final String TIME_HEADER = "Sluice-Webhook-Timestamp";

    /** {@code sha256=} and the signature in hexadecimal; absent if the webhook has no secret. */
    public static final String SIGNATURE_HEADER = "Sluice-Webhook-Signature";

    private SignedText() {}

    /** The bytes to sign. */
    public static byte[] of(Instant time, byte[] body) {
        byte[] head = (time(time) + ".").getBytes(StandardCharsets.US_ASCII);
        byte[] whole = new byte[head.length + body.length];
        System.arraycopy(head, 0, whole, 0, head.length);
        System.arraycopy(body, 0, whole, head.length, body.length);
        return whole;
    }

    /** The time as its header says it. */
    public static String time(Instant time) {
        return Long.toString(time.getEpochSecond());
    }

    /** The signature as its header says it. */
    public static String signature(byte[] hmac) {
        return "sha256=" + HexFormat.of().formatHex(hmac);
    }
}
