package dev.sluice.imports.caddy;

import dev.sluice.imports.Findings;
import java.util.ArrayList;
import java.util.List;

/** Walks the directives of a site in the order in which they act, down into its groups, and makes routes of what it finds. */
final class LevelReader {

    private static final String NO_DOMAIN = "a route needs a domain, and this is for every host";
    private static final String UNKNOWN = "not a directive that Caddy brings; it may keep someone out";

    private final Plan plan;
    private final Redirects redirects;
    private final Findings findings;
    private final Answered answered = new Answered();
    private final List<Conditional> conditionals = new ArrayList<>();
    private boolean literal;
    private boolean any;

    /** A proxy for requests that meet a condition: it has a route if nothing else has its place. */
    private record Conditional(Step step, Proxy proxy, Scope scope) {}

    LevelReader(Plan plan, Redirects redirects, Findings findings) {
        this.plan = plan;
        this.redirects = redirects;
        this.findings = findings;
    }

    /** Whether any route came of the site. */
    boolean readSite(Site site, Scope scope) {
        literal = site.literal();
        level(site.steps(), scope, literal);
        conditionals.forEach(this::conditional);
        return any;
    }

    /** Reads a level; gives back why routes behind it are switched off. */
    private List<Reason> level(List<Step> steps, Scope outer, boolean ordered) {
        List<Reason> reasons = new ArrayList<>(outer.reasons());
        List<Reason> own = new ArrayList<>();
        Integer hsts = outer.hstsSeconds();
        for (Step step : ordered ? steps : Order.sorted(steps)) {
            Scope scope = outer.with(reasons, hsts);
            Directive directive = Directive.of(step.name());
            if (directive == Directive.HEADER) {
                hsts = HeaderReader.read(step, hsts, findings);
                continue;
            }
            List<Reason> more = directive == null ? unknown(step) : read(step, directive, scope);
            reasons.addAll(more);
            own.addAll(more);
            more.stream()
                    .filter(Reason::guards)
                    .forEach(guard -> plan.guarded(scope.narrowed(guard.match()), guard.text()));
        }
        return own;
    }

    private List<Reason> unknown(Step step) {
        // That one was told as the global option that it is.
        if (!step.name().equals(CaddyfileConfig.DEFAULT_BIND)) {
            findings.leftOut(step.where(), step.name(), UNKNOWN);
        }
        return List.of(Reason.guard(step.name(), step.match()));
    }

    /** Reads a step; why routes behind it are switched off. */
    private List<Reason> read(Step step, Directive directive, Scope scope) {
        return switch (directive.effect()) {
            case HARMLESS -> {
                findings.leftOut(step.where(), step.shownSubject(), directive.why());
                yield List.of();
            }
            case SHAPES, GUARDS -> {
                findings.leftOut(step.where(), step.subject(), directive.why());
                yield List.of(new Reason(step.subject(), step.match(), directive.effect() == Effect.GUARDS));
            }
            case ANSWERS -> answer(step, directive, scope);
            case READ ->
                switch (directive) {
                    case TLS ->
                        TlsReader.keepsOut(step, findings)
                                ? List.of(Reason.guard("tls client_auth", Match.ALL))
                                : List.of();
                    case REQUEST_HEADER -> requestHeader(step);
                    case REDIR -> {
                        redirects.read(step, scope.narrowed(step.match()));
                        cover(step, scope, "redir");
                        yield List.of();
                    }
                    case REVERSE_PROXY -> proxy(step, scope);
                    default -> group(step, scope);
                };
        };
    }

    private List<Reason> requestHeader(Step step) {
        if (HeaderUp.isDoneAnyway(step.arguments())) {
            findings.taken(step.where(), step.subject() + " " + step.arguments().get(0), "Sluice does so by itself");
            return List.of();
        }
        String subject = step.subject() + " " + HeaderUp.field(step.arguments());
        findings.leftOut(step.where(), subject.strip(), "Sluice sets no fields of its own choice in requests");
        return List.of(Reason.shape(subject.strip(), step.match()));
    }

    /** A refusal is a reason for what lies behind it: what was refused would go there. */
    private List<Reason> answer(Step step, Directive directive, Scope scope) {
        String status = Answered.status(step);
        String subject = step.subject() + (status.isEmpty() ? "" : " " + status);
        boolean refuses = directive == Directive.ABORT || directive == Directive.ERROR || status.matches("[45]..");
        boolean last = step.match().isAll() && scope.isWhole();
        if (refuses && last) {
            findings.differs(step.where(), subject, "there is no route, and Sluice answers 404 where there is none");
        } else {
            String why =
                    refuses ? "Sluice refuses by having no route, and a wider one may take these" : directive.why();
            findings.leftOut(step.where(), status.isEmpty() ? step.shownSubject() : subject, why);
        }
        cover(step, scope, step.name());
        return refuses ? List.of(Reason.guard(subject, step.match())) : List.of();
    }

    private List<Reason> group(Step step, Scope scope) {
        if (!step.arguments().isEmpty() && !step.name().equals("invoke")) {
            findings.leftOut(step.where(), step.fullSubject(), "expected a matcher: a path, @name or *");
            return List.of();
        }
        Scope inner = scope.narrowed(step.match());
        tellPaths(step, inner);
        if (step.name().equals("handle_path")) {
            findings.leftOut(step.where(), step.subject(), "the path is not stripped: Sluice passes paths as they are");
            List<Reason> reasons = new ArrayList<>(inner.reasons());
            reasons.add(Reason.shape("stripping of the path (" + step.subject() + ")", Match.ALL));
            inner = inner.with(reasons, inner.hstsSeconds());
        }
        boolean alternative = step.name().startsWith("handle");
        List<Reason> within = level(step.steps(), inner, literal || step.name().equals("route"));
        if (alternative) {
            cover(step, scope, step.name());
        }
        // Behind an alternative nobody gets its requests, changed or not: only who was kept out there matters.
        return within.stream()
                .filter(reason -> reason.guards() || !alternative)
                .map(reason -> step.match().isAll() ? reason : reason.within(step))
                .toList();
    }

    private List<Reason> proxy(Step step, Scope scope) {
        Proxy proxy = ProxyReader.read(step, findings);
        if (proxy.asks()) {
            return List.of(Reason.guard(step.subject() + " with handle_response", step.match()));
        }
        Scope inner = scope.narrowed(step.match());
        tellPaths(step, inner);
        Integer hsts = proxy.hstsSeconds() == null ? inner.hstsSeconds() : proxy.hstsSeconds();
        Scope whole = inner.with(inner.reasons(), hsts);
        if (whole.isConditional()) {
            conditionals.add(new Conditional(step, proxy, whole));
            return List.of();
        }
        place(step, proxy, whole);
        cover(step, scope, step.where());
        return List.of();
    }

    private void place(Step step, Proxy proxy, Scope scope) {
        if (proxy.upstreams().isEmpty()) {
            return;
        }
        for (Host host : scope.hosts()) {
            for (Span span : scope.spans()) {
                String earlier = answered.by(host.domain(), span.prefix());
                if (host.isAny()) {
                    findings.leftOut(
                            step.where(), step.fullSubject(), "a route needs a domain, and this is for every host");
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
        Scope scope = conditional.scope();
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
    private void cover(Step step, Scope scope, String by) {
        Scope inner = scope.narrowed(step.match());
        if (!inner.isConditional() && Span.of(step.match().paths()).faults().isEmpty()) {
            answered.cover(inner, by);
        }
    }

    private void tellPaths(Step step, Scope inner) {
        for (String fault : Span.of(step.match().paths()).faults()) {
            findings.leftOut(
                    step.where(),
                    step.name() + " " + fault,
                    "a route is for a path and all below it, and " + fault + " is not of that kind");
        }
        boolean nothing = inner.hosts().isEmpty()
                || inner.spans().isEmpty()
                        && !Span.of(step.match().paths()).spans().isEmpty();
        if (nothing) {
            findings.leftOut(step.where(), step.subject(), "no request to this site's addresses gets here");
        }
    }
}
