package dev.sluice.admin.resource;

import dev.sluice.core.model.Desired;
import dev.sluice.core.model.Route;
import dev.sluice.core.model.RouteType;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Finds the route of a URL by the rules of the routing table: exact domain before wildcard, then the longest path. */
final class RouteFinder {

    private RouteFinder() {}

    static @Nullable Route find(String host, String path, Desired desired) {
        String name = host.toLowerCase(Locale.ROOT);
        String bare = name.endsWith(".") ? name.substring(0, name.length() - 1) : name;
        int dot = bare.indexOf('.');
        Route exact = longest(bare, path, desired);
        return exact != null || dot <= 0 ? exact : longest("*" + bare.substring(dot), path, desired);
    }

    private static @Nullable Route longest(String domain, String path, Desired desired) {
        Route best = null;
        for (Route route : desired.routes().values()) {
            boolean fits = route.enabled()
                    && route.type() == RouteType.HTTP
                    && route.domain().equals(domain)
                    && covers(route.pathPrefix(), path);
            if (fits
                    && (best == null
                            || route.pathPrefix().length() > best.pathPrefix().length())) {
                best = route;
            }
        }
        return best;
    }

    private static boolean covers(String prefix, String path) {
        return prefix.equals("/") || path.equals(prefix) || path.startsWith(prefix + "/");
    }
}
