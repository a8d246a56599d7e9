package dev.sluice.imports.caddy;

import dev.sluice.imports.caddyfile.Line;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The named matchers that are known at a place of a Caddyfile. */
final class Matchers {

    private final Map<String, Match> byName;

    private Matchers(Map<String, Match> byName) {
        this.byName = byName;
    }

    static Matchers none() {
        return new Matchers(Map.of());
    }

    static boolean defines(Line line) {
        return line.name().startsWith("@");
    }

    /** These, and those that the lines define. */
    Matchers with(List<Line> lines) {
        Map<String, Match> more = new HashMap<>(byName);
        for (Line line : lines) {
            if (defines(line)) {
                more.put(line.name(), definition(line));
            }
        }
        return new Matchers(more);
    }

    /** What the word means as a matcher; null if it is none. */
    @Nullable
    Match of(String word) {
        if (word.equals("*")) {
            return Match.ALL;
        }
        if (word.startsWith("/")) {
            return Match.path(word);
        }
        if (!word.startsWith("@")) {
            return null;
        }
        Match known = byName.get(word);
        return known == null ? Match.ALL.named(word).with("no such matcher") : known;
    }

    private static Match definition(Line line) {
        List<Line> parts = new ArrayList<>(line.lines());
        if (!line.arguments().isEmpty()) {
            parts.add(0, new Line(line.where(), line.arguments(), null));
        }
        List<String> hosts = new ArrayList<>();
        List<String> paths = new ArrayList<>();
        List<String> others = new ArrayList<>();
        Addresses addresses = null;
        for (Line part : parts) {
            switch (part.name()) {
                case "host" -> hosts.addAll(part.arguments());
                case "path" -> paths.addAll(part.arguments());
                case "protocol" -> others.add("protocol " + String.join(" ", part.arguments()));
                default -> {
                    others.add(part.arguments().isEmpty() && line.lines().isEmpty() ? "expression" : part.name());
                    addresses = Addresses.of(part);
                }
            }
        }
        return new Match(
                line.name(),
                hosts,
                paths,
                others,
                addresses != null && others.size() == 1 ? addresses.named(line.name()) : null);
    }
}
