package dev.sluice.admin;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.sluice.core.port.FinishedRequest;
import dev.sluice.testing.EventStreamClient;
import io.vertx.core.json.JsonObject;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/** The live tail of the access log. */
class EventStreamAccessTest extends ApiTest {

    private EventStreamClient stream(String query) {
        EventStreamClient client =
                new EventStreamClient(api.port(), "/api/v1/events?kinds=access" + query, ApiServer.READER);
        client.next("ready");
        return client;
    }

    private void ends(int status, long routeId, long peerId) {
        api.traffic.tails.finished(new FinishedRequest(
                1_763_830_000_005L,
                "id",
                "192.0.2.7",
                "GET",
                "http",
                "app.example",
                "/a?api_key=hidden",
                "HTTP/1.1",
                status,
                0,
                5,
                4_000_600,
                3_000_000,
                routeId,
                peerId,
                1,
                false,
                null,
                "curl/8"));
    }

    private static JsonObject next(EventStreamClient client) {
        return client.next("access").json();
    }

    @Test
    void requestsAreToldAsTheyEnd() {
        try (EventStreamClient client = stream("")) {
            ends(200, 7, 3);
            assertThat(next(client)).isEqualTo(new JsonObject("""
                    {"at":"2025-11-22T16:46:40.005Z","request_id":"id","client":"192.0.2.7","method":"GET","scheme":"http",
                    "host":"app.example","path":"/a?api_key=***","version":"HTTP/1.1","status":200,"bytes_in":0,"bytes_out":5,
                    "duration_ms":4.001,"upstream_ms":3.000,"route_id":7,"peer_id":3,"attempts":1,"rescued":false,
                    "failure":null,"user_agent":"curl/8"}"""));
            ends(404, 0, 0);
            assertThat(next(client).getValue("route_id")).isNull();
        }
    }

    @Test
    void onlyWhatIsAskedForIsTold() {
        try (EventStreamClient ofRoute = stream("&route=7");
                EventStreamClient ofPeer = stream("&peer=4");
                EventStreamClient failed = stream("&status=5xx");
                EventStreamClient one = stream("&status=404&route=7")) {
            ends(200, 8, 3);
            ends(404, 8, 3);
            ends(500, 7, 3);
            ends(599, 8, 4);
            ends(404, 7, 4);

            assertThat(next(ofRoute).getInteger("status")).isEqualTo(500);
            assertThat(next(ofRoute).getInteger("status")).isEqualTo(404);
            assertThat(next(ofPeer).getInteger("status")).isEqualTo(599);
            assertThat(next(ofPeer).getInteger("status")).isEqualTo(404);
            assertThat(next(failed).getInteger("status")).isEqualTo(500);
            assertThat(next(failed).getInteger("status")).isEqualTo(599);
            assertThat(next(one).getInteger("status")).isEqualTo(404);
            assertThat(one.poll(Duration.ofMillis(300), "access")).isNull();
        }
        for (String wrong : new String[] {"6xx", "5x", "5x3", "teapot", "0", "2xx,3xx", ""}) {
            assertThat(api.get("/events?kinds=access&status=" + wrong).paths())
                    .as(wrong)
                    .containsExactly("status");
        }
    }

    @Test
    void whatIsTooMuchIsCountedInstead() {
        try (EventStreamClient client = stream("")) {
            int all = 1_000;
            for (int i = 0; i < all; i++) {
                ends(200, 7, 3);
            }
            int told = 0;
            long skipped = 0;
            while (told + skipped < all) {
                JsonObject next = next(client);
                Long more = next.getLong("skipped");
                told += more == null ? 1 : 0;
                skipped += more == null ? 0 : more;
            }
            assertThat(told + skipped).isEqualTo(all);
            assertThat(told).isBetween(50, 500); // a test's second is a tenth of one
            assertThat(client.poll(Duration.ofMillis(300), "access")).isNull();
            ends(200, 7, 3);
            assertThat(next(client).getInteger("status")).isEqualTo(200);
        }
    }

    @Test
    void whoIsGoneIsForgotten() {
        try (EventStreamClient client = stream("")) {
            assertThat(api.traffic.tails.followers()).isEqualTo(1);
            ends(200, 7, 3);
            next(client);
        }
        await().atMost(Duration.ofSeconds(20)).until(() -> api.traffic.tails.followers() == 0);
    }
}
