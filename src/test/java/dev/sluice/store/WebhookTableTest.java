package dev.sluice.store;

import static dev.sluice.store.FreshDatabase.await;
import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.core.model.Desired;
import dev.sluice.core.model.SealedKey;
import dev.sluice.core.model.Stamp;
import dev.sluice.core.model.Webhook;
import dev.sluice.core.model.WebhookPreset;
import dev.sluice.core.rule.Edit;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;

class WebhookTableTest extends StoreSuite {

    static Webhook webhook(long id, Stamp stamp) {
        return new Webhook(
                id,
                "ops " + id,
                "https://hooks.example/{token}",
                List.of("gateway_*", "pool_outage_started"),
                WebhookPreset.TEXT,
                "{message}",
                true,
                new SealedKey("0123", "c2VjcmV0"),
                new SealedKey("4567", "dG9rZW4="),
                stamp);
    }

    private static Webhook plain(long id, Stamp stamp) {
        return new Webhook(
                id, "plain", "http://a.example", List.of("*"), WebhookPreset.JSON, null, false, null, null, stamp);
    }

    @Test
    void whatIsReadBackIsWhatWasWritten() {
        long full = make(Edit.Kind.WEBHOOK, (d, c) -> d.with(webhook(c.id(), c.created())));
        Desired last = change(making(Edit.Kind.WEBHOOK, (d, c) -> d.with(plain(c.id(), c.created()))))
                .desired();

        Desired elsewhere = await(database.open("front-2").desiredState().load());

        assertThat(elsewhere).isEqualTo(last);
        assertThat(elsewhere.webhooks()).hasSize(2).containsKey(full);
    }

    @Test
    void earlierOnesAreKnownWithTheSecretsOfToday() {
        long id = make(Edit.Kind.WEBHOOK, (d, c) -> d.with(webhook(c.id(), c.created())));
        Webhook first = Objects.requireNonNull(
                await(store.desiredState().load()).webhooks().get(id));
        SealedKey rotated = new SealedKey("0123", "bmV3");
        change(editing((d, c) -> d.with(plain(id, c.created()).with(rotated, null))));

        Desired then = await(store.revisions().at(1));

        assertThat(then).isNotNull();
        assertThat(then.webhooks().get(id)).isEqualTo(first.with(rotated, null));
        assertThat(database.ask("SELECT before::text FROM revision_undo WHERE before IS NOT NULL"))
                .singleElement()
                .asString()
                .contains("hooks.example")
                .doesNotContain("c2VjcmV0")
                .doesNotContain("dG9rZW4=");
    }

    @Test
    void oneThatIsDeletedTakesItsSecretsAndItsPlaceWithIt() {
        long gone = make(Edit.Kind.WEBHOOK, (d, c) -> d.with(webhook(c.id(), c.created())));
        long stays = make(Edit.Kind.WEBHOOK, (d, c) -> d.with(plain(c.id(), c.created())));

        change(editing((d, c) -> d.withoutWebhook(gone)));

        assertThat(database.ask("SELECT id FROM webhook")).containsExactly(Long.toString(stays));
        assertThat(database.ask("SELECT webhook_id FROM webhook_cursor")).containsExactly(Long.toString(stays));
    }
}
