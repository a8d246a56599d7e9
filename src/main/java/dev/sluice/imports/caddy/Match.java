package dev.sluice.imports.caddy;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Which requests a directive is for: those that fit all of its parts.
 *
 * @param text the matcher in the file's own words, empty for none
 * @param hosts one of these; empty for any
 * @param paths one of these patterns; empty for any
 * @param others names of matchers that look at something else, such as {@code method}
 * @param addresses those clients, if that is all that the others look at
 */
record Match(
        String text,
        List<String> hosts,
        List<String> paths,
        List<String> others,
        @Nullable Addresses addresses) {

    static final Match ALL = new Match("", List.of(), List.of(), List.of());

    Match {
        hosts = List.copyOf(hosts);
        paths = List.copyOf(paths);
        others = List.copyOf(others);
    }

    Match(String text, List<String> hosts, List<String> paths, List<String> others) {
        this(text, hosts, paths, others, null);
    }

    static Match path(String pattern) {
        return new Match(pattern, List.of(), List.of(pattern), List.of());
    }

    /** Whether it looks at nothing but host and path. */
    boolean isPlain() {
        return others.isEmpty();
    }

    boolean isAll() {
        return hosts.isEmpty() && paths.isEmpty() && others.isEmpty();
    }

    Match named(String name) {
        return new Match(name, hosts, paths, others, addresses);
    }

    Match with(String other) {
        List<String> more = new ArrayList<>(others);
        more.add(other);
        return new Match(text, hosts, paths, more);
    }
}
