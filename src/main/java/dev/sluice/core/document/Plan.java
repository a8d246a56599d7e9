package dev.sluice.core.document;

import dev.sluice.core.model.Desired;
import dev.sluice.core.model.Peer;
import dev.sluice.core.model.Pool;
import dev.sluice.core.model.Probe;
import dev.sluice.core.model.Route;
import dev.sluice.core.model.Site;
import dev.sluice.core.model.Webhook;
import dev.sluice.core.rule.EditContext;
import dev.sluice.core.rule.Pace;
import dev.sluice.core.rule.Problem;
import dev.sluice.core.rule.Problems;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The state that is being made of a document, and what is wrong with it. */
final class Plan {

    final Desired before;
    final DocumentEdits.Rules rules;
    final DocumentEdits.Asked asked;
    final FreshIds ids;
    final EditContext context;
    final Problems problems = new Problems();
    final Map<Long, Peer> peers = new HashMap<>();
    final Map<Long, Pool> pools = new HashMap<>();
    final Map<Long, Route> routes = new HashMap<>();
    final Map<Long, Webhook> webhooks = new HashMap<>();
    Site site;

    Plan(Desired before, DocumentEdits.Rules rules, DocumentEdits.Asked asked, FreshIds ids, EditContext context) {
        this.before = before;
        this.rules = rules;
        this.asked = asked;
        this.ids = ids;
        this.context = context;
        this.site = before.overall().site();
    }

    /** The entries of that kind; null if the document does not speak of it. */
    @Nullable
    List<Map<String, Object>> entries(Section section) {
        return asked.document().of(section);
    }

    /** How a peer is observed of which nothing else is said. */
    Probe defaultProbe() {
        return Pace.in(before, rules.defaultProbe());
    }

    /** Whether what the section does not name stays. */
    boolean keepsOthers(Section section) {
        return asked.add() || entries(section) == null;
    }

    /** The state as it stands in this plan; what is neither a peer, pool, route, webhook nor said for all routes is as before. */
    Desired state() {
        return new Desired(
                before.revision(),
                peers,
                pools,
                routes,
                before.overrides(),
                before.drills(),
                before.certificates(),
                webhooks,
                before.agents(),
                before.overall().with(site));
    }

    /** Tells of every field that no entry of that kind has, before anybody else wonders what it is. */
    void refuseUnknown(String path, Section section, Map<String, Object> entry) {
        for (String field : entry.keySet()) {
            if (!section.fields().contains(field)) {
                problems.add(
                        path + "." + Problems.show(field),
                        "an unknown field",
                        "one of " + String.join(", ", section.fields()));
            }
        }
    }

    /** Takes over what was found in one entry. */
    void tell(String path, Problems found) {
        problems.addAll(found, problem -> at(path, problem));
    }

    static Problem at(String path, Problem problem) {
        return new Problem(path + "." + problem.path(), problem.actual(), problem.expected());
    }

    static String path(Section section, int index) {
        return section.wire() + "[" + index + "]";
    }
}
