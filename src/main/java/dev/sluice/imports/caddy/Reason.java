package dev.sluice.imports.caddy;

import java.util.List;
import java.util.Locale;

/**
 * Why routes are switched off: something was left out that keeps someone out, or changes what applications get.
 *
 * @param text as people read it
 * @param match the requests that it is about
 * @param guards whether it kept someone out; else it changed what applications get
 */
record Reason(String text, Match match, boolean guards) {

    static Reason guard(String text, Match match) {
        return new Reason(text, match, true);
    }

    static Reason shape(String text, Match match) {
        return new Reason(text, match, false);
    }

    /** Whether it may be about requests of such a route. */
    boolean meets(String domain, String prefix) {
        return meetsHost(domain)
                && (match.paths().isEmpty()
                        || match.paths().stream().anyMatch(pattern -> Span.mayMeet(pattern, prefix)));
    }

    private boolean meetsHost(String domain) {
        return match.hosts().isEmpty()
                || match.hosts().stream()
                        .map(host -> host.toLowerCase(Locale.ROOT))
                        .anyMatch(host -> host.equals(domain)
                                || host.indexOf('*') >= 0
                                || host.indexOf('{') >= 0
                                || domain.startsWith("*"));
    }

    /** The same for those requests alone for whom the group is. */
    Reason within(Step group) {
        return new Reason(group.subject() + " (" + text + ")", group.match(), guards);
    }

    static List<String> texts(List<Reason> reasons, String domain, String prefix) {
        return reasons.stream()
                .filter(reason -> reason.meets(domain, prefix))
                .map(Reason::text)
                .distinct()
                .toList();
    }
}
