package dev.sluice.imports.caddy;

import dev.sluice.core.model.Network;
import dev.sluice.core.rule.NetworkSyntax;
import dev.sluice.core.site.Access;
import dev.sluice.imports.caddyfile.Line;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Clients by where they are.
 *
 * @param text as the file names them
 * @param inside whether those in the networks are meant; else all others
 */
record Addresses(String text, boolean inside, List<String> networks) {

    /** What Caddy means by {@code private_ranges}. */
    private static final List<String> PRIVATE =
            List.of("192.168.0.0/16", "172.16.0.0/12", "10.0.0.0/8", "127.0.0.0/8", "fd00::/8", "::1");

    /** The clients that a part of a matcher means; null if it looks at something else. */
    static @Nullable Addresses of(Line part) {
        boolean not = part.name().equals("not");
        Line inner = part;
        if (not) {
            List<Line> lines = part.lines();
            if (!part.arguments().isEmpty()) {
                inner = new Line(part.where(), part.arguments(), null);
            } else if (lines.size() == 1) {
                inner = lines.get(0);
            }
        }
        boolean address = inner.name().equals("remote_ip") || inner.name().equals("client_ip");
        List<String> networks = address ? networks(inner.arguments()) : List.of();
        return networks.isEmpty() ? null : new Addresses(part.name(), !not, networks);
    }

    private static List<String> networks(List<String> words) {
        List<String> all = new ArrayList<>();
        for (String word : words) {
            if (word.equals("private_ranges")) {
                all.addAll(PRIVATE);
                continue;
            }
            Network network = NetworkSyntax.parse(word);
            if (network == null) {
                return List.of();
            }
            all.add(NetworkSyntax.text(network));
        }
        return all;
    }

    Addresses named(String name) {
        return new Addresses(name, inside, networks);
    }

    /** Routes for these clients alone; null where others have been picked out already. */
    @Nullable
    Features admitted(Features features, Told told) {
        return inside ? allowed(features, told) : denied(features, told);
    }

    /** Routes for all but these clients. */
    @Nullable
    Features refused(Features features, Told told) {
        return inside ? denied(features, told) : allowed(features, told);
    }

    private @Nullable Features allowed(Features features, Told told) {
        return hasAllowed(features)
                ? null
                : features.with(features.guard(told), "access", access -> access.put("allow", networks));
    }

    private static boolean hasAllowed(Features features) {
        Access access = features.site().of(Access.class);
        return access != null && !access.allow().isEmpty();
    }

    private @Nullable Features denied(Features features, Told told) {
        return features.with(
                features.guard(told),
                "access",
                access -> networks.forEach(one -> Features.append(access, "deny", one)));
    }
}
