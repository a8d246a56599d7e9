package dev.sluice.core.document;

import dev.sluice.core.model.Desired;
import dev.sluice.core.model.Webhook;
import dev.sluice.core.rule.Edit;
import dev.sluice.core.rule.Fields;
import dev.sluice.core.rule.Problems;
import dev.sluice.core.rule.RejectionCode;
import dev.sluice.core.rule.WebhookFields;
import dev.sluice.core.rule.WebhookRules;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** The webhooks that a document wants. It brings no secrets: one that is known keeps its own, a new one has none yet. */
final class WebhooksPlan {

    private final Plan plan;
    private final Names names = new Names();
    private final List<Laid> laid = new ArrayList<>();

    private record Laid(String path, Webhook webhook) {}

    WebhooksPlan(Plan plan) {
        this.plan = plan;
        List<Map<String, Object>> entries = plan.entries(Section.WEBHOOKS);
        Names known = known(plan.before);
        for (int i = 0; entries != null && i < entries.size(); i++) {
            lay(Plan.path(Section.WEBHOOKS, i), entries.get(i), known);
        }
        if (plan.keepsOthers(Section.WEBHOOKS)) {
            plan.before.webhooks().values().forEach(webhook -> {
                if (names.add(webhook.name(), webhook.id())) {
                    plan.webhooks.put(webhook.id(), webhook);
                }
            });
        }
    }

    static int fresh(Document document, Desired current) {
        return known(current).missing(document.of(Section.WEBHOOKS));
    }

    private static Names known(Desired desired) {
        return Names.of(desired.webhooks().values(), Webhook::name, Webhook::id);
    }

    private void lay(String path, Map<String, Object> entry, Names known) {
        Problems found = new Problems();
        plan.refuseUnknown(path, Section.WEBHOOKS, entry);
        Long id = known.id(entry.get("name"));
        Webhook before = id == null ? null : plan.before.webhooks().get(id);
        Webhook blank = before == null
                ? WebhookFields.blank(plan.ids.next(Edit.Kind.WEBHOOK), plan.context.created())
                : WebhookFields.blank(before.id(), before.stamp()).with(before.secret(), before.token());
        Webhook after = WebhookFields.over(new Fields(entry, "", found), blank, found);
        if (!names.add(after.name(), after.id())) {
            found.add(RejectionCode.NAME_TAKEN, "name", after.name(), "a name that no other webhook has");
        }
        plan.webhooks.put(after.id(), after);
        laid.add(new Laid(path, after));
        plan.tell(path, found);
    }

    /** Holds each that changes to the rules. */
    void check() {
        WebhookRules.checkCount(plan.webhooks.size(), plan.problems);
        for (Laid each : laid) {
            if (!each.webhook.equals(plan.before.webhooks().get(each.webhook.id()))) {
                Problems found = new Problems();
                plan.rules.webhooks().checkWithoutSecrets(each.webhook, found);
                plan.tell(each.path, found);
            }
        }
    }
}
