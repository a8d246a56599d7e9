package dev.sluice.admin.resource;

import dev.sluice.admin.http.ApiProblem;
import dev.sluice.core.PortPlan;
import dev.sluice.core.RoutePlan;
import dev.sluice.core.RoutingTable;
import dev.sluice.core.rule.Problems;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * The URL that an explanation is asked for, as the front door would read it. A port that an L4 route listens on leads there,
 * whatever the scheme: so would a connection.
 *
 * @param port -1 if the URL names none
 * @param tcp whether the scheme says that this is no HTTP
 */
record AskedUrl(String host, int port, String path, boolean tcp) {

    private static final String EXPECTED = "a URL such as https://app.example.com/path or tcp://db.example.com:5432";

    /** Fails with INVALID if this is no URL with a host, or a TCP one without a port. */
    static AskedUrl parse(@Nullable String text) {
        String given = text == null ? "" : text;
        try {
            URI url = new URI(given.contains("://") ? given : "http://" + given);
            boolean tcp = "tcp".equalsIgnoreCase(url.getScheme());
            if (url.getHost() != null && !url.getHost().isEmpty() && !(tcp && url.getPort() < 0)) {
                return new AskedUrl(host(url), url.getPort(), path(url), tcp);
            }
        } catch (URISyntaxException e) {
            // Told below, like a URL without a host.
        }
        throw ApiProblem.invalid("url", Problems.show(text), EXPECTED);
    }

    /** Where the table leads it; null for nowhere. */
    @Nullable
    RoutePlan find(RoutingTable table) {
        PortPlan listener = table.port(port);
        if (listener == null) {
            return tcp ? null : table.find(host, path);
        }
        return listener.taker() == null ? listener.find(host) : listener.taker();
    }

    /** For a sentence. */
    String shown() {
        return Problems.show(tcp ? host + ":" + port : host + path);
    }

    private static String host(URI url) {
        String name = url.getHost().toLowerCase(Locale.ROOT);
        return name.endsWith(".") ? name.substring(0, name.length() - 1) : name;
    }

    private static String path(URI url) {
        String path = url.normalize().getRawPath();
        return path == null || path.isEmpty() ? "/" : path;
    }
}
