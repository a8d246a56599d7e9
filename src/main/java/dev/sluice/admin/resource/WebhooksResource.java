package dev.sluice.admin.resource;

import dev.sluice.admin.http.Answer;
import dev.sluice.admin.http.ApiProblem;
import dev.sluice.admin.http.Call;
import dev.sluice.admin.http.Operation;
import dev.sluice.admin.json.ForceJson;
import dev.sluice.admin.json.WebhookJson;
import dev.sluice.core.model.Desired;
import dev.sluice.core.model.SealedKey;
import dev.sluice.core.model.Webhook;
import dev.sluice.core.port.SecretSeal;
import dev.sluice.core.port.SecretSeal.Use;
import dev.sluice.core.port.WebhookDeliveries;
import dev.sluice.core.port.WebhookSender;
import dev.sluice.core.rule.Merge;
import dev.sluice.core.rule.WebhookEdits;
import dev.sluice.core.rule.WebhookRules;
import dev.sluice.core.webhook.AddressGuard;
import io.vertx.core.Future;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.json.JsonObject;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The webhooks, and what each was told. */
public final class WebhooksResource {

    private static final String ALL = Located.BASE + "/webhooks";
    private static final String ONE = ALL + "/{id}";
    private static final String DELIVERIES = ONE + "/deliveries";

    private final Changes changes;
    private final WebhookEdits edits;
    private final SecretSeal seal;
    private final WebhookDeliveries deliveries;
    private final WebhookSender sender;

    /** Those whose receivers the guard lets pass. */
    public WebhooksResource(
            Changes changes, AddressGuard guard, SecretSeal seal, WebhookDeliveries deliveries, WebhookSender sender) {
        this.changes = changes;
        this.edits = new WebhookEdits(new WebhookRules(guard));
        this.seal = seal;
        this.deliveries = deliveries;
        this.sender = sender;
    }

    public List<Operation> operations() {
        return List.of(
                Operation.get("listWebhooks", ALL, this::list),
                Operation.admin("createWebhook", HttpMethod.POST, ALL, this::create),
                Operation.get("getWebhook", ONE, this::get),
                Operation.admin("updateWebhook", HttpMethod.PUT, ONE, this::update),
                Operation.admin("deleteWebhook", HttpMethod.DELETE, ONE, this::delete),
                Operation.operate("testWebhook", ONE + "/test", this::test),
                Operation.get("listWebhookDeliveries", DELIVERIES, this::told),
                Operation.operate("sendWebhookDelivery", DELIVERIES + "/{delivery_id}/send", this::send));
    }

    private Future<Answer> list(Call call) {
        return Future.succeededFuture(
                call.page(changes.snapshot().desired().webhooks().values(), WebhookJson::of));
    }

    private Future<Answer> get(Call call) {
        return Future.succeededFuture(shown(find(call, changes.snapshot().desired())));
    }

    private Future<Answer> create(Call call) {
        return merging(call.object())
                .compose(merge -> changes.make(edits.create(merge, call.command())))
                .map(done -> {
                    Webhook webhook = find(done.subjectId(), done.desired());
                    return Located.created("/webhooks", webhook.id(), WebhookJson.of(webhook), webhook.stamp());
                });
    }

    private Future<Answer> update(Call call) {
        return merging(call.object())
                .compose(merge -> changes.make(edits.update(call.id("id"), merge, call.command())))
                .map(done -> shown(find(done.subjectId(), done.desired())));
    }

    /** What the body says, with its secrets sealed. */
    private Future<Merge<Webhook>> merging(JsonObject body) {
        return sealed(WebhookJson.secret(body), Use.WEBHOOK_SECRET).compose(secret -> sealed(
                        WebhookJson.token(body), Use.WEBHOOK_TOKEN)
                .map(token -> (present, problems) -> WebhookJson.merge(body, present, secret, token, problems)));
    }

    private Future<@Nullable SealedKey> sealed(WebhookJson.Word word, Use use) {
        String plain = word.plain();
        return plain == null ? Future.succeededFuture(null) : changes.here(seal.seal(plain, use));
    }

    private Future<Answer> delete(Call call) {
        return changes.make(WebhookEdits.delete(call.id("id"), call.command())).map(done -> Answer.empty());
    }

    /** Answers with what the receiver answered, whatever that is. */
    private Future<Answer> test(Call call) {
        ForceJson.none(call.object());
        Webhook webhook = find(call, changes.snapshot().desired());
        return changes.here(sender.test(webhook, call.actor())).map(outcome -> Answer.json(WebhookJson.of(outcome)));
    }

    private Future<Answer> told(Call call) {
        Webhook webhook = find(call, changes.snapshot().desired());
        return changes.here(deliveries.list(webhook.id(), call.limit(), call.offset()))
                .map(page ->
                        call.page(page.items().stream().map(WebhookJson::of).toList(), page.total()));
    }

    private Future<Answer> send(Call call) {
        ForceJson.none(call.object());
        Webhook webhook = find(call, changes.snapshot().desired());
        long id = call.id("delivery_id");
        return changes.here(sender.again(webhook, id)).map(sent -> {
            if (sent == null) {
                throw new ApiProblem(404, "not_found", "There is no delivery " + id + " of webhook " + webhook.id());
            }
            return Answer.json(WebhookJson.of(sent));
        });
    }

    private static Answer shown(Webhook webhook) {
        return Located.shown(WebhookJson.of(webhook), webhook.stamp());
    }

    private static Webhook find(Call call, Desired desired) {
        return find(call.id("id"), desired);
    }

    private static Webhook find(long id, Desired desired) {
        Webhook webhook = desired.webhooks().get(id);
        if (webhook == null) {
            throw new ApiProblem(404, "not_found", "There is no such webhook");
        }
        return webhook;
    }
}
