package dev.sluice.core.rule;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** What may stand where a host is named: a name, or an IPv4 or IPv6 address. Nothing is looked up. */
public final class HostSyntax {

    /** What a host must be, for messages. */
    public static final String EXPECTED =
            "a host name, an IPv4 or an IPv6 address, without port, at most 253 characters";

    private static final int LONGEST = 253;
    private static final Pattern IPV4 =
            Pattern.compile("(?:(?:25[0-5]|2[0-4]\\d|1?\\d?\\d)\\.){3}(?:25[0-5]|2[0-4]\\d|1?\\d?\\d)");
    private static final Pattern NAME = Pattern.compile(
            "(?:[a-z0-9_](?:[a-z0-9_-]{0,61}[a-z0-9_])?\\.)*[a-z0-9_](?:[a-z0-9_-]{0,61}[a-z0-9_])?",
            Pattern.CASE_INSENSITIVE);
    /** Resolvers read such names as addresses in old spellings (127.1, 2130706433, 0x7f.1). */
    private static final Pattern NUMBER_LIKE =
            Pattern.compile("(?:.*\\.)?(?:\\d+|0x[0-9a-f]*)", Pattern.CASE_INSENSITIVE);

    private HostSyntax() {}

    /** Whether this names a host. */
    public static boolean isHost(String text) {
        return !text.isEmpty() && text.length() <= LONGEST && (address(text) != null || isName(text));
    }

    private static boolean isName(String text) {
        return NAME.matcher(text).matches() && !NUMBER_LIKE.matcher(text).matches();
    }

    /** The address that the text spells, with or without brackets; null if it is not an address. */
    public static @Nullable InetAddress address(String text) {
        String bare = text.startsWith("[") && text.endsWith("]") ? text.substring(1, text.length() - 1) : text;
        boolean six = bare.indexOf(':') >= 0 && bare.matches("[0-9a-fA-F:.]+");
        if (!six && !(bare.equals(text) && IPV4.matcher(bare).matches())) {
            return null;
        }
        try {
            return InetAddress.getByName(bare);
        } catch (UnknownHostException e) {
            return null;
        }
    }
}
