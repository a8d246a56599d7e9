package dev.sluice.admin.http;

import dev.sluice.core.rule.HostSyntax;
import io.vertx.core.Handler;
import io.vertx.core.net.HostAndPort;
import io.vertx.ext.web.RoutingContext;
import java.net.InetAddress;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Answers only under names that are ours, so that a page whose name was pointed at us (DNS rebinding) gets nothing, and
 * refuses requests that a page of another origin made.
 */
final class HostGate implements Handler<RoutingContext> {

    private final Set<String> names = new HashSet<>(Set.of("localhost", "127.0.0.1", "0:0:0:0:0:0:0:1"));
    private final boolean anyAddress;

    /**
     * A gate for these names.
     *
     * @param bound the address we listen on; behind a wildcard every address is ours, and an address cannot be rebound
     * @param named further names of the operator's
     */
    HostGate(String bound, List<String> named) {
        InetAddress address = HostSyntax.address(bound);
        this.anyAddress = address != null && address.isAnyLocalAddress();
        names.add(canonical(bound));
        named.forEach(name -> names.add(canonical(name)));
    }

    @Override
    public void handle(RoutingContext context) {
        HostAndPort authority = context.request().authority();
        if (authority == null || context.request().headers().getAll("Host").size() > 1) {
            throw ApiProblem.invalid("Host", "absent or not one host", "one host name or address");
        }
        if (!isOurs(authority.host())) {
            throw new ApiProblem(
                    403, "forbidden", "This Host is not a name of the admin API; admin.hosts lists further ones");
        }
        String origin = context.request().getHeader("Origin");
        if (origin != null && !isSame(origin, authority)) {
            throw new ApiProblem(403, "forbidden", "Requests of another origin are not answered");
        }
        context.next();
    }

    private boolean isOurs(String host) {
        return names.contains(canonical(host)) || (anyAddress && HostSyntax.address(host) != null);
    }

    private static boolean isSame(String origin, HostAndPort authority) {
        int scheme = origin.indexOf("://");
        HostAndPort from = scheme < 0 ? null : parse(origin.substring(scheme + 3));
        return from != null
                && canonical(from.host()).equals(canonical(authority.host()))
                && from.port() == authority.port();
    }

    private static @Nullable HostAndPort parse(String text) {
        return HostAndPort.parseAuthority(text, -1);
    }

    private static String canonical(String host) {
        InetAddress address = HostSyntax.address(host);
        String name = host.toLowerCase(Locale.ROOT);
        return address != null
                ? address.getHostAddress()
                : name.endsWith(".") ? name.substring(0, name.length() - 1) : name;
    }
}
