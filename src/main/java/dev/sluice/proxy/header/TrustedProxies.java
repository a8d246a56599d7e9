package dev.sluice.proxy.header;

import dev.sluice.core.model.Network;
import dev.sluice.core.rule.NetworkSyntax;
import java.util.ArrayList;
import java.util.List;

/** The addresses whose word about the client counts; nobody's by default. */
public final class TrustedProxies {

    private final Network[] blocks;

    /**
     * The proxies of these blocks.
     *
     * @param entries addresses or CIDR blocks
     * @throws IllegalArgumentException names the first entry that is neither
     */
    public TrustedProxies(List<String> entries) {
        List<Network> parsed = new ArrayList<>();
        for (String entry : entries) {
            parsed.add(parse(entry.strip()));
        }
        this.blocks = parsed.toArray(Network[]::new);
    }

    public boolean isEmpty() {
        return blocks.length == 0;
    }

    /** Whether that address belongs to a trusted proxy. */
    public boolean contains(byte[] address) {
        for (Network block : blocks) {
            if (block.contains(address)) {
                return true;
            }
        }
        return false;
    }

    private static Network parse(String entry) {
        Network network = NetworkSyntax.parse(entry);
        if (network == null) {
            throw new IllegalArgumentException(
                    "trusted proxy: actual \"" + entry + "\", expected " + NetworkSyntax.EXPECTED);
        }
        return network;
    }
}
