package dev.sluice.imports.caddy;

import dev.sluice.imports.Findings;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Walks the directives of a site in the order in which they act, down into its groups, and makes routes of what it finds. */
final class LevelReader {

    private static final String UNKNOWN = "not a directive that Caddy brings; it may keep someone out";

    private final Plan plan;
    private final Redirects redirects;
    private final Findings findings;
    private final FeatureReader reader;
    private final Places places;
    private boolean literal;

    LevelReader(Plan plan, Redirects redirects, Findings findings) {
        this.plan = plan;
        this.redirects = redirects;
        this.findings = findings;
        this.reader = new FeatureReader(findings);
        this.places = new Places(plan, findings);
    }

    /** Whether any route came of the site. */
    boolean readSite(Site site, Scope scope) {
        literal = site.literal();
        level(site.steps(), scope, literal);
        return places.settle();
    }

    /** What a level leaves to what stands behind it: why routes are switched off, and what they do. */
    private record Left(List<Reason> reasons, Features features) {}

    private Left level(List<Step> steps, Scope outer, boolean ordered) {
        List<Reason> reasons = new ArrayList<>(outer.reasons());
        List<Reason> own = new ArrayList<>();
        Scope said = outer;
        List<Step> acting = ordered ? steps : Order.sorted(steps);
        for (int i = 0; i < acting.size(); i++) {
            Step step = acting.get(i);
            Scope scope = said.with(reasons, said.hstsSeconds());
            Directive directive = Directive.of(step.name());
            if (directive == Directive.HEADER) {
                HeaderReader.Said header = HeaderReader.read(step, scope, findings);
                said = said.with(reasons, header.hstsSeconds()).with(wanted(scope, header.features()));
                continue;
            }
            Features taken =
                    directive == null ? null : features(step, directive, scope, acting.subList(i + 1, acting.size()));
            if (taken != null) {
                said = said.with(wanted(scope, taken));
                if (directive == Directive.REDIR || directive == Directive.RESPOND) {
                    places.cover(step, scope, step.name());
                }
                continue;
            }
            Left left = directive == null ? new Left(unknown(step), scope.features()) : read(step, directive, scope);
            said = said.with(left.features());
            List<Reason> more = left.reasons();
            reasons.addAll(more);
            own.addAll(more);
            more.stream()
                    .filter(Reason::guards)
                    .forEach(guard -> plan.guarded(scope.narrowed(guard.match()), guard.text()));
        }
        return new Left(own, said.features());
    }

    /** What routes do by that directive too; null if it is none of those, or not quite. */
    private @Nullable Features features(Step step, Directive directive, Scope scope, List<Step> behind) {
        return switch (directive) {
            case REDIR ->
                redirects.read(step, scope.narrowed(step.match()))
                        ? scope.features()
                        : PathAnswers.redirects(scope.features(), step);
            case RESPOND, ABORT, ERROR -> refused(step, scope);
            case REQUEST_HEADER ->
                step.match().isAll() && !HeaderUp.isDoneAnyway(step.arguments())
                        ? FieldLine.taken(
                                scope.features(),
                                step.where(),
                                step.subject() + " " + HeaderUp.field(step.arguments()),
                                step.arguments(),
                                true)
                        : null;
            default -> reader.take(step, directive, scope.features(), Step.anyGoesByPath(behind));
        };
    }

    private static @Nullable Features refused(Step step, Scope scope) {
        Addresses clients = step.match().addresses();
        boolean refuses =
                !step.name().equals("respond") || Answered.status(step).matches("[45]..");
        if (clients == null
                || !refuses
                || !step.match().paths().isEmpty()
                || !step.match().hosts().isEmpty()) {
            return PathAnswers.answers(scope.features(), step);
        }
        String sentence = "access: 403 for these, by the address behind trusted-proxies";
        return clients.refused(
                scope.features(),
                Told.differs(step.where(), step.subject(), sentence).guarding());
    }

    /** Notes what routes are to have that come of the place. */
    private Features wanted(Scope scope, Features features) {
        features.told().stream()
                .filter(told -> !scope.features().told().contains(told))
                .forEach(told -> plan.wants(scope, told));
        return features;
    }

    private List<Reason> unknown(Step step) {
        // That one was told as the global option that it is.
        if (!step.name().equals(CaddyfileConfig.DEFAULT_BIND)) {
            findings.leftOut(step.where(), step.name(), UNKNOWN);
        }
        return List.of(Reason.guard(step.name(), step.match()));
    }

    private Left read(Step step, Directive directive, Scope scope) {
        if (directive.effect() == Effect.READ
                && Set.of("handle", "handle_path", "route", "invoke").contains(step.name())) {
            return group(step, scope);
        }
        return new Left(alone(step, directive, scope), scope.features());
    }

    /** Reads a step; why routes behind it are switched off. */
    private List<Reason> alone(Step step, Directive directive, Scope scope) {
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
                        findings.leftOut(step.where(), step.fullSubject(), Redirects.NONE);
                        places.cover(step, scope, "redir");
                        yield List.of();
                    }
                    case REVERSE_PROXY -> proxy(step, scope);
                    default -> List.of();
                };
        };
    }

    private List<Reason> requestHeader(Step step) {
        if (HeaderUp.isDoneAnyway(step.arguments())) {
            findings.taken(step.where(), step.subject() + " " + step.arguments().get(0), "Sluice does so by itself");
            return List.of();
        }
        String subject = step.subject() + " " + HeaderUp.field(step.arguments());
        findings.leftOut(step.where(), subject.strip(), HeaderReader.NONE);
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
        places.cover(step, scope, step.name());
        return refuses ? List.of(Reason.guard(subject, step.match())) : List.of();
    }

    private Left group(Step step, Scope scope) {
        if (!step.arguments().isEmpty() && !step.name().equals("invoke")) {
            findings.leftOut(step.where(), step.fullSubject(), "expected a matcher: a path, @name or *");
            return new Left(List.of(), scope.features());
        }
        Scope narrowed = scope.narrowed(step.match());
        tellPaths(step, narrowed);
        Scope inner = step.name().equals("handle_path") ? stripped(step, narrowed) : narrowed;
        boolean alternative = step.name().startsWith("handle");
        Left left = level(step.steps(), inner, literal || step.name().equals("route"));
        List<Reason> within = new ArrayList<>(left.reasons());
        boolean whole = !alternative && step.match().isAll();
        if (!whole) {
            left.features().told().stream()
                    .filter(told -> !alternative && !inner.features().told().contains(told))
                    .forEach(told -> within.add(new Reason(told.subject(), Match.ALL, told.guards())));
        }
        if (alternative) {
            places.cover(step, scope, step.name());
        }
        // Behind an alternative nobody gets its requests, changed or not: only who was kept out there matters.
        List<Reason> behind = within.stream()
                .filter(reason -> reason.guards() || !alternative)
                .map(reason -> step.match().isAll() ? reason : reason.within(step))
                .toList();
        return new Left(behind, whole ? left.features() : scope.features());
    }

    /** Within {@code handle_path}: what is behind it goes by what is left of the path. */
    private Scope stripped(Step step, Scope inner) {
        List<String> paths = step.match().paths();
        String path = paths.size() == 1 && paths.get(0).endsWith("/*") ? paths.get(0) : "/*";
        Features more = Step.anyGoesByPath(step.steps())
                ? null
                : FeatureReader.stripped(
                        inner.features(),
                        Told.taken(step.where(), step.subject(), "paths.strip_prefix"),
                        path.substring(0, path.length() - 2));
        if (more != null) {
            return inner.with(wanted(inner, more));
        }
        findings.leftOut(
                step.where(), step.subject(), "the path is not stripped, since what is in it goes by more than that");
        List<Reason> reasons = new ArrayList<>(inner.reasons());
        reasons.add(Reason.shape("stripping of the path (" + step.subject() + ")", Match.ALL));
        return inner.with(reasons, inner.hstsSeconds());
    }

    private List<Reason> proxy(Step step, Scope scope) {
        Proxy proxy = ProxyReader.read(step, scope.features(), findings);
        if (proxy.asks()) {
            return List.of(Reason.guard(step.subject() + " with handle_response", step.match()));
        }
        Scope inner = scope.narrowed(step.match());
        tellPaths(step, inner);
        Integer hsts = proxy.hstsSeconds() == null ? inner.hstsSeconds() : proxy.hstsSeconds();
        Scope whole = inner.with(inner.reasons(), hsts).with(wanted(inner, proxy.features()));
        if (whole.isConditional()) {
            places.later(step, proxy, whole);
            return List.of();
        }
        places.take(step, proxy, whole, literal);
        places.cover(step, scope, step.where());
        return List.of();
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
