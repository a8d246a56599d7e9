package dev.sluice.proxy.site;

import dev.sluice.core.site.PathRules;
import io.vertx.core.MultiMap;
import org.jspecify.annotations.Nullable;

/**
 * How a route changes the path on its way to an upstream. A path that is not in normal form (dot segments, doubled slashes) goes
 * in normal form then: what is cut off must be what the route was found by.
 */
final class PathRewrite {

    /** Leaves it as it is. */
    static final PathRewrite NONE = new PathRewrite(null, null, false);

    /** What frameworks behind a proxy look for to make links of their own. */
    private static final String FORWARDED_PREFIX = "x-forwarded-prefix";

    private final @Nullable String strip;
    private final @Nullable String add;
    private final boolean restores;

    private PathRewrite(@Nullable String strip, @Nullable String add, boolean restores) {
        this.strip = strip;
        this.add = add;
        this.restores = restores;
    }

    static PathRewrite of(PathRules rules) {
        return new PathRewrite(rules.stripPrefix(), rules.addPrefix(), rules.restorePrefix());
    }

    /** The request's target as upstreams get it. */
    String target(Visit.Origin origin) {
        String target = origin.target();
        boolean strips = isStripped(origin.path());
        if (!target.startsWith("/") || !strips && add == null) {
            return target;
        }
        String path = origin.path();
        if (strip != null && strips) {
            path = path.substring(strip.length());
        }
        String query = Visit.queryOf(target);
        String rewritten = (add == null ? "" : add) + (path.isEmpty() && add == null ? "/" : path);
        return target.indexOf('?') < 0 ? rewritten : rewritten + "?" + query;
    }

    /** Tells the upstream what it does not see of the path. */
    void tell(MultiMap fields, Visit.Origin origin) {
        if (strip != null && isStripped(origin.path())) {
            fields.set(FORWARDED_PREFIX, strip);
        }
    }

    /** Undoes it in the fields of an upstream's answer. */
    void restore(MultiMap answer, Visit.Origin origin) {
        if (restores) {
            String outer = strip != null && isStripped(origin.path()) ? strip : "";
            new PrefixRestore(outer, add, origin.host()).apply(answer);
        }
    }

    private boolean isStripped(String path) {
        return strip != null
                && path.startsWith(strip)
                && (path.length() == strip.length() || path.charAt(strip.length()) == '/');
    }
}
