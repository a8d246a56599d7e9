package dev.sluice.admin;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.sluice.core.failover.Event;
import dev.sluice.core.failover.EventName;
import dev.sluice.core.port.StoreAwayException;
import dev.sluice.testing.EventStreamClient;
import dev.sluice.testing.EventStreamClient.Told;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.json.JsonObject;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.LongStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** The stream of events: what is told, once each, to whom, and when it ends. */
class EventStreamTest extends ApiTest {

    private static final Duration MOMENT = Duration.ofMillis(400);

    private EventStreamClient stream(String query) {
        return stream(query, null);
    }

    private EventStreamClient stream(String query, @Nullable String lastId) {
        return new EventStreamClient(api.port(), "/api/v1/events" + query, ApiServer.READER, lastId, true);
    }

    private static Event event(EventName name, String message, Map<String, Object> details) {
        return Event.of(name, Instant.now(), "watchdog", message, details);
    }

    private void happen(int count) {
        for (int i = 0; i < count; i++) {
            api.plane.happens(event(EventName.GATEWAY_DOWN, "down", Map.of()));
        }
    }

    private static List<Long> fromTo(long first, long last) {
        return LongStream.rangeClosed(first, last).boxed().toList();
    }

    @Test
    void whatHappensIsToldAndAClientThatComesBackMissesNothing() {
        happen(1);
        String last;
        try (EventStreamClient client = stream("")) {
            assertThat(client.next().type()).isEqualTo("ready");
            long b = api.gateway("b");
            Told told = client.next();
            assertThat(told.id()).isEqualTo("2");
            assertThat(told.json())
                    .isEqualTo(api.get("/logs/activity?peer=" + b).items().getJsonObject(0));
            happen(1);
            assertThat(client.ids(1)).containsExactly(3L);
            last = client.lastId();
        }
        happen(150);
        try (EventStreamClient client = stream("?after=1", last)) {
            assertThat(client.ids(150)).isEqualTo(fromTo(4, 153));
            happen(2);
            assertThat(client.ids(2)).containsExactly(154L, 155L);
            assertThat(client.poll(MOMENT, "activity")).isNull();
        }
    }

    @Test
    void itBeginsWhereItIsAskedTo() {
        Instant before = Instant.now().minusSeconds(60);
        happen(3);

        try (EventStreamClient all = stream("?after=0");
                EventStreamClient rest = stream("?after=2");
                EventStreamClient since = stream("?from=" + before);
                EventStreamClient beyond = stream("?after=1000000")) {
            assertThat(all.ids(3)).containsExactly(1L, 2L, 3L);
            assertThat(rest.ids(1)).containsExactly(3L);
            assertThat(since.ids(3)).containsExactly(1L, 2L, 3L);
            assertThat(beyond.poll(MOMENT, "activity")).isNull();
            happen(1);
            assertThat(List.of(all.ids(1), rest.ids(1), since.ids(1), beyond.ids(1)))
                    .containsOnly(List.of(4L));
        }
    }

    /** What happens while a stream changes over from reading the log to being handed what is new is in neither or in both, if that is wrong. */
    @Test
    void nothingIsLostOrRepeatedBetweenTheLogAndWhatIsNew() throws Exception {
        happen(150);
        AtomicInteger happened = new AtomicInteger(150);
        Thread writer = new Thread(() -> {
            for (int i = 0; i < 250; i++) {
                happen(1);
                happened.incrementAndGet();
                Thread.yield();
            }
        });
        List<EventStreamClient> clients = new ArrayList<>();
        try {
            writer.start();
            for (int i = 0; i < 12; i++) {
                int after = i * 20;
                await().until(() -> happened.get() >= after); // behind what has not happened there is no place
                clients.add(stream("?after=" + after));
            }
            writer.join();
            for (int i = 0; i < clients.size(); i++) {
                assertThat(clients.get(i).ids(400 - i * 20)).as("client %d", i).isEqualTo(fromTo(i * 20 + 1, 400));
            }
        } finally {
            clients.forEach(EventStreamClient::close);
        }
    }

    @Test
    void onlyWhatIsAskedForIsTold() {
        try (EventStreamClient downs = stream("?event=gateway_down");
                EventStreamClient ofRoute = stream("?route=7&actor=watchdog");
                EventStreamClient log = stream("?after=0&route=7")) {
            downs.next("ready");
            ofRoute.next("ready");
            api.plane.happens(event(EventName.GATEWAY_ALIVE, "one", Map.of("route_ids", List.of(6L, 7L))));
            api.plane.happens(event(EventName.GATEWAY_DOWN, "two", Map.of("peer_id", 7L)));
            api.plane.happens(event(EventName.ROUTE_UPDATED, "three", Map.of("route_id", 7L)));

            assertThat(downs.ids(1)).containsExactly(2L);
            assertThat(ofRoute.ids(2)).containsExactly(1L, 3L);
            assertThat(log.ids(2)).containsExactly(1L, 3L);
            assertThat(downs.poll(MOMENT, "activity")).isNull();
        }
    }

    @Test
    void whatIsNotSavedYetComesWithoutAnIdAndAgainWithOne() {
        try (EventStreamClient client = stream("")) {
            client.next("ready");
            happen(1);
            assertThat(client.ids(1)).containsExactly(1L);
            api.plane.failing = new StoreAwayException("connection refused", new IllegalStateException());
            happen(1);

            Told unsaved = client.next("activity");
            assertThat(unsaved.id()).isNull();
            assertThat(unsaved.json().getBoolean("saved")).isFalse();

            api.plane.failing = null;
            Told saved = client.next("activity");
            assertThat(saved.id()).isEqualTo("2");
            assertThat(saved.json().getString("uid")).isEqualTo(unsaved.json().getString("uid"));
            assertThat(client.poll(MOMENT, "activity")).isNull();
        }
    }

    /** Where the log ended when the stream began cannot be asked then. */
    @Test
    void aStreamThatBeginsWhileTheDatabaseIsAwayMissesNothingThatHappensFromThenOn() {
        happen(1);
        api.plane.failing = new StoreAwayException("connection refused", new IllegalStateException());
        try (EventStreamClient client = stream("")) {
            client.next("ready");
            happen(2);
            api.plane.failing = null;

            assertThat(client.ids(2)).containsExactly(2L, 3L);
        }
    }

    @Test
    void anEventThatIsCompletedIsToldAsSuch() {
        Event begun = event(EventName.POOL_FAILOVER_ACTIVATED, "moved", Map.of("receipt", Map.of("open", true)));
        try (EventStreamClient client = stream("")) {
            client.next("ready");
            api.plane.happens(begun);
            client.next("activity");
            api.plane.completes(begun.withDetails(Map.of("receipt", Map.of("open", false))));

            Told told = client.next("activity_updated");
            assertThat(told.id()).isNull();
            assertThat(told.json().getString("uid")).isEqualTo(begun.uid());
            assertThat(told.json()
                            .getJsonObject("details")
                            .getJsonObject("receipt")
                            .getBoolean("open"))
                    .isFalse();
        }
    }

    @Test
    void howThingsAreIsToldWhenItChanges() {
        long a = api.gateway("a");
        long b = api.gateway("b");
        long pool = api.pool("site", a, b);
        long route = api.pinned("app.example.com", a);
        try (EventStreamClient client = stream("?kinds=peer,route,pool")) {
            assertThat(client.next().json().getLong("revision")).isPositive();
            api.plane.dies(a);

            Told peer = client.next();
            assertThat(peer.type()).isEqualTo("peer");
            assertThat(peer.json()).isEqualTo(api.get("/peers/" + a).json());
            assertThat(peer.json().getJsonObject("health").getString("state")).isEqualTo("down");
            Told poolNow = client.next();
            assertThat(poolNow.type()).isEqualTo("pool");
            assertThat(poolNow.json())
                    .isEqualTo(api.get("/gateway-pools/" + pool).json());
            Told moved = client.next();
            assertThat(moved.type()).isEqualTo("route");
            assertThat(moved.json()).isEqualTo(api.get("/routes/" + route).json());
            assertThat(moved.json().getLong("serving_peer_id")).isEqualTo(b);

            api.put("/gateway-pools/" + pool, new JsonObject().put("failback_cooldown_s", 61));
            assertThat(client.next("pool").json().getInteger("failback_cooldown_s"))
                    .isEqualTo(61);
            api.delete("/routes/" + route);
            assertThat(client.next("route").json())
                    .isEqualTo(new JsonObject().put("id", route).put("deleted", true));
            assertThat(client.poll(MOMENT)).isNull();
        }
    }

    @Test
    void silenceIsFilledWithComments() {
        try (EventStreamClient client = stream("")) {
            client.next("comment");
            client.next("comment");
        }
    }

    @Test
    void whatCannotBeIsRefused() {
        assertThat(api.get("/events?kinds=activity,pears").paths()).containsExactly("kinds");
        assertThat(api.get("/events?after=-1").paths()).containsExactly("after");
        assertThat(api.get("/events?event=nonsense").paths()).containsExactly("event");
        assertThat(api.call("GET", "/events", null, "Last-Event-ID", "x").paths())
                .containsExactly("Last-Event-ID");
        assertThat(api.raw("GET", "/api/v1/events", null, Buffer.buffer()).status())
                .isEqualTo(401);
        assertThat(api.raw("GET", "/api/v1/events", "a-token-for-an-agent-only", Buffer.buffer())
                        .status())
                .isEqualTo(403);
        Reply head = api.call("HEAD", "/events", null);
        assertThat(head.status()).isEqualTo(200);
        assertThat(head.header("Content-Type")).isEqualTo("text/event-stream");
    }
}
