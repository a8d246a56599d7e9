package dev.sluice.imports.caddy;

import dev.sluice.core.rule.DomainSyntax;
import dev.sluice.imports.Findings;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The redirects from HTTP to HTTPS that a file spells out; routes are told of them when all sites were read. */
final class Redirects {

    private static final Pattern TO_HTTPS = Pattern.compile(
            "https://(\\{host}|\\{http\\.request\\.host}|\\{hostport}|[^/{}]+)(?:\\{uri}|\\{http\\.request\\.uri})");
    static final String NONE = "a route redirects some of its paths, and HTTP to HTTPS";

    private record Wanted(Step step, String domain) {}

    private final Findings findings;
    private final List<Wanted> wanted = new ArrayList<>();

    Redirects(Findings findings) {
        this.findings = findings;
    }

    /** Takes a {@code redir} from HTTP to HTTPS; false if it is none. */
    boolean read(Step step, Scope scope) {
        Matcher found = TO_HTTPS.matcher(
                step.arguments().isEmpty() ? "" : step.arguments().get(0));
        List<Host> hosts = scope.hosts();
        boolean onPlain = hosts.stream().noneMatch(Host::secure) && step.match().isPlain()
                || step.match().others().equals(List.of("protocol http"));
        boolean sameHost = found.matches()
                && (found.group(1).startsWith("{")
                        || hosts.size() == 1 && hosts.get(0).domain().equals(DomainSyntax.normalise(found.group(1))));
        boolean whole = step.match().paths().isEmpty() && scope.spans().equals(List.of(Span.ALL));
        if (!onPlain || !sameHost || !whole) {
            return false;
        }
        for (Host host : hosts) {
            wanted.add(new Wanted(step, host.domain()));
        }
        return true;
    }

    /** All sites were read. */
    void apply(Plan plan) {
        for (Wanted redirect : wanted) {
            Step step = redirect.step();
            String domain = redirect.domain();
            if (domain.isEmpty()) {
                findings.taken(
                        step.where(),
                        step.fullSubject(),
                        "plain HTTP is led to HTTPS where a certificate covers the name");
            } else if (plan.applyRedirect(domain)) {
                findings.taken(step.where(), step.fullSubject(), "https_redirect of the routes for " + domain);
            } else {
                findings.leftOut(step.where(), step.fullSubject(), "no route is for " + domain);
            }
        }
    }
}
