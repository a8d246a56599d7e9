package dev.sluice.core.webhook;

import dev.sluice.core.model.Network;
import dev.sluice.core.rule.NetworkSyntax;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Decides which addresses webhooks may call: those of the public internet, and what the operator allows beside them. To be
 * asked about the address that is really dialled, since a name may be answered differently each time.
 */
public final class AddressGuard {

    private static final Map<Network, String> CLOSED = closed(
            "0.0.0.0/8", "this machine",
            "10.0.0.0/8", "private",
            "100.64.0.0/10", "a provider's own",
            "127.0.0.0/8", "loopback",
            "169.254.0.0/16", "link-local",
            "172.16.0.0/12", "private",
            "192.0.0.0/24", "reserved",
            "192.0.2.0/24", "for documentation",
            "192.168.0.0/16", "private",
            "198.18.0.0/15", "for measurements",
            "198.51.100.0/24", "for documentation",
            "203.0.113.0/24", "for documentation",
            "224.0.0.0/4", "multicast",
            "240.0.0.0/4", "reserved",
            "::/128", "this machine",
            "::1/128", "loopback",
            "64:ff9b:1::/48", "private",
            "100::/64", "discarded",
            "2001:db8::/32", "for documentation",
            "2001::/23", "reserved",
            "fc00::/7", "private",
            "fe80::/10", "link-local",
            "fec0::/10", "private",
            "ff00::/8", "multicast");

    /** Networks whose addresses carry one of IPv4, with the byte at which it begins. */
    private static final Map<Network, Integer> CARRIERS =
            Map.of(network("::/96"), 12, network("64:ff9b::/96"), 12, network("2002::/16"), 2);

    private volatile List<Network> allowed;

    /**
     * A guard.
     *
     * @param allowed networks in CIDR form that may be called, whatever they are
     */
    public AddressGuard(List<String> allowed) {
        this.allowed = networks(allowed);
    }

    private static List<Network> networks(List<String> texts) {
        return texts.stream().map(AddressGuard::network).toList();
    }

    /** One that is known to be written well. */
    private static Network network(String text) {
        Network network = NetworkSyntax.parse(text);
        if (network == null) {
            throw new IllegalArgumentException("network: actual " + text + ", expected one such as 10.0.0.0/8");
        }
        return network;
    }

    /** From now on these may be called, whatever they are. Any thread. */
    public void allow(List<String> networks) {
        allowed = networks(networks);
    }

    private static Map<Network, String> closed(String... pairs) {
        Map<Network, String> closed = new LinkedHashMap<>();
        for (int i = 0; i < pairs.length; i += 2) {
            closed.put(network(pairs[i]), pairs[i + 1]);
        }
        return closed;
    }

    /** Why this address may not be called, in a few words; null if it may. Any thread, quick. */
    public @Nullable String objection(InetAddress address) {
        if (allowed.stream().anyMatch(network -> network.contains(address.getAddress()))) {
            return null;
        }
        for (Map.Entry<Network, String> each : CLOSED.entrySet()) {
            if (each.getKey().contains(address.getAddress())) {
                return each.getValue() + ", and not in webhooks.allow";
            }
        }
        InetAddress inside = carried(address);
        return inside == null ? null : objection(inside);
    }

    /** The address of IPv4 that a gateway on the way would call; null if there is none. */
    private static @Nullable InetAddress carried(InetAddress address) {
        for (Map.Entry<Network, Integer> each : CARRIERS.entrySet()) {
            if (each.getKey().contains(address.getAddress())) {
                int from = each.getValue();
                try {
                    return InetAddress.getByAddress(Arrays.copyOfRange(address.getAddress(), from, from + 4));
                } catch (UnknownHostException e) {
                    throw new IllegalStateException(e); // four bytes are an address
                }
            }
        }
        return null;
    }
}
