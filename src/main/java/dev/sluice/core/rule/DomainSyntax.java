package dev.sluice.core.rule;

import java.net.IDN;
import java.net.InetAddress;
import java.util.Locale;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * What a route's domain may be: LDH labels, optionally behind {@code *.}, kept in lower case and as A-labels (RFC 5890), or an
 * address, kept in its one spelling (RFC 5952) without brackets.
 */
public final class DomainSyntax {

    /** What a domain must be, for messages. */
    public static final String EXPECTED =
            "a domain such as app.example.com or *.example.com, or an address, without port, at most 253 characters";

    /** The same where clients ask for a name in their handshake, and never for an address (RFC 6066 section 3). */
    static final String EXPECTED_NAME =
            "a domain such as app.example.com or *.example.com, without port, at most 253 characters; no client asks for an"
                    + " address by SNI";

    private static final int LONGEST = 253;
    private static final Pattern LABELS =
            Pattern.compile("(?:[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?\\.)*[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?");

    private DomainSyntax() {}

    /** The domain as it is kept, or null if it is none. IPv4 in IPv6 clothes is IPv4. */
    public static @Nullable String normalise(String text) {
        InetAddress address = text.indexOf(':') < 0 ? null : HostSyntax.address(text);
        return address == null ? name(text) : NetworkSyntax.text(address);
    }

    /** Whether a domain is an address of IPv6. */
    public static boolean isIpv6(String domain) {
        return domain.indexOf(':') >= 0;
    }

    private static @Nullable String name(String text) {
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
