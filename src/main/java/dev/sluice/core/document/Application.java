package dev.sluice.core.document;

import dev.sluice.core.model.Desired;
import dev.sluice.core.rule.Edit;
import dev.sluice.core.rule.EditContext;
import dev.sluice.core.rule.Edited;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/** One document on its way into the desired state: whole, or not at all. */
public final class Application implements Edit {

    private final DocumentEdits.Rules rules;
    private final DocumentEdits.Asked asked;
    private volatile Difference difference = Difference.NONE;

    Application(DocumentEdits.Rules rules, DocumentEdits.Asked asked) {
        this.rules = rules;
        this.asked = asked;
    }

    /** What it changed when it was applied last. Any thread. */
    public Difference difference() {
        return difference;
    }

    /**
     * What it would change of that state; nothing is written anywhere.
     *
     * @throws dev.sluice.core.rule.Rejection as {@link #apply} does
     */
    public Difference tried(Desired current, Instant now) {
        apply(current, EditContext.trial(this, current, now));
        return difference;
    }

    @Override
    public List<Kind> creates(Desired current) {
        List<Kind> made = new ArrayList<>();
        made.addAll(Collections.nCopies(PeersPlan.fresh(asked.document(), current), Kind.PEER));
        made.addAll(Collections.nCopies(PoolsPlan.fresh(asked.document(), current), Kind.POOL));
        made.addAll(Collections.nCopies(RoutesPlan.fresh(asked.document(), current), Kind.ROUTE));
        made.addAll(Collections.nCopies(WebhooksPlan.fresh(asked.document(), current), Kind.WEBHOOK));
        return made;
    }

    @Override
    public Edited apply(Desired current, EditContext context) {
        asked.command().expect(current.revision());
        Plan plan = new Plan(current, rules, asked, new FreshIds(creates(current), context.ids()), context);
        PeersPlan peers = new PeersPlan(plan);
        PoolsPlan pools = new PoolsPlan(plan, peers);
        RoutesPlan routes = new RoutesPlan(plan, peers, pools);
        WebhooksPlan webhooks = new WebhooksPlan(plan);
        AllRoutesPlan.lay(plan);
        peers.check();
        pools.check();
        routes.check();
        webhooks.check();
        new Gone(plan).check();
        plan.problems.refuseIfAny();
        Edited edited = new Outcome(plan).edited();
        difference = edited.audit().isEmpty()
                ? Difference.NONE
                : Difference.between(Documents.shown(current), Documents.shown(edited.desired()));
        return edited;
    }
}
