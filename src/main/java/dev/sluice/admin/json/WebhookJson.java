package dev.sluice.admin.json;

import dev.sluice.core.model.SealedKey;
import dev.sluice.core.model.Webhook;
import dev.sluice.core.port.WebhookDeliveries.Delivery;
import dev.sluice.core.port.WebhookSender.Outcome;
import dev.sluice.core.rule.Facts;
import dev.sluice.core.rule.Problems;
import dev.sluice.core.rule.WebhookFields;
import dev.sluice.core.rule.WebhookRules;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** Webhooks and what they were told as JSON; their secrets only on the way in. */
public final class WebhookJson {

    /**
     * A secret field of a body.
     *
     * @param text null to have none
     * @param fault what is there instead of a secret, without a word of it; null if nothing is wrong
     */
    public record Word(
            boolean given, @Nullable String text, @Nullable String fault) {

        private static final Word ABSENT = new Word(false, null, null);

        /** What is to be sealed; null if nothing is. */
        public @Nullable String plain() {
            return fault == null ? text : null;
        }

        private @Nullable SealedKey over(@Nullable SealedKey present, @Nullable SealedKey sealed) {
            return given ? sealed : present;
        }

        @Override
        public String toString() {
            return "Word[" + (given ? "given" : "absent") + "]";
        }
    }

    private WebhookJson() {}

    /** What messages are to be signed with. */
    public static Word secret(JsonObject body) {
        return word(body, "secret", WebhookRules::isSecret);
    }

    /** What the receiver knows us by. */
    public static Word token(JsonObject body) {
        return word(body, "token", WebhookRules::isToken);
    }

    /** By hand, as a reader of fields would quote what it does not take. */
    private static Word word(JsonObject body, String field, Predicate<String> rule) {
        Object value = body.getValue(field);
        if (value == null) {
            return body.containsKey(field) ? new Word(true, null, null) : Word.ABSENT;
        }
        if (!(value instanceof String text)) {
            return new Word(true, null, "something else");
        }
        return new Word(true, text, rule.test(text) ? null : text.length() + " characters");
    }

    /**
     * The webhook with the given fields of the body.
     *
     * @param sealedSecret the secret of the body, sealed; null if it has none, as the next
     */
    public static Webhook merge(
            JsonObject body,
            Webhook present,
            @Nullable SealedKey sealedSecret,
            @Nullable SealedKey sealedToken,
            Problems problems) {
        Word secret = secret(body);
        Word token = token(body);
        tell("secret", secret, WebhookRules.SECRET, problems);
        tell("token", token, WebhookRules.TOKEN_TEXT, problems);
        FieldReader in = new FieldReader(body, problems);
        in.ignore("id", "has_secret", "has_token", "created_at", "updated_at", "secret", "token");
        return WebhookFields.over(in, present, problems)
                .with(secret.over(present.secret(), sealedSecret), token.over(present.token(), sealedToken));
    }

    private static void tell(String field, Word word, String expected, Problems problems) {
        if (word.fault() != null) {
            problems.add(field, word.fault(), expected);
        }
    }

    public static JsonObject of(Webhook webhook) {
        return Values.object(Facts.of(webhook));
    }

    public static JsonObject of(Delivery delivery) {
        return new JsonObject()
                .put("id", delivery.id())
                .put("uid", delivery.uid())
                .put("event", delivery.event())
                .put("event_ids", new JsonArray(delivery.eventIds()))
                .put("happened_at", Values.time(delivery.happenedAt()))
                .put("state", delivery.state().wire())
                .put("attempts", delivery.attempts())
                .put("last_tried_at", Values.time(delivery.lastTriedAt()))
                .put("next_try_at", Values.time(delivery.nextTryAt()))
                .put("status", delivery.status())
                .put("failure", delivery.failure());
    }

    public static JsonObject of(Outcome outcome) {
        return new JsonObject()
                .put("arrived", outcome.arrived())
                .put("status", outcome.status())
                .put("failure", outcome.failure())
                .put("took_ms", outcome.took().toMillis());
    }
}
