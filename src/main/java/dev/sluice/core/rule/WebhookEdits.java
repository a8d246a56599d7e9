package dev.sluice.core.rule;

import dev.sluice.core.failover.EventName;
import dev.sluice.core.model.Desired;
import dev.sluice.core.model.Webhook;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Makes, changes and takes away webhooks. */
public final class WebhookEdits {

    private final WebhookRules rules;

    public WebhookEdits(WebhookRules rules) {
        this.rules = rules;
    }

    /** Refuses with INVALID, TARGET_FORBIDDEN or NAME_TAKEN. */
    public Edit create(Merge<Webhook> asked, Command command) {
        return Edit.creating(Edit.Kind.WEBHOOK, (desired, context) -> {
            Webhook webhook = checked(WebhookFields.blank(context.id(), context.created()), asked, desired);
            return new Edited(
                    desired.with(webhook),
                    Audit.created(EventName.WEBHOOK_CREATED, context, command, word(webhook), told(webhook)),
                    webhook.id());
        });
    }

    /** Refuses with NOT_FOUND, STALE, INVALID, TARGET_FORBIDDEN or NAME_TAKEN. */
    public Edit update(long id, Merge<Webhook> asked, Command command) {
        return (desired, context) -> {
            Webhook before = Found.webhook(desired, id);
            command.expect(before.stamp());
            Webhook after = checked(before, asked, desired);
            if (after.equals(before)) {
                return new Edited(desired, List.of(), id);
            }
            Webhook stamped = after.stamped(context.touched(before.stamp()));
            return new Edited(
                    desired.with(stamped),
                    Audit.updated(
                            EventName.WEBHOOK_UPDATED,
                            context,
                            command,
                            word(stamped),
                            told(before),
                            toldAfter(before, stamped)),
                    id);
        };
    }

    /** Refuses with NOT_FOUND and STALE. */
    public static Edit delete(long id, Command command) {
        return (desired, context) -> {
            Webhook webhook = Found.webhook(desired, id);
            command.expect(webhook.stamp());
            return new Edited(
                    desired.withoutWebhook(id),
                    Audit.deleted(EventName.WEBHOOK_DELETED, context, command, word(webhook), told(webhook)),
                    id);
        };
    }

    private Webhook checked(Webhook present, Merge<Webhook> asked, Desired desired) {
        Problems problems = new Problems();
        Webhook merged = asked.over(present, problems);
        rules.check(merged, problems);
        if (!desired.webhooks().containsKey(merged.id())) {
            WebhookRules.checkCount(desired.webhooks().size() + 1, problems);
        }
        problems.refuseIfAny();
        for (Webhook other : desired.webhooks().values()) {
            if (other.id() != merged.id() && other.name().equalsIgnoreCase(merged.name())) {
                throw new Rejection(
                        RejectionCode.NAME_TAKEN,
                        "Webhook " + other.id() + " is named " + other.name(),
                        List.of(new Problem("name", Problems.show(merged.name()), "a name that no other webhook has")));
            }
        }
        return merged;
    }

    private static String word(Webhook webhook) {
        return "Webhook " + webhook.name();
    }

    /** What an event tells: the address as far as its host, since some hold a secret behind it whatever we say. */
    public static Map<String, @Nullable Object> told(Webhook webhook) {
        Map<String, @Nullable Object> fields = new LinkedHashMap<>(Facts.of(webhook));
        fields.put("url", WebhookRules.shown(webhook.url()));
        fields.put("secret", webhook.secret() == null ? null : "set");
        fields.put("token", webhook.token() == null ? null : "set");
        return fields;
    }

    /** As {@link #told}, and different wherever something changed. */
    public static Map<String, @Nullable Object> toldAfter(Webhook before, Webhook after) {
        Map<String, @Nullable Object> fields = told(after);
        mark(fields, "url", before.url(), after.url());
        mark(fields, "secret", before.secret(), after.secret());
        mark(fields, "token", before.token(), after.token());
        return fields;
    }

    private static void mark(
            Map<String, @Nullable Object> fields, String field, @Nullable Object before, @Nullable Object after) {
        if (before != null && after != null && !Objects.equals(before, after)) {
            fields.put(field, fields.get(field) + " (changed)");
        }
    }
}
