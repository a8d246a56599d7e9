package dev.sluice.admin;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.sluice.core.failover.Event;
import dev.sluice.core.failover.EventName;
import dev.sluice.testing.EventStreamClient;
import dev.sluice.testing.EventStreamClient.Told;
import io.vertx.core.buffer.Buffer;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.LongStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** When streams of events end, and that there are not too many. */
class EventStreamEndsTest extends ApiTest {

    private EventStreamClient stream(String query) {
        return stream(query, null);
    }

    private EventStreamClient stream(String query, @Nullable String lastId) {
        return new EventStreamClient(api.port(), "/api/v1/events" + query, ApiServer.READER, lastId, true);
    }

    private static Event event(EventName name, String message, Map<String, Object> details) {
        return Event.of(name, Instant.now(), "watchdog", message, details);
    }

    private static List<Long> fromTo(long first, long last) {
        return LongStream.rangeClosed(first, last).boxed().toList();
    }

    /** Nothing is queued for it beyond what its connection takes. */
    @Test
    void aClientThatTakesNothingIsCutOffAndComesBackForTheRest() {
        String long64k = "x".repeat(64 * 1024);
        int all = 160;
        for (int i = 0; i < all; i++) {
            api.plane.happens(event(EventName.GATEWAY_DOWN, long64k, Map.of()));
        }
        EventStreamClient client =
                new EventStreamClient(api.port(), "/api/v1/events?after=0", ApiServer.READER, null, false);
        try (EventStreamClient watching = stream("?kinds=peer")) {
            int before = -1;
            while (before != api.plane.handedOut.get()) {
                before = api.plane.handedOut.get();
                long until = System.nanoTime() + 2 * ApiServer.STREAM_PATIENCE.toNanos();
                while (System.nanoTime() < until) {
                    watching.next("comment"); // so did the other's stream get one, or was cut off
                }
                watching.next("comment");
            }
            assertThat(before).isLessThan(all);
            client.read();
            List<Long> ids = new ArrayList<>();
            Told last = client.next();
            while (!last.type().equals("broken") && !last.type().equals("end")) {
                if (last.id() != null) {
                    ids.add(Long.valueOf(last.id()));
                }
                last = client.next();
            }
            assertThat(last.type()).isEqualTo("broken");
            try (EventStreamClient again = stream("", client.lastId())) {
                ids.addAll(again.ids(all - ids.size()));
            }
            assertThat(ids).isEqualTo(fromTo(1, all));
        } finally {
            client.close();
        }
    }

    @Test
    void thereAreOnlySoManyStreams() {
        List<EventStreamClient> all = new ArrayList<>();
        try {
            for (int i = 0; i < ApiServer.MOST_STREAMS; i++) {
                all.add(stream(""));
            }
            Reply refused = api.get("/events");
            assertThat(refused.status()).isEqualTo(503);
            assertThat(refused.code()).isEqualTo("too_many_streams");
            all.remove(0).close();
            await().atMost(Duration.ofSeconds(20)).untilAsserted(() -> all.add(stream("")));
        } finally {
            all.forEach(EventStreamClient::close);
        }
    }

    @Test
    void aStreamEndsInOrderWhenSluiceDoes() {
        try (EventStreamClient client = stream("")) {
            client.next("ready");
            api.stop();
            assertThat(client.next("end", "broken").type()).isEqualTo("end");
        }
    }

    @Test
    void aTokenThatIsNotGoodAnyMoreEndsItsStreams() {
        try (EventStreamClient client = stream("");
                EventStreamClient other = new EventStreamClient(api.port(), "/api/v1/events", ApiServer.OPERATOR)) {
            client.next("comment");
            api.tokens.forget("viewer");
            // One that is not known has the book read again, once what it has is a second old.
            await().atMost(Duration.ofSeconds(20))
                    .pollInterval(Duration.ofMillis(1_100))
                    .until(() -> status(ApiServer.READER + "x") == 401 && status(ApiServer.READER) == 401);
            assertThat(client.next("end", "broken").type()).isEqualTo("end");
            assertThat(other.next("comment")).isNotNull();
        }
    }

    private int status(String token) {
        return api.raw("GET", "/api/v1/status", token, Buffer.buffer()).status();
    }
}
