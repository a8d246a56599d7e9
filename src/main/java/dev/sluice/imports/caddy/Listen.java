package dev.sluice.imports.caddy;

import dev.sluice.imports.json.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Where a server of Caddy's JSON listens.
 *
 * @param host empty for all addresses
 */
record Listen(String host, int port) {

    private static final Pattern SYNTAX =
            Pattern.compile("(?:(?:tcp|udp)[46]?/)?(\\[[0-9a-fA-F:.%]*]|[^:/\\[\\]]*):(\\d{1,5})");
    private static final Set<String> ALL = Set.of("", "0.0.0.0", "[::]", "::");

    /** The places of a list; Caddy takes the port for HTTPS if there is none. */
    static List<Listen> of(JsonNode list, Ports ports) {
        List<Listen> listens = new ArrayList<>();
        for (String text : list.texts()) {
            Matcher found = SYNTAX.matcher(text);
            if (found.matches()) {
                listens.add(new Listen(found.group(1), Integer.parseInt(found.group(2))));
            }
        }
        return listens.isEmpty() ? List.of(new Listen("", ports.https())) : listens;
    }

    boolean isEverywhere() {
        return ALL.contains(host);
    }
}
