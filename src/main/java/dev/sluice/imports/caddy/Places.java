package dev.sluice.imports.caddy;

import dev.sluice.imports.Findings;
import java.util.ArrayList;
import java.util.List;

/** Which requests of a site have their answer already, and the routes that come of those that have none. */
final class Places {

    private static final String NO_DOMAIN = "a route needs a domain, and this is for every host";

    private final Plan plan;
    private final Findings findings;
    private final Answered answered = new Answered();
    private final List<Conditional> conditionals = new ArrayList<>();
    private boolean any;

    /** A proxy for requests that meet a condition: it has a route if nothing else has its place. */
    private record Conditional(Step step, Proxy proxy, Scope scope) {}

    Places(Plan plan, Findings findings) {
        this.plan = plan;
        this.findings = findings;
    }

    /** Notes a proxy for requests that meet a condition. */
    void later(Step step, Proxy proxy, Scope scope) {
        conditionals.add(new Conditional(step, proxy, scope));
    }

    /** The site was read: whether any route came of it. */
    boolean settle() {
        conditionals.forEach(this::conditional);
        return any;
    }

    /** Makes routes of a proxy, unless others have its requests already. */
    void take(Step step, Proxy proxy, Scope scope, boolean literal) {
        if (proxy.upstreams().isEmpty()) {
            return;
        }
        for (Host host : scope.hosts()) {
            for (Span span : scope.spans()) {
                String earlier = answered.by(host.domain(), span.prefix());
                if (host.isAny()) {
                    findings.leftOut(step.where(), step.fullSubject(), NO_DOMAIN);
                } else if (earlier != null && literal) {
                    // A part that other hosts share; for this one it is out of reach.
                    continue;
                } else if (earlier != null) {
                    findings.leftOut(
                            step.where(),
                            step.fullSubject(),
                            "never reached in Caddy either: " + earlier + " answers first");
                } else {
                    any |= plan.route(step, proxy, host, span, scope);
                }
            }
        }
    }

    private void conditional(Conditional conditional) {
        Step step = conditional.step();
        Scope scope = conditional.scope().admitting(step);
        if (conditional.proxy().upstreams().isEmpty()) {
            return;
        }
        for (Host host : scope.hosts()) {
            for (Span span : scope.spans()) {
                String other = plan.origin(host, span);
                if (host.isAny()) {
                    findings.leftOut(step.where(), step.fullSubject(), NO_DOMAIN);
                } else if (other == null) {
                    any |= plan.route(step, conditional.proxy(), host, span, scope);
                    scope.features().told().forEach(told -> plan.wants(scope, told));
                } else if (plan.goesTo(conditional.proxy(), host, span)) {
                    findings.taken(step.where(), step.fullSubject(), "the route from " + other + " has the same peers");
                } else {
                    findings.leftOut(
                            step.where(),
                            step.fullSubject(),
                            "routes go by host and path alone, and the one from " + other + " has these");
                }
            }
        }
    }

    /** Nothing behind it gets those requests. */
    void cover(Step step, Scope scope, String by) {
        Scope inner = scope.narrowed(step.match());
        if (!inner.isConditional() && Span.of(step.match().paths()).faults().isEmpty()) {
            answered.cover(inner, by);
        }
    }
}
