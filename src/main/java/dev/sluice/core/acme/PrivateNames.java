package dev.sluice.core.acme;

import java.util.List;
import java.util.regex.Pattern;

/**
 * Which names are of a private network's own: no public authority certifies them, and what certifies them here may certify
 * nothing else.
 */
public final class PrivateNames {

    /**
     * What such names end with: what is reserved for tests and for this machine (RFC 6761), for link-local and home networks
     * (RFC 6762 with its appendix G, RFC 8375), and {@code localdomain}, which routers hand out.
     */
    public static final List<String> SUFFIXES = List.of(
            "test",
            "localhost",
            "local",
            "intranet",
            "internal",
            "private",
            "corp",
            "home",
            "lan",
            "home.arpa",
            "localdomain");

    /** Private and loopback addresses (RFC 1918, RFC 1122 3.2.1.3, RFC 4193, RFC 4291 2.5.3), in CIDR notation. */
    public static final List<String> NETWORKS =
            List.of("10.0.0.0/8", "172.16.0.0/12", "192.168.0.0/16", "127.0.0.0/8", "fc00::/7", "::1/128");

    private static final String THIS_MACHINE = "localhost";
    private static final String OCTET = "(25[0-5]|2[0-4]\\d|1\\d\\d|[1-9]?\\d)";
    /** The networks of IPv4 in the only spelling that a certificate has for an address. */
    private static final Pattern PRIVATE_ADDRESS = Pattern.compile(
            "(10\\." + OCTET + "|127\\." + OCTET + "|192\\.168|172\\.(1[6-9]|2\\d|3[01]))\\." + OCTET + "\\." + OCTET);
    /** The networks of IPv6 in the spelling of a route's domain. Addresses of one link have a zone, which no URL can name. */
    private static final Pattern PRIVATE_IPV6 = Pattern.compile("::1|f[cd][0-9a-f]{2}:[0-9a-f:]+");

    private PrivateNames() {}

    /**
     * Whether it is one. A single label is none, but for {@code localhost}: nobody can say whose it is.
     *
     * @param domain a route's, in lower case; may be a wildcard
     */
    public static boolean isPrivate(String domain) {
        return domain.equals(THIS_MACHINE)
                || hasSuffix(domain)
                || PRIVATE_ADDRESS.matcher(domain).matches()
                || PRIVATE_IPV6.matcher(domain).matches();
    }

    /** Whether the name lies below one of the suffixes. */
    static boolean hasSuffix(String domain) {
        for (String suffix : SUFFIXES) {
            if (domain.length() > suffix.length() + 1
                    && domain.endsWith(suffix)
                    && domain.charAt(domain.length() - suffix.length() - 1) == '.') {
                return true;
            }
        }
        return false;
    }
}
