package dev.sluice.webhook;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.sluice.core.failover.Event;
import dev.sluice.core.failover.EventName;
import dev.sluice.core.model.Desired;
import dev.sluice.core.model.SealedKey;
import dev.sluice.core.model.Webhook;
import dev.sluice.core.model.WebhookPreset;
import dev.sluice.core.port.Clock;
import dev.sluice.core.port.LedgerEntry;
import dev.sluice.core.port.SecretSeal;
import dev.sluice.core.port.WebhookDeliveries.Delivery;
import dev.sluice.core.port.WebhookDeliveries.State;
import dev.sluice.core.rule.Edit;
import dev.sluice.core.rule.Edited;
import dev.sluice.core.webhook.AddressGuard;
import dev.sluice.store.FreshDatabase;
import dev.sluice.store.PostgresKind;
import dev.sluice.store.Store;
import dev.sluice.testing.WebhookReceiver;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What receivers get of what happens, over a real database and real sockets. */
class SenderTest {

    private static final Duration LIMIT = Duration.ofSeconds(30);

    private FreshDatabase database;
    private Store store;
    private final List<Sender> senders = new ArrayList<>();
    private final Seal seal = new Seal();

    /** Reversible, and out of order when told so. */
    private static final class Seal implements SecretSeal {
        volatile boolean broken;

        @Override
        public CompletionStage<SealedKey> seal(String plain, Use use) {
            return CompletableFuture.completedFuture(new SealedKey("test", plain));
        }

        @Override
        public CompletionStage<String> open(SealedKey sealed, Use use) {
            return broken
                    ? CompletableFuture.failedFuture(new IllegalStateException("the key is not there"))
                    : CompletableFuture.completedFuture(sealed.box());
        }
    }

    @BeforeEach
    void open() throws Exception {
        database = FreshDatabase.on(PostgresKind.values()[0]);
        store = database.open();
    }

    @AfterEach
    void close() {
        senders.forEach(sender -> get(sender.close().toCompletionStage()));
        database.close();
    }

    private Sender sender(Store from, String frontDoor) {
        Sender sender = new Sender(
                database.vertx.getOrCreateContext(),
                Clock.SYSTEM,
                from.webhookDeliveries(),
                seal,
                new Calls(database.vertx, new AddressGuard(List.of("127.0.0.0/8"))),
                frontDoor);
        senders.add(sender);
        return sender;
    }

    /** Makes a webhook, and has them all followed by this sender. */
    private long hook(Sender sender, WebhookReceiver receiver, WebhookPreset preset, @Nullable String secret) {
        Edit edit = Edit.creating(
                Edit.Kind.WEBHOOK,
                (desired, context) -> new Edited(
                        desired.with(new Webhook(
                                context.id(),
                                "hook " + context.id(),
                                receiver.url(),
                                List.of("gateway_*"),
                                preset,
                                null,
                                true,
                                secret == null ? null : new SealedKey("test", secret),
                                null,
                                context.created())),
                        List.of(event("made")),
                        context.id()));
        long id = get(store.desiredState().change(edit)).subjectId();
        follow(sender);
        return id;
    }

    private void follow(Sender sender) {
        Desired desired = get(store.desiredState().load());
        sender.published(desired.webhooks(), false);
    }

    private static Event event(String uid) {
        EventName name = uid.equals("made") ? EventName.WEBHOOK_CREATED : EventName.GATEWAY_DOWN;
        String unique = uid.equals("made") ? uid + System.nanoTime() : uid;
        return new Event(unique, name, Instant.now(), uid + " happened", Event.WATCHDOG, Map.of());
    }

    private void happens(String... uids) {
        for (String uid : uids) {
            get(store.ledger().append(new LedgerEntry(List.of(event(uid)), List.of(), List.of(), List.of())));
        }
    }

    private static <T> T get(CompletionStage<T> stage) {
        return stage.toCompletableFuture().orTimeout(30, TimeUnit.SECONDS).join();
    }

    private List<Delivery> deliveries(long id) {
        return get(store.webhookDeliveries().list(id, 100, 0)).items();
    }

    private static String[] numbered(int count) {
        return IntStream.rangeClosed(1, count).mapToObj(i -> "e" + i).toArray(String[]::new);
    }

    @Test
    void whatAReceiverRefusedArrivesInOrderOnceItTakesItAgain() {
        WebhookReceiver receiver = new WebhookReceiver(database.vertx, 503);
        long id = hook(sender(store, "front-1"), receiver, WebhookPreset.JSON, "a-secret-of-the-test");
        happens("e1", "e2", "e3");

        await().atMost(LIMIT).until(() -> receiver.uids().size() >= 2);
        receiver.answer(200);
        happens("e4");

        await().atMost(LIMIT).until(() -> receiver.taken().size() == 4);
        assertThat(receiver.taken()).containsExactly("e1", "e2", "e3", "e4");
        assertThat(receiver.uids().subList(0, 2)).as("nothing else before it").containsOnly("e1");
        assertThat(receiver.heard()).allMatch(one -> one.headers().get("Sluice-Webhook-Signature") != null);
        await().atMost(LIMIT)
                .until(() -> deliveries(id).size() == 4
                        && deliveries(id).stream().allMatch(one -> one.state() == State.DELIVERED));
        assertThat(deliveries(id).get(3).attempts()).isGreaterThanOrEqualTo(3);
    }

    @Test
    void aSilentReceiverKeepsNobodyElseWaiting() {
        WebhookReceiver silent = new WebhookReceiver(database.vertx, WebhookReceiver.SILENCE);
        WebhookReceiver other = new WebhookReceiver(database.vertx, 204);
        Sender sender = sender(store, "front-1");
        hook(sender, silent, WebhookPreset.JSON, null);
        hook(sender, other, WebhookPreset.JSON, null);
        String[] many = numbered(20);
        happens(many);

        await().atMost(Duration.ofSeconds(9)).until(() -> other.taken().size() == many.length);
        assertThat(other.taken()).containsExactly(many);
        assertThat(silent.uids()).containsExactly("e1");
    }

    @Test
    void anotherProcessGoesOnWhereOneEnded() {
        WebhookReceiver receiver = new WebhookReceiver(database.vertx, 500);
        Sender first = sender(store, "front-1");
        long id = hook(first, receiver, WebhookPreset.JSON, null);
        happens("e1", "e2");
        await().atMost(LIMIT).until(() -> deliveries(id).stream().anyMatch(one -> one.attempts() > 0));
        get(first.close().toCompletionStage());
        happens("e3");
        receiver.answer(200);

        follow(sender(database.open(), "front-1"));

        await().atMost(LIMIT).until(() -> receiver.taken().size() == 3);
        assertThat(receiver.taken()).containsExactly("e1", "e2", "e3");
    }

    @Test
    void ofTwoFrontDoorsOneTellsIt() {
        WebhookReceiver receiver = new WebhookReceiver(database.vertx, 200);
        Sender first = sender(store, "front-1");
        Sender other = sender(database.open("front-2"), "front-2");
        hook(first, receiver, WebhookPreset.JSON, null);
        follow(other);
        String[] many = numbered(30);
        happens(many);

        await().atMost(LIMIT).until(() -> receiver.uids().size() >= many.length);
        assertThat(receiver.uids()).containsExactly(many);
    }

    @Test
    void peopleGetOneMessageOfWhatHappenedTogether() {
        WebhookReceiver receiver = new WebhookReceiver(database.vertx, 200);
        hook(sender(store, "front-1"), receiver, WebhookPreset.NTFY, null);
        happens("e1", "e2", "e3");

        await().atMost(LIMIT).until(() -> !receiver.heard().isEmpty());
        assertThat(receiver.heard()).hasSize(1);
        assertThat(receiver.heard().get(0).body().toString(StandardCharsets.UTF_8))
                .isEqualTo("e1 happened\ne2 happened\ne3 happened");
    }

    @Test
    void nothingGoesOutUnsignedIfItsSecretIsNotAtHand() {
        WebhookReceiver receiver = new WebhookReceiver(database.vertx, 200);
        seal.broken = true;
        Sender sender = sender(store, "front-1");
        long id = hook(sender, receiver, WebhookPreset.JSON, "a-secret-of-the-test");
        happens("e1");

        await().atMost(LIMIT).until(() -> deliveries(id).stream().anyMatch(one -> one.attempts() > 0));
        assertThat(deliveries(id).get(0).failure())
                .isEqualTo("not called: its secret cannot be opened: the key is not there");
        assertThat(receiver.heard()).isEmpty();
        seal.broken = false;
        await().atMost(LIMIT).until(() -> receiver.taken().size() == 1);
    }

    @Test
    void aChangedWebhookIsTriedAtOnceAndATakenAwayOneNoMore() {
        WebhookReceiver wrong = new WebhookReceiver(database.vertx, 404);
        WebhookReceiver right = new WebhookReceiver(database.vertx, 200);
        Sender sender = sender(store, "front-1");
        long id = hook(sender, wrong, WebhookPreset.JSON, null);
        happens("e1");
        await().atMost(LIMIT)
                .until(() -> deliveries(id).stream().anyMatch(one -> one.attempts() >= 3)); // 4 s to the next
        Desired desired = get(store.desiredState().load());
        Webhook before = desired.webhooks().get(id);
        Webhook moved = new Webhook(
                id, "x", right.url(), before.events(), before.preset(), null, true, null, null, before.stamp());

        sender.published(desired.with(moved).webhooks(), false);

        await().atMost(Duration.ofSeconds(3)).until(() -> right.taken().equals(List.of("e1")));
        sender.published(Map.of(), false);
        happens("e2");
        assertThat(get(sender.again(moved, deliveries(id).get(0).id())).attempts())
                .isGreaterThan(4);
        assertThat(right.uids()).containsExactly("e1", "e1");
    }
}
