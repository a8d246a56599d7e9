package dev.sluice.core.rule;

import dev.sluice.core.model.Network;
import java.net.InetAddress;
import java.util.Arrays;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** The spelling of networks: CIDR, or an address alone. IPv4 in IPv6 clothes is IPv4. Nothing is looked up. */
public final class NetworkSyntax {

    /** What one must be, for messages. */
    public static final String EXPECTED = "an IPv4 or IPv6 address without zone, or a network such as 10.0.0.0/8";

    private static final int BITS_OF_CLOTHES = 96;
    private static final Pattern BITS = Pattern.compile("\\d{1,3}");
    private static final Pattern ZEROS = Pattern.compile("(?:^|:)0(?::0)+(?::|$)");

    private NetworkSyntax() {}

    /** The network, whatever is behind the bits that count; null if the text names none. */
    public static @Nullable Network parse(String text) {
        int slash = text.indexOf('/');
        String host = slash < 0 ? text : text.substring(0, slash);
        InetAddress address = HostSyntax.address(host);
        if (address == null) {
            return null;
        }
        byte[] bytes = address.getAddress();
        int most = bytes.length * 8;
        if (slash < 0) {
            return Network.of(bytes, most);
        }
        String count = text.substring(slash + 1);
        if (!BITS.matcher(count).matches()) {
            return null;
        }
        boolean clothed = bytes.length == 4 && host.indexOf(':') >= 0;
        int bits = Integer.parseInt(count) - (clothed ? BITS_OF_CLOTHES : 0);
        return bits < 0 || bits > most ? null : Network.of(bytes, bits);
    }

    /** Whether an address that lies in the network is spelt where its first one belongs: 10.1.2.3/8 for 10.0.0.0/8. */
    public static boolean hasHostBits(String text, Network network) {
        int slash = text.indexOf('/');
        InetAddress address = HostSyntax.address(slash < 0 ? text : text.substring(0, slash));
        return address != null && !Arrays.equals(address.getAddress(), network.address());
    }

    /** The one spelling of it: an address alone without its bits, IPv6 as RFC 5952 wants it. */
    public static String text(Network network) {
        String address = text(network.address());
        return network.isSingle() ? address : address + "/" + network.bits();
    }

    /** The one spelling of an address, as RFC 5952 wants it: no brackets, no zone. */
    public static String text(InetAddress address) {
        return text(address.getAddress());
    }

    private static String text(byte[] address) {
        StringBuilder text = new StringBuilder();
        for (int i = 0; i < address.length; i += address.length == 4 ? 1 : 2) {
            if (address.length == 4) {
                text.append(i == 0 ? "" : ".").append(address[i] & 0xFF);
            } else {
                int group = (address[i] & 0xFF) << 8 | address[i + 1] & 0xFF;
                text.append(i == 0 ? "" : ":").append(Integer.toHexString(group));
            }
        }
        return address.length == 4 ? text.toString() : shortened(text.toString());
    }

    /** Two colons for the longest run of zeros, the first of several. */
    private static String shortened(String groups) {
        MatchResult longest = ZEROS.matcher(groups)
                .results()
                .reduce((one, next) -> zeros(next) > zeros(one) ? next : one)
                .orElse(null);
        return longest == null ? groups : groups.substring(0, longest.start()) + "::" + groups.substring(longest.end());
    }

    private static long zeros(MatchResult run) {
        return run.group().chars().filter(c -> c == '0').count();
    }
}
