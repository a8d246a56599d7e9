package dev.sluice.core.rule;

import dev.sluice.core.model.LanHost;
import dev.sluice.core.model.LanTls;
import dev.sluice.core.model.RouteType;
import java.net.Inet6Address;
import java.net.InetAddress;
import java.util.Locale;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * What may be said of how an agent deals with a route's LAN host. What was said before and has lost its LAN host goes with
 * it; what is said anew without one is refused.
 */
final class LanRules {

    static final String TLS = "target_lan_tls";
    static final String MAC = "target_lan_mac";

    private static final String MAC_EXPECTED =
            "six pairs of hex digits of one machine's network card, as aa:bb:cc:dd:ee:ff";
    private static final Pattern MAC_SYNTAX =
            Pattern.compile("[0-9a-f]{2}(:[0-9a-f]{2}){5}|[0-9a-f]{2}(-[0-9a-f]{2}){5}");

    private LanRules() {}

    /** The TLS that the agent speaks to the LAN host; null for none. */
    static @Nullable LanTls tls(RouteDraft draft, @Nullable LanHost lan, Problems problems) {
        String asked = draft.lanTls();
        if (asked == null) {
            return null;
        }
        boolean l4 = draft.type() == RouteType.L4;
        if (l4 || lan == null) {
            if (draft.names(TLS)) {
                problems.add(
                        TLS, asked, l4 ? "null, since route_type is l4" : "null, since there is no target_lan_host");
            }
            return null;
        }
        LanTls tls = LanTls.parse(asked);
        if (tls == null) {
            problems.add(TLS, asked, LanTls.EXPECTED);
        }
        return tls;
    }

    /** The address that wakes the LAN host, in lower case with colons; null for none. */
    static @Nullable String mac(RouteDraft draft, @Nullable LanHost lan, Problems problems) {
        String asked = draft.lanMac();
        if (asked == null) {
            return null;
        }
        if (lan == null) {
            if (draft.names(MAC)) {
                problems.add(MAC, asked, "null, since there is no target_lan_host");
            }
            return null;
        }
        if (!isPrivate(lan)) {
            problems.add(MAC, asked, "null, since target_lan_host, " + lan.host() + ", is not a private address");
            return null;
        }
        String mac = asked.toLowerCase(Locale.ROOT);
        if (!MAC_SYNTAX.matcher(mac).matches() || isNoMachine(mac)) {
            problems.add(MAC, asked, MAC_EXPECTED);
            return null;
        }
        return mac.replace('-', ':');
    }

    /** An address of a home's or a company's own network: what others reach must never be woken by a request. */
    private static boolean isPrivate(LanHost lan) {
        InetAddress address = HostSyntax.address(lan.host());
        if (address == null || address.isLoopbackAddress()) {
            return false;
        }
        boolean uniqueLocal = address instanceof Inet6Address && (address.getAddress()[0] & 0xfe) == 0xfc;
        return uniqueLocal || address.isSiteLocalAddress();
    }

    /** All zeros, and what names a group: the first octet's lowest bit. */
    private static boolean isNoMachine(String mac) {
        boolean group = (Integer.parseInt(mac.substring(0, 2), 16) & 1) == 1;
        return group || mac.chars().allMatch(c -> c == '0' || c == ':' || c == '-');
    }
}
