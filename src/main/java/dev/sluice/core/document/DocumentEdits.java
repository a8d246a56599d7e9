package dev.sluice.core.document;

import dev.sluice.core.model.Probe;
import dev.sluice.core.rule.Command;
import dev.sluice.core.rule.ForbiddenTargets;
import dev.sluice.core.rule.PeerRules;
import dev.sluice.core.rule.PortObstacle;
import dev.sluice.core.rule.RouteRules;
import dev.sluice.core.rule.WebhookRules;
import dev.sluice.core.webhook.AddressGuard;
import java.util.Map;

/** Makes the desired state what a document says. */
public final class DocumentEdits {

    private final Rules rules;

    /**
     * What entries are held to.
     *
     * @param defaultProbe how a peer is observed of which nothing else is said
     */
    record Rules(PeerRules peers, RouteRules routes, WebhookRules webhooks, Probe defaultProbe) {}

    /** What was asked for. */
    record Asked(Document document, boolean add, Map<Integer, PortObstacle> obstacles, Command command) {}

    public DocumentEdits(ForbiddenTargets forbidden, AddressGuard guard, Probe defaultProbe) {
        this.rules =
                new Rules(new PeerRules(forbidden), new RouteRules(forbidden), new WebhookRules(guard), defaultProbe);
    }

    /**
     * The edit, for one use. It refuses with STALE, or with the codes of the API's own calls if they share one, else INVALID;
     * every fault is told. A state that is so already stays as it is.
     *
     * @param add whether things that a section does not name stay; else a section is the whole of its kind
     * @param obstacles what is in the way of listeners that do not listen yet, by port
     * @param command a condition is the revision of the whole state
     */
    public Application apply(Document document, boolean add, Map<Integer, PortObstacle> obstacles, Command command) {
        return new Application(rules, new Asked(document, add, Map.copyOf(obstacles), command));
    }
}
