package dev.sluice.core.site;

import dev.sluice.core.model.Network;
import dev.sluice.core.rule.Fields;
import dev.sluice.core.rule.NetworkSyntax;
import java.util.ArrayList;
import java.util.List;

/** Lists of networks in features: how they are read and written. */
public final class Networks {

    private static final int MOST = 1_000;

    private Networks() {}

    /** The networks in that array. One whose bits beyond its length are set is a slip, and told of with the right one. */
    public static List<Network> read(Fields in, String field) {
        List<String> texts = in.texts(field);
        if (texts.size() > MOST) {
            in.problem(field, texts.size() + " networks", "at most " + MOST);
        }
        List<Network> networks = new ArrayList<>();
        for (int i = 0; i < texts.size(); i++) {
            String text = texts.get(i);
            Network network = NetworkSyntax.parse(text);
            if (network == null) {
                in.problem(field + "[" + i + "]", text, NetworkSyntax.EXPECTED);
            } else if (NetworkSyntax.hasHostBits(text, network)) {
                in.problem(field + "[" + i + "]", text, NetworkSyntax.text(network) + ", which is that network");
            } else {
                networks.add(network);
            }
        }
        return networks;
    }

    public static List<String> written(List<Network> networks) {
        return networks.stream().map(NetworkSyntax::text).toList();
    }

    /** Whether one of them holds the address of 4 or 16 bytes. */
    public static boolean contain(List<Network> networks, byte[] address) {
        for (int i = 0; i < networks.size(); i++) {
            if (networks.get(i).contains(address)) {
                return true;
            }
        }
        return false;
    }
}
