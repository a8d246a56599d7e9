package dev.sluice.core.rule;

import java.net.IDN;
import java.util.Locale;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** What a route's domain may be: LDH labels, optionally behind {@code *.}, kept in lower case and as A-labels (RFC 5890). */
public final class DomainSyntax {

    /** What a domain must be, for messages. */
    public static final String EXPECTED =
            "a domain such as app.example.com or *.example.com, without port, at most 253 characters";

    private static final int LONGEST = 253;
    private static final Pattern LABELS =
            Pattern.compile("(?:[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?\\.)*[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?");

    private DomainSyntax() {}

    /** The domain as it is kept, or null if it is none. */
    public static @Nullable String normalise(String text) {
        boolean wild = text.startsWith("*.");
        String name = wild ? text.substring(2) : text;
        if (name.endsWith(".")) {
            name = name.substring(0, name.length() - 1);
        }
        String ascii;
        try {
            ascii = IDN.toASCII(name, IDN.USE_STD3_ASCII_RULES).toLowerCase(Locale.ROOT);
        } catch (IllegalArgumentException e) {
            return null;
        }
        String whole = wild ? "*." + ascii : ascii;
        return whole.length() <= LONGEST && LABELS.matcher(ascii).matches() ? whole : null;
    }
}
