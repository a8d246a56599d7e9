package dev.sluice.webhook;

import dev.sluice.core.model.SealedKey;
import dev.sluice.core.model.Webhook;
import dev.sluice.core.port.SecretSeal;
import dev.sluice.core.port.SecretSeal.Use;
import dev.sluice.core.rule.WebhookRules;
import dev.sluice.core.webhook.Bundle;
import dev.sluice.core.webhook.Message;
import io.vertx.core.Context;
import io.vertx.core.Future;
import java.time.Instant;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Puts a message into an envelope: its words, the address with the token in it, the signature. Its context only. */
final class Dispatch {

    private final Context context;
    private final SecretSeal seal;
    private final Calls calls;

    Dispatch(Context context, SecretSeal seal, Calls calls) {
        this.context = context;
        this.seal = seal;
        this.calls = calls;
    }

    /** Tries once; never fails. Nothing goes out unsigned that should be signed. */
    Future<Answered> send(Webhook webhook, Bundle bundle, String uid, Instant now) {
        return opened(webhook.secret(), Use.WEBHOOK_SECRET)
                .compose(secret -> opened(webhook.token(), Use.WEBHOOK_TOKEN)
                        .compose(token -> token == null && webhook.url().contains(WebhookRules.TOKEN)
                                ? Future.succeededFuture(Answered.not("not called: url names a token, and none is set"))
                                : calls.send(
                                        Calls.Call.to(webhook.url(), token, secret, uid, Message.of(webhook, bundle)),
                                        now)))
                .recover(failure -> Future.succeededFuture(
                        Answered.not("not called: " + Objects.toString(failure.getMessage(), "it cannot be made"))));
    }

    private Future<@Nullable String> opened(@Nullable SealedKey sealed, Use use) {
        return sealed == null
                ? Future.succeededFuture(null)
                : Future.fromCompletionStage(seal.open(sealed, use), context)
                        .recover(
                                failure -> Future.failedFuture("its " + (use == Use.WEBHOOK_SECRET ? "secret" : "token")
                                        + " cannot be opened: " + Objects.toString(failure.getMessage())));
    }
}
