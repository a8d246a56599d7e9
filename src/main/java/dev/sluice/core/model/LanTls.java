package dev.sluice.core.model;

import java.util.Locale;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * That a LAN host is spoken to over TLS, and which certificate it must show.
 *
 * @param pin lower-case hex SHA-256 of the certificate (DER), only if it is pinned
 */
public record LanTls(Kind kind, @Nullable String pin) {

    /** Which certificates are taken. */
    public enum Kind implements Wire {
        /** One for the host's name, from an authority that the gateway's machine trusts. */
        VERIFY,
        /** Any: what is said is hidden from others, but nobody knows who is spoken to. */
        ANY,
        /** That very one. */
        PINNED
    }

    /** What {@link #parse} takes, for messages. */
    public static final String EXPECTED = "verify, any, or sha256: and the 64 hex digits of a certificate's SHA-256";

    private static final String PREFIX = "sha256:";
    private static final Pattern SHA256 = Pattern.compile("[0-9a-f]{64}", Pattern.CASE_INSENSITIVE);

    public LanTls {
        if ((kind == Kind.PINNED) != (pin != null)) {
            throw new IllegalArgumentException("pin of " + kind + ": " + pin);
        }
    }

    /** The text as the API has it; null if it is none. */
    public static @Nullable LanTls parse(String text) {
        if (text.equals(Kind.VERIFY.wire())) {
            return new LanTls(Kind.VERIFY, null);
        }
        if (text.equals(Kind.ANY.wire())) {
            return new LanTls(Kind.ANY, null);
        }
        String digits = text.startsWith(PREFIX) ? text.substring(PREFIX.length()) : "";
        return SHA256.matcher(digits).matches() ? new LanTls(Kind.PINNED, digits.toLowerCase(Locale.ROOT)) : null;
    }

    /** How the API, the database and agents have it: {@code verify}, {@code any} or {@code sha256:} and 64 hex digits. */
    public String wire() {
        return pin == null ? kind.wire() : PREFIX + pin;
    }
}
