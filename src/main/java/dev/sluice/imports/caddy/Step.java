package dev.sluice.imports.caddy;

import dev.sluice.imports.caddyfile.Line;
import java.util.List;
import java.util.Set;

/**
 * One directive of a site.
 *
 * @param where file and line, or path within the JSON
 * @param name the directive
 * @param arguments without the matcher
 * @param lines the lines of its block, unless it groups directives
 * @param steps the directives that it groups
 */
record Step(String where, String name, Match match, List<String> arguments, List<Line> lines, List<Step> steps) {

    private static final Set<String> OPEN =
            Set.of("encode", "root", "file_server", "metrics", "php_fastcgi", "try_files");

    Step {
        arguments = List.copyOf(arguments);
        lines = List.copyOf(lines);
        steps = List.copyOf(steps);
    }

    /** Whether any of them, or what they group, looks at paths. */
    static boolean anyGoesByPath(List<Step> steps) {
        return steps.stream().anyMatch(step -> !step.match().paths().isEmpty() || anyGoesByPath(step.steps()));
    }

    /** The directive with its matcher, and nothing that may be a secret. */
    String subject() {
        return match.text().isEmpty() ? name : name + " " + match.text();
    }

    /** The same with its arguments, for directives whose arguments are addresses. */
    String fullSubject() {
        return arguments.isEmpty() ? subject() : subject() + " " + shown(String.join(" ", arguments));
    }

    /** The same with its arguments, if those are never secrets. */
    String shownSubject() {
        return OPEN.contains(name) ? fullSubject() : subject();
    }

    /** An address without the name and password that may stand in it. */
    static String shown(String address) {
        return address.replaceAll("//[^/@\\s]*@", "//...@");
    }
}
