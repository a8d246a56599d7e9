package dev.sluice.store;

import static dev.sluice.store.FreshDatabase.await;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import dev.sluice.core.failover.Event;
import dev.sluice.core.failover.EventName;
import dev.sluice.core.model.Stamp;
import dev.sluice.core.model.Webhook;
import dev.sluice.core.model.WebhookPreset;
import dev.sluice.core.port.ActivityLog.Stored;
import dev.sluice.core.port.Backup;
import dev.sluice.core.port.LedgerEntry;
import dev.sluice.core.port.WebhookDeliveries;
import dev.sluice.core.port.WebhookDeliveries.Delivery;
import dev.sluice.core.port.WebhookDeliveries.Pending;
import dev.sluice.core.port.WebhookDeliveries.State;
import dev.sluice.core.rule.Edit;
import dev.sluice.core.webhook.Bundle;
import io.vertx.pgclient.PgConnection;
import java.time.Instant;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** How far webhooks were told, whatever happens in between. */
class KeptDeliveriesTest extends StoreSuite {

    private static final Instant NOW = Instant.parse("2026-11-22T10:00:00.123456Z");
    private static final Set<EventName> ALL = EnumSet.of(EventName.GATEWAY_DOWN, EventName.GATEWAY_ALIVE);

    private WebhookDeliveries deliveries;
    private long hook;

    @BeforeEach
    void listen() {
        happens("before it was made", EventName.GATEWAY_DOWN);
        hook = make(Edit.Kind.WEBHOOK, (d, c) -> d.with(WebhookTableTest.webhook(c.id(), c.created())));
        deliveries = store.webhookDeliveries();
    }

    private static Event event(String uid, EventName name) {
        return new Event(uid, name, NOW, uid, Event.WATCHDOG, Map.of());
    }

    private void happens(String uid, EventName name) {
        await(store.ledger().append(new LedgerEntry(List.of(event(uid, name)), List.of(), List.of(), List.of())));
    }

    private List<Stored> waiting() {
        return await(deliveries.waiting(hook, ALL, await(deliveries.settled()), 100));
    }

    private static List<String> uids(List<Stored> events) {
        return events.stream().map(stored -> stored.event().uid()).toList();
    }

    private Delivery begin(List<Stored> events) {
        return Objects.requireNonNull(await(deliveries.begin(hook, new Bundle(events), NOW)));
    }

    @Test
    void whatWasChosenAndHappenedSinceIsWaitingInOrder() {
        happens("a", EventName.GATEWAY_DOWN);
        happens("b", EventName.STANDBY_UNREADY);
        happens("c", EventName.GATEWAY_ALIVE);

        assertThat(uids(waiting())).containsExactly("a", "c");
    }

    @Test
    void aMessageThatWasBegunIsThereForTheNextProcess() {
        happens("a", EventName.GATEWAY_DOWN);
        happens("b", EventName.GATEWAY_ALIVE);
        Delivery begun = begin(waiting());
        Delivery tried = begun.failed(NOW, NOW.plusSeconds(1), 503, "answered 503");
        await(deliveries.record(tried));

        Pending pending = await(database.open().webhookDeliveries().pending(hook));

        assertThat(pending.delivery()).isEqualTo(tried);
        assertThat(uids(pending.events())).containsExactly("a", "b");
        assertThat(await(deliveries.begin(hook, new Bundle(waiting()), NOW)))
                .as("one at a time")
                .isNull();
    }

    @Test
    void whatArrivedIsNotToldAgain() {
        happens("a", EventName.GATEWAY_DOWN);
        happens("b", EventName.GATEWAY_ALIVE);
        await(deliveries.record(begin(waiting().subList(0, 1)).arrived(NOW, 204)));

        assertThat(await(deliveries.pending(hook))).isNull();
        assertThat(uids(waiting())).containsExactly("b");
        await(deliveries.record(begin(waiting()).failed(NOW, null, null, "refused")));
        assertThat(waiting()).as("given up is told, too").isEmpty();
        assertThat(await(deliveries.list(hook, 10, 0)).items())
                .extracting(Delivery::uid, Delivery::state, Delivery::attempts)
                .containsExactly(tuple("b", State.ABANDONED, 1), tuple("a", State.DELIVERED, 1));
    }

    @Test
    void whatIsSkippedIsNotTold() {
        happens("a", EventName.GATEWAY_DOWN);
        begin(waiting());

        await(deliveries.skip(hook, await(deliveries.settled())));

        assertThat(waiting()).isEmpty();
        assertThat(await(deliveries.pending(hook))).isNull();
    }

    @Test
    void nothingIsSettledWhileAnEarlierWriterIsAtWork() {
        PgConnection slow = await(PgConnection.connect(database.vertx, database.options()));
        await(slow.query("BEGIN").execute());
        await(slow.query("INSERT INTO event (uid, event, at, severity, message, actor, front_door, details)"
                        + " VALUES ('slow', 'gateway_down', now(), 'warn', 'm', 'watchdog', 'front-2', '{}')")
                .execute());
        happens("quick", EventName.GATEWAY_ALIVE);

        assertThat(await(deliveries.settled())).isNull();

        await(slow.query("COMMIT").execute());
        await(slow.close());
        assertThat(uids(waiting())).containsExactly("slow", "quick");
    }

    @Test
    void whatComesOutOfABackupIsNotToldAgain() {
        Stored old = new Stored(1, event("old", EventName.GATEWAY_DOWN), "front-1");
        await(store.backups().bringBack(new Backup(await(store.desiredState().load()), List.of(), List.of(old), null)));
        happens("new", EventName.GATEWAY_DOWN);

        assertThat(uids(waiting())).containsExactly("new");
    }

    @Test
    void oneFrontDoorTellsIt() {
        WebhookDeliveries elsewhere = database.open("front-2").webhookDeliveries();

        assertThat(await(deliveries.claim(hook))).isTrue();
        assertThat(await(elsewhere.claim(hook))).isFalse();
        assertThat(await(deliveries.claim(hook))).as("again").isTrue();
        database.ask("UPDATE webhook_cursor SET sends_until = now() - interval '1 ms' RETURNING 1");
        assertThat(await(elsewhere.claim(hook))).as("the first one is gone").isTrue();
        assertThat(await(deliveries.claim(hook))).isFalse();
        assertThat(await(deliveries.claim(hook + 1))).as("no such webhook").isFalse();
    }

    @Test
    void oneIsFoundWithItsEventsAndMayBeSentAgain() {
        happens("a", EventName.GATEWAY_DOWN);
        Delivery arrived = begin(waiting()).arrived(NOW, 204);
        await(deliveries.record(arrived));

        Pending found = await(deliveries.find(hook, arrived.id()));

        assertThat(found.delivery()).isEqualTo(arrived);
        assertThat(uids(found.events())).containsExactly("a");
        Delivery again = arrived.failedAgain(NOW.plusSeconds(5), 500, "answered 500");
        await(deliveries.record(again));
        assertThat(await(deliveries.find(hook, arrived.id())).delivery())
                .isEqualTo(again)
                .extracting(Delivery::state, Delivery::attempts)
                .containsExactly(State.DELIVERED, 2);
        assertThat(await(deliveries.find(hook + 1, arrived.id()))).isNull();
    }

    @Test
    void whatHappensWhileItIsDisabledIsNotToldLater() {
        happens("a", EventName.GATEWAY_DOWN);
        Delivery begun = begin(waiting());
        change(editing((d, c) -> d.with(enabled(false, c.created()))));
        happens("b", EventName.GATEWAY_DOWN);
        change(editing((d, c) -> d.with(enabled(true, c.created()))));
        happens("c", EventName.GATEWAY_DOWN);

        assertThat(uids(waiting())).containsExactly("c");
        assertThat(await(deliveries.find(hook, begun.id())).delivery())
                .extracting(Delivery::state, Delivery::failure)
                .containsExactly(State.ABANDONED, "the webhook was disabled");
    }

    private Webhook enabled(boolean enabled, Stamp stamp) {
        return new Webhook(
                hook, "h", "http://a.example", List.of("*"), WebhookPreset.JSON, null, enabled, null, null, stamp);
    }

    @Test
    void aWebhookThatIsGoneIsToldNothing() {
        happens("a", EventName.GATEWAY_DOWN);
        List<Stored> events = waiting();
        begin(events);
        change(editing((d, c) -> d.withoutWebhook(hook)));

        assertThat(await(deliveries.begin(hook, new Bundle(events), NOW))).isNull();
        assertThat(await(deliveries.pending(hook))).isNull();
        assertThat(waiting()).isEmpty();
        assertThat(await(deliveries.list(hook, 10, 0)).total()).isZero();
    }
}
