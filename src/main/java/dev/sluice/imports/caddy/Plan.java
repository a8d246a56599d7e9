package dev.sluice.imports.caddy;

import dev.sluice.core.model.PoolMode;
import dev.sluice.imports.Findings;
import dev.sluice.imports.draft.Draft;
import dev.sluice.imports.draft.DraftPeer;
import dev.sluice.imports.draft.DraftPool;
import dev.sluice.imports.draft.DraftRoute;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Makes what was understood of Caddy into peers, pools and routes, and tells of each route that it makes. */
final class Plan {

    private static final Set<Integer> OWN_PORTS = Set.of(8080, 8443, 9180, 9181);
    private static final int LONGEST_REASON = 200;

    private final Draft draft;
    private final Findings findings;
    private final Map<String, Origin> origins = new LinkedHashMap<>();

    private final List<Guarded> guarded = new ArrayList<>();

    private final Map<String, Set<Told>> has = new HashMap<>();
    private final Set<Told> wanted = new LinkedHashSet<>();

    /**
     * Requests that only some may make.
     *
     * @param held what keeps the others out where a route has it; null for nothing
     */
    private record Guarded(
            Host host, String prefix, String by, @Nullable Told held) {}

    /** Where a route comes from, and where it goes. */
    private record Origin(String where, List<UpstreamAddress> upstreams) {}

    Plan(Draft draft, Findings findings) {
        this.draft = draft;
        this.findings = findings;
    }

    /**
     * Makes a route.
     *
     * @param step the {@code reverse_proxy}
     * @return whether the document has it now
     */
    boolean route(Step step, Proxy proxy, Host host, Span span, Scope scope) {
        Origin earlier = origins.get(host.domain() + span.prefix());
        if (earlier != null) {
            String label = host.domain() + (span.prefix().equals("/") ? "" : span.prefix());
            findings.leftOut(
                    step.where(),
                    step.fullSubject(),
                    "route " + label + " is there already, from " + earlier.where()
                            + "; Sluice has one for a domain and path, over HTTP and HTTPS");
            return false;
        }
        DraftRoute bare = target(step, proxy, host, span);
        DraftRoute route =
                host.isPlainOnly() ? bare.plainOnPurpose() : bare.browsers(redirect(host), scope.hstsSeconds());
        List<String> off = off(proxy, host, span, scope);
        String to = "route " + route.label() + " to " + (route.kind() == DraftRoute.Kind.PEER ? "peer " : "pool ")
                + route.target();
        if (off.isEmpty()) {
            findings.taken(step.where(), step.fullSubject(), to);
        } else {
            String why = "without " + String.join(", ", off);
            findings.off(
                    step.where(), step.fullSubject(), to + ", " + why + ": set enabled to true once that is right");
            route = route.off(shortened("Off: " + why + " (" + step.where() + ")"));
        }
        if (!span.note().isEmpty()) {
            findings.differs(step.where(), step.subject(), "route " + route.label() + ": " + span.note());
        }
        draft.route(route.with(scope.features().site()));
        scope.features().told().forEach(told -> told.tell(findings));
        has.put(route.key(), Set.copyOf(scope.features().told()));
        origins.put(route.key(), new Origin(step.where(), proxy.upstreams()));
        return true;
    }

    /** Something that was left out kept someone from these requests. */
    void guarded(Scope scope, String by) {
        guarded(scope, by, null);
    }

    private void guarded(Scope scope, String by, @Nullable Told held) {
        for (Host host : scope.hosts()) {
            scope.spans().forEach(span -> guarded.add(new Guarded(host, span.prefix(), by, held)));
        }
    }

    /** Routes that come of the place are to have it. */
    void wants(Scope scope, Told told) {
        wanted.add(told);
        if (told.guards()) {
            guarded(scope, told.subject(), told);
        }
    }

    /** Tells of what no route came to have. Called when all sites were read. */
    void tellLost() {
        Set<Told> had = new LinkedHashSet<>();
        has.values().forEach(had::addAll);
        wanted.stream().filter(told -> !had.contains(told)).forEach(told -> told.tellLost(findings));
    }

    /** Whether the route that gets those requests keeps out whom the file keeps out. */
    private boolean isHeld(Guarded guard) {
        DraftRoute nearest = null;
        for (DraftRoute route : draft.routes()) {
            boolean gets = route.enabled()
                    && route.domain().equals(guard.host().domain())
                    && Span.covers(route.pathPrefix(), guard.prefix());
            if (gets
                    && (nearest == null
                            || route.pathPrefix().length()
                                    > nearest.pathPrefix().length())) {
                nearest = route;
            }
        }
        return nearest != null
                && guard.held() != null
                && has.getOrDefault(nearest.key(), Set.of()).contains(guard.held());
    }

    /**
     * Switches off what would get requests that were guarded, now that their own route is not there. Called when all sites were
     * read.
     */
    void closeDetours() {
        for (DraftRoute route : List.copyOf(draft.routes())) {
            Host host = new Host(route.domain(), false, false);
            for (Guarded guard : guarded) {
                if (isHeld(guard)) {
                    continue;
                }
                String domain = guard.host().domain();
                boolean wider = !guard.host().isAny()
                        && host.covers(domain)
                        && Span.covers(route.pathPrefix(), guard.prefix())
                        && (guard.held() != null
                                || !(route.domain().equals(domain)
                                        && route.pathPrefix().equals(guard.prefix())));
                if (wider && route.enabled()) {
                    Origin origin = Objects.requireNonNull(origins.get(route.key()));
                    String place = domain + (guard.prefix().equals("/") ? "" : guard.prefix());
                    String why = "it would have the requests for " + place + ", without " + guard.by();
                    findings.off(origin.where(), "route " + route.label(), why);
                    draft.replace(route.off(shortened("Off: " + why)));
                    break;
                }
            }
        }
    }

    /** Where the route of that place comes from; null if there is none. */
    @Nullable
    String origin(Host host, Span span) {
        Origin origin = origins.get(host.domain() + span.prefix());
        return origin == null ? null : origin.where();
    }

    /** Whether the route of that place goes where the proxy would. */
    boolean goesTo(Proxy proxy, Host host, Span span) {
        Origin origin = origins.get(host.domain() + span.prefix());
        return origin != null && origin.upstreams().equals(proxy.upstreams());
    }

    /** Whether any route is for the domain; called when all sites were read. */
    boolean applyRedirect(String domain) {
        List<DraftRoute> found = new ArrayList<>(draft.routes());
        found.removeIf(route -> !route.domain().equals(domain));
        found.forEach(route -> draft.replace(route.browsers(true, route.hstsSeconds())));
        return !found.isEmpty();
    }

    private @Nullable Boolean redirect(Host host) {
        return host.plain() ? Boolean.FALSE : null;
    }

    private List<String> off(Proxy proxy, Host host, Span span, Scope scope) {
        List<String> off = new ArrayList<>(Reason.texts(scope.reasons(), host.domain(), span.prefix()));
        off.addAll(proxy.reasons());
        scope.conditions().forEach(condition -> off.add("its condition " + condition));
        return off.stream().distinct().toList();
    }

    private DraftRoute target(Step step, Proxy proxy, Host host, Span span) {
        List<UpstreamAddress> upstreams = proxy.upstreams();
        upstreams.forEach(upstream -> warn(step, upstream));
        if (upstreams.size() == 1) {
            UpstreamAddress only = upstreams.get(0);
            String peer = draft.peer(
                    DraftPeer.regular(only.host(), only.port(), proxy.protocol(), proxy.tls(), proxy.probe()));
            return DraftRoute.http(host.domain(), span.prefix(), DraftRoute.Kind.PEER, peer);
        }
        Balance balance = proxy.balance();
        LinkedHashSet<String> members = new LinkedHashSet<>();
        for (int i = 0; i < upstreams.size(); i++) {
            UpstreamAddress upstream = upstreams.get(i);
            int weight = i < balance.weights().size() ? balance.weights().get(i) : 1;
            members.add(draft.peer(DraftPeer.member(
                    upstream.host(), upstream.port(), weight, proxy.protocol(), proxy.tls(), proxy.probe())));
        }
        String wanted = host.domain() + (span.prefix().equals("/") ? "" : span.prefix());
        PoolMode mode = balance.mode();
        String pool = draft.pool(
                wanted, new DraftPool(mode, balance.policy(), 0, null, true, balance.sticky(), List.copyOf(members)));
        return DraftRoute.http(host.domain(), span.prefix(), DraftRoute.Kind.POOL, pool);
    }

    private void warn(Step step, UpstreamAddress upstream) {
        boolean here = upstream.host().equals("localhost")
                || upstream.host().startsWith("127.")
                || upstream.host().equals("::1");
        if (here && OWN_PORTS.contains(upstream.port())) {
            findings.differs(
                    step.where(),
                    "upstream " + upstream.host() + ":" + upstream.port(),
                    "refused as target_forbidden while Sluice itself listens on that port, which it does unless set otherwise");
        }
    }

    private static String shortened(String text) {
        return text.length() <= LONGEST_REASON ? text : text.substring(0, LONGEST_REASON - 3) + "...";
    }
}
