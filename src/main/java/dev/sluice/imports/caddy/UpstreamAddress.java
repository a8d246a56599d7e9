package dev.sluice.imports.caddy;

import dev.sluice.core.rule.HostSyntax;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * An upstream as a Caddyfile names it.
 *
 * @param scheme http, https or h2c; http if it was not said
 * @param schemeSaid whether it was said
 */
record UpstreamAddress(String scheme, boolean schemeSaid, String host, int port) {

    /** Of a range of ports, so many are taken. */
    private static final int LONGEST_RANGE = 64;

    private static final Map<String, Integer> PORTS = Map.of("http", 80, "https", 443, "h2c", 80);
    private static final Pattern SYNTAX = Pattern.compile(
            "(?:([a-zA-Z0-9+]+)://)?(?:tcp[46]?/)?(\\[[0-9a-fA-F:.]+]|[^:/\\[\\]{}]*)(?::(\\d{1,5})(?:-(\\d{1,5}))?)?/?");

    /** The upstreams, or why there are none. */
    record Read(List<UpstreamAddress> upstreams, String fault) {

        private static Read not(String why) {
            return new Read(List.of(), why);
        }
    }

    static Read parse(String text) {
        if (text.startsWith("unix/") || text.startsWith("unix+h2c/")) {
            return Read.not("a unix socket, and peers are reached over TCP");
        }
        if (text.indexOf('{') >= 0) {
            return Read.not("a placeholder, and peers have a fixed address");
        }
        Matcher found = SYNTAX.matcher(text);
        if (!found.matches()) {
            return Read.not("not an address of the form host:port");
        }
        boolean said = found.group(1) != null;
        String scheme = said ? found.group(1).toLowerCase(Locale.ROOT) : "http";
        Integer usual = PORTS.get(scheme);
        if (usual == null) {
            return Read.not("not reached by HTTP");
        }
        String host = host(found.group(2));
        int first = found.group(3) == null ? usual : Integer.parseInt(found.group(3));
        int last = found.group(4) == null ? first : Integer.parseInt(found.group(4));
        if (!HostSyntax.isHost(host)) {
            return Read.not("not a host that a peer can have");
        }
        if (first < 1 || last > 65_535 || last < first || last - first >= LONGEST_RANGE) {
            return Read.not("not a port from 1 to 65535, or a range of at most " + LONGEST_RANGE);
        }
        List<UpstreamAddress> upstreams = new ArrayList<>();
        for (int port = first; port <= last; port++) {
            upstreams.add(new UpstreamAddress(scheme, said, host, port));
        }
        return new Read(upstreams, "");
    }

    /** Without brackets; Caddy takes a port alone for this machine. */
    private static String host(String text) {
        if (text.isEmpty()) {
            return "localhost";
        }
        return text.startsWith("[") ? text.substring(1, text.length() - 1) : text;
    }
}
