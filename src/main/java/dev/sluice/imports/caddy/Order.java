package dev.sluice.imports.caddy;

import java.util.Comparator;
import java.util.List;

/** The order in which the directives of a site act, whatever the order of its lines. */
final class Order {

    private static final Comparator<Step> BY_CADDY = Comparator.comparingInt((Step step) -> Directive.rank(step.name()))
            .thenComparingInt(Order::precision)
            .thenComparingInt(step -> precision(step) == 0 ? -length(step) : 0);

    private Order() {}

    static List<Step> sorted(List<Step> steps) {
        return steps.stream().sorted(BY_CADDY).toList();
    }

    /** One path goes before any other matcher, and nothing to match comes last. */
    private static int precision(Step step) {
        Match match = step.match();
        if (match.isAll()) {
            return 2;
        }
        return match.paths().size() == 1 && match.hosts().isEmpty() && match.isPlain() ? 0 : 1;
    }

    /** Of two paths that are the same but for a star at the end, the one without goes first. */
    private static int length(Step step) {
        String path = step.match().paths().get(0);
        return 2 * path.replaceFirst("\\*$", "").length() + (path.endsWith("*") ? 0 : 1);
    }
}
