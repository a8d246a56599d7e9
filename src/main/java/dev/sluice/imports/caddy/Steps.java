package dev.sluice.imports.caddy;

import dev.sluice.imports.Findings;
import dev.sluice.imports.UnreadableException;
import dev.sluice.imports.caddyfile.Line;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Makes the lines of a site into steps: who matches what, and what is grouped. */
final class Steps {

    private static final Set<String> GROUPS = Set.of("handle", "handle_path", "route");
    private static final Set<String> WITHOUT_MATCHER =
            Set.of("bind", "tls", "log", "log_name", "handle_errors", "tracing", "fs");
    /** With one argument alone, that is no matcher, whatever it looks like. */
    private static final Set<String> WITH_ARGUMENT = Set.of("redir", "root", "rewrite", "uri", "try_files", "error");

    private static final int DEEPEST_INVOCATION = 16;

    private final Map<String, List<Line>> namedRoutes;
    private final Findings findings;
    private final StepCount count = new StepCount();

    Steps(Map<String, List<Line>> namedRoutes, Findings findings) {
        this.namedRoutes = namedRoutes;
        this.findings = findings;
    }

    List<Step> of(List<Line> lines) {
        return of(lines, Matchers.none(), 0);
    }

    private List<Step> of(List<Line> lines, Matchers outer, int invocations) {
        Matchers matchers = outer.with(lines);
        List<Step> steps = new ArrayList<>(lines.size());
        for (Line line : lines) {
            if (!Matchers.defines(line)) {
                steps.add(step(line, matchers, invocations));
            }
        }
        return steps;
    }

    private Step step(Line line, Matchers matchers, int invocations) {
        count.one(line.where());
        List<String> arguments = line.arguments();
        Match match = null;
        boolean may = !arguments.isEmpty()
                && !WITHOUT_MATCHER.contains(line.name())
                && (arguments.size() > 1 || line.block() != null || !WITH_ARGUMENT.contains(line.name()));
        if (may) {
            match = matchers.of(arguments.get(0));
        }
        List<String> rest = match == null ? arguments : arguments.subList(1, arguments.size());
        Match known = match == null ? Match.ALL : match;
        if (GROUPS.contains(line.name())) {
            return new Step(line.where(), line.name(), known, rest, List.of(), of(line.lines(), matchers, invocations));
        }
        if (line.name().equals("invoke")) {
            return new Step(line.where(), "invoke", known, rest, List.of(), invoked(line, rest, invocations));
        }
        return new Step(line.where(), line.name(), known, rest, line.lines(), List.of());
    }

    /** Named routes see no matchers but their own. */
    private List<Step> invoked(Line line, List<String> arguments, int invocations) {
        List<Line> body = arguments.isEmpty() ? null : namedRoutes.get(arguments.get(0));
        if (body == null) {
            findings.leftOut(line.where(), String.join(" ", line.words()), "there is no such named route");
            return List.of();
        }
        if (invocations >= DEEPEST_INVOCATION) {
            throw new UnreadableException(line.where(), "named routes that invoke themselves; expected an end");
        }
        return of(body, Matchers.none(), invocations + 1);
    }
}
