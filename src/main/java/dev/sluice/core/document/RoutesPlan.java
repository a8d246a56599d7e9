package dev.sluice.core.document;

import dev.sluice.core.model.Desired;
import dev.sluice.core.model.Route;
import dev.sluice.core.model.Stamp;
import dev.sluice.core.rule.Edit;
import dev.sluice.core.rule.Fields;
import dev.sluice.core.rule.Problem;
import dev.sluice.core.rule.Problems;
import dev.sluice.core.rule.Rejection;
import dev.sluice.core.rule.RejectionCode;
import dev.sluice.core.rule.RouteDraft;
import dev.sluice.core.rule.RouteFields;
import dev.sluice.core.site.ClientCertificates;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** The routes that a document wants. */
final class RoutesPlan {

    private static final String PEER = "target_peer";
    private static final String POOL = "target_pool";

    private final Plan plan;
    private final Names peers;
    private final Names pools;
    private final Desired targets;
    private final List<Laid> laid = new ArrayList<>();
    private final Set<RouteKey> seen = new HashSet<>();

    private record Laid(String path, Route route) {}

    RoutesPlan(Plan plan, PeersPlan peers, PoolsPlan pools) {
        this.plan = plan;
        this.peers = peers.names();
        this.pools = pools.names();
        this.targets = plan.state();
        List<Map<String, Object>> entries = plan.entries(Section.ROUTES);
        Map<RouteKey, Route> known = known(plan.before);
        for (int i = 0; entries != null && i < entries.size(); i++) {
            lay(Plan.path(Section.ROUTES, i), entries.get(i), known);
        }
        if (plan.keepsOthers(Section.ROUTES)) {
            known.forEach((key, route) -> {
                if (seen.add(key)) {
                    plan.routes.put(route.id(), route);
                }
            });
        }
    }

    static int fresh(Document document, Desired current) {
        Map<RouteKey, Route> known = known(current);
        List<Map<String, Object>> entries = document.of(Section.ROUTES);
        return entries == null
                ? 0
                : (int) entries.stream()
                        .map(RouteKey::of)
                        .filter(key -> !known.containsKey(key))
                        .distinct()
                        .count();
    }

    private static Map<RouteKey, Route> known(Desired desired) {
        Map<RouteKey, Route> known = new HashMap<>();
        desired.routes().values().forEach(route -> known.put(RouteKey.of(route), route));
        return known;
    }

    private void lay(String path, Map<String, Object> entry, Map<RouteKey, Route> known) {
        Problems found = new Problems();
        plan.refuseUnknown(path, Section.ROUTES, entry);
        RouteKey key = RouteKey.of(entry);
        Route before = known.get(key);
        if (!seen.add(key)) {
            found.add(RejectionCode.ROUTE_EXISTS, "domain", key, "a domain and path_prefix, or a port, of its own");
        }
        Map<String, Object> fields = new LinkedHashMap<>(entry);
        fields.keySet().retainAll(Section.ROUTES.fields());
        resolve(PEER, peers, RejectionCode.PEER_NOT_FOUND, "the name of a peer", fields, found);
        resolve(POOL, pools, RejectionCode.TARGET_POOL_NOT_FOUND, "the name of a gateway pool", fields, found);
        RouteDraft draft = RouteFields.over(new Fields(fields, "", found), RouteDraft.BLANK, found);
        long id = before == null ? plan.ids.next(Edit.Kind.ROUTE) : before.id();
        Stamp stamp = before == null ? plan.context.created() : before.stamp();
        Problems judged = new Problems();
        judged.addAll(found, problem -> problem);
        Route after = plan.rules.routes().route(id, draft, targets, stamp, judged);
        // What is as it was is not judged anew: what it may be can have changed since.
        boolean same = after != null && after.equals(before);
        plan.problems.addAll(same ? found : judged, problem -> named(path, problem, entry));
        if (after != null) {
            plan.routes.put(id, after);
            laid.add(new Laid(path, after));
        }
    }

    /** Puts an id in the place of a name. */
    private static void resolve(
            String field,
            Names names,
            RejectionCode unknown,
            String expected,
            Map<String, Object> fields,
            Problems found) {
        Object name = fields.remove(field);
        Long id = names.id(name);
        if (id != null) {
            fields.put(field + "_id", id);
        } else if (name != null) {
            found.add(unknown, field + "_id", name, expected);
        }
    }

    /** The problem in the words of documents, which know no ids. */
    private static Problem named(String path, Problem problem, Map<String, Object> entry) {
        boolean reference =
                problem.path().equals(PEER + "_id") || problem.path().equals(POOL + "_id");
        String field =
                reference ? problem.path().substring(0, problem.path().length() - "_id".length()) : problem.path();
        String actual = reference ? Problems.show(entry.get(field)) : problem.actual();
        String expected = problem.expected()
                .replace(PEER + "_id", PEER)
                .replace(POOL + "_id", POOL)
                .replace("the id of", "the name of");
        return new Problem(path + "." + field, actual, expected);
    }

    /** Holds each that changes to what there may be on a port, in the state to be. */
    void check() {
        Desired state = plan.state();
        for (Laid each : laid) {
            Route before = plan.before.route(each.route.id());
            Integer port = ClientCertificates.ownPort(each.route);
            if (port != null && !each.route.equals(before)) {
                try {
                    plan.rules.routes().refuseConflicts(each.route, state);
                    plan.rules
                            .routes()
                            .refuseObstacle(
                                    each.route, before, plan.asked.obstacles().get(port), plan.before);
                } catch (Rejection refusal) {
                    plan.problems.addAll(refusal, problem -> inWords(each.path, problem, refusal));
                }
            }
        }
    }

    /** Who has the port is in the sentence of such a refusal alone. */
    private static Problem inWords(String path, Problem problem, Rejection refusal) {
        return new Problem(
                path + "." + problem.path(), problem.actual(), problem.expected() + ": " + refusal.getMessage());
    }
}
