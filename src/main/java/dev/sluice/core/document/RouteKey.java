package dev.sluice.core.document;

import dev.sluice.core.model.L4Listener;
import dev.sluice.core.model.Route;
import dev.sluice.core.model.RouteType;
import dev.sluice.core.rule.DomainSyntax;
import dev.sluice.core.rule.PathSyntax;
import java.util.Comparator;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * What makes a route the one it is: domain and path of an HTTP route, port and domain of an L4 one.
 *
 * @param l4Port 0 for an HTTP route
 */
record RouteKey(int l4Port, String domain, String path) implements Comparable<RouteKey> {

    private static final Comparator<RouteKey> ORDER = Comparator.comparingInt(RouteKey::l4Port)
            .thenComparing(RouteKey::domain)
            .thenComparing(RouteKey::path);

    static RouteKey of(Route route) {
        L4Listener l4 = route.l4();
        return new RouteKey(l4 == null ? 0 : l4.port(), route.domain(), l4 == null ? route.pathPrefix() : "/");
    }

    /** That of an entry; one with faults in it is no route's that there is. */
    static RouteKey of(Map<String, ?> entry) {
        boolean l4 = RouteType.L4.wire().equals(entry.get("route_type"));
        int port = l4 && entry.get("l4_listen_port") instanceof Integer given ? given : l4 ? -1 : 0;
        String path = l4 ? "/" : text(entry, "path_prefix", "/");
        String domain = text(entry, "domain", "");
        return new RouteKey(
                port,
                Objects.requireNonNullElse(DomainSyntax.normalise(domain), domain),
                Objects.requireNonNullElse(PathSyntax.normalise(path), path));
    }

    private static String text(Map<String, ?> entry, String field, String absent) {
        @Nullable Object value = entry.get(field);
        return value == null ? absent : String.valueOf(value);
    }

    @Override
    public int compareTo(RouteKey other) {
        return ORDER.compare(this, other);
    }

    /** As people call it. */
    @Override
    public String toString() {
        if (l4Port != 0) {
            return (domain.isEmpty() ? L4Listener.TCP : domain) + ":" + l4Port;
        }
        return path.equals("/") ? domain : domain + path;
    }
}
