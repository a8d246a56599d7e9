package dev.sluice.admin;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.sluice.core.balance.PeerVitals;
import dev.sluice.core.failover.PeerStatus;
import dev.sluice.testing.EventStreamClient;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.time.Duration;
import java.time.Instant;
import java.util.HashSet;
import java.util.Objects;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** The pulse: how much traffic there is, each second. */
class EventStreamPulseTest extends ApiTest {

    private EventStreamClient stream(String kinds) {
        return new EventStreamClient(api.port(), "/api/v1/events?kinds=" + kinds, ApiServer.READER);
    }

    private PeerVitals vitals(long peerId) {
        PeerStatus status = api.plane.snapshot().peers().get(peerId);
        return Objects.requireNonNull(status).vitals();
    }

    private static JsonObject next(EventStreamClient client) {
        return client.next("pulse").json();
    }

    @Test
    void itTellsHowMuchTrafficThereIs() {
        long a = api.gateway("a");
        long b = api.gateway("b");
        api.traffic.tunnels = 12;
        api.traffic.happen(7, 100, 0);
        try (EventStreamClient client = stream("pulse")) {
            JsonObject still = next(client);
            assertThat(Instant.parse(still.getString("at")))
                    .isBetween(Instant.now().minusSeconds(20), Instant.now());
            assertThat(still.getDouble("requests_per_s")).isZero();
            assertThat(still.fieldNames()).contains("p50_ms", "p99_ms");
            assertThat(still.getValue("p50_ms")).isNull();
            assertThat(still.getInteger("tunnels")).isEqualTo(12);
            assertThat(still.getJsonArray("routes")).isEmpty();

            vitals(b).acquire();
            vitals(b).acquire();
            vitals(b).release();
            Instant due = Instant.parse("2026-01-31T09:20:12.151Z");
            vitals(b).nextProbeAt(due);
            vitals(b).smoothed(Duration.ofNanos(1_250_000));
            api.traffic.happen(7, 100, 10);
            JsonObject busy = next(client);
            while (busy.getJsonArray("routes").isEmpty()) {
                busy = next(client);
            }

            assertThat(busy.getDouble("requests_per_s")).isPositive();
            assertThat(busy.getDouble("errors_per_s")).isPositive();
            assertThat(busy.getDouble("p50_ms")).isEqualTo(0.5);
            assertThat(busy.getDouble("p99_ms")).isEqualTo(0.99);
            assertThat(busy.getInteger("in_flight")).isEqualTo(1);
            JsonObject route = busy.getJsonArray("routes").getJsonObject(0);
            assertThat(route.fieldNames()).containsExactly("id", "requests_per_s", "errors_per_s");
            assertThat(route.getLong("id")).isEqualTo(7);
            assertThat(route.getDouble("requests_per_s")).isEqualTo(busy.getDouble("requests_per_s"));
            JsonObject first = busy.getJsonArray("peers").getJsonObject(0);
            assertThat(first.getLong("id")).isEqualTo(a);
            assertThat(first.getDouble("requests_per_s")).isZero();
            assertThat(first.getValue("next_probe_at")).isNull();
            assertThat(first.getString("last_answer")).isEqualTo("200 in 1 ms");
            JsonObject second = busy.getJsonArray("peers").getJsonObject(1);
            assertThat(second.getInteger("in_flight")).isEqualTo(1);
            assertThat(second.getDouble("smoothed_ms")).isEqualTo(1.25);
            assertThat(second.getString("next_probe_at")).isEqualTo(due.toString());
            JsonObject shown = api.get("/peers/" + b).json().getJsonObject("health");
            for (String same : new String[] {"last_answer", "last_answer_at", "next_probe_at", "smoothed_ms"}) {
                assertThat(second.getValue(same)).as(same).isEqualTo(shown.getValue(same));
            }

            JsonArray over = next(client).getJsonArray("routes");
            assertThat(over)
                    .containsExactly(new JsonObject()
                            .put("id", 7)
                            .put("requests_per_s", 0.0)
                            .put("errors_per_s", 0.0));
            assertThat(next(client).getJsonArray("routes")).isEmpty();
        }
    }

    @Test
    void itIsPutTogetherOnceForAllAndOnlyWhileSomebodyWantsIt() {
        try (EventStreamClient other = stream("activity,peer,pool,route")) {
            other.next("comment");
            other.next("comment");
            assertThat(api.traffic.reads).hasValue(0);
            try (EventStreamClient one = stream("pulse");
                    EventStreamClient two = stream("pulse,activity")) {
                Set<String> told = new HashSet<>();
                next(two);
                int reads = api.traffic.reads.get();
                for (int i = 0; i < 10; i++) {
                    told.add(next(two).getString("at"));
                }
                assertThat(api.traffic.reads.get() - reads).isLessThan(16); // 20, if each had its own
                while (!told.contains(next(one).getString("at"))) {
                    // One of those comes to it too.
                }
            }
            await().atMost(Duration.ofSeconds(20)).until(() -> {
                int reads = api.traffic.reads.get();
                other.next("comment");
                other.next("comment");
                return reads == api.traffic.reads.get();
            });
            assertThat(other.poll(Duration.ZERO, "pulse")).isNull();
        }
    }
}
