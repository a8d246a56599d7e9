package dev.sluice.admin;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.core.failover.Event;
import dev.sluice.core.failover.EventName;
import dev.sluice.core.port.StoreAwayException;
import io.vertx.core.json.JsonObject;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** How long peers and routes were up, over HTTP. */
class UptimeApiTest extends ApiTest {

    private static JsonObject day(JsonObject item) {
        return item.getJsonArray("spans").getJsonObject(0);
    }

    @Test
    void peersAndRoutesSayHowLongTheyWereUp() {
        long a = api.gateway("north");
        long b = api.gateway("south");
        long route = api.pinned("app.example.com", a);
        api.plane.answers(a);
        api.plane.answers(b);
        api.plane.dies(a);

        Reply peers = api.get("/uptime/peers");
        assertThat(peers.items()).hasSize(2);
        JsonObject lost = peers.items().getJsonObject(0);
        assertThat(lost.getString("name")).isEqualTo("north");
        assertThat(lost.getJsonArray("spans"))
                .extracting(span -> ((JsonObject) span).getString("span"))
                .containsExactly("1d", "7d", "30d");
        assertThat(day(lost).getInteger("outages")).isEqualTo(1);
        assertThat(day(lost).getDouble("up_percent")).isLessThan(100);
        Reply one = api.get("/uptime/peers?peer=" + b);
        assertThat(one.items()).hasSize(1);
        assertThat(day(one.items().getJsonObject(0)).getInteger("outages")).isZero();

        JsonObject app = api.get("/uptime/routes?route=" + route).items().getJsonObject(0);
        assertThat(app.getString("domain")).isEqualTo("app.example.com");
        assertThat(day(app).getInteger("outages")).isEqualTo(1);
        assertThat(api.get("/uptime/routes?route=999").items()).isEmpty();
        assertThat(api.get("/uptime/routes?route=x").status()).isEqualTo(400);
        api.post("/routes/" + route + "/toggle", null);
        assertThat(api.get("/uptime/routes").items()).as("disabled").isEmpty();
    }

    @Test
    void aLongLogIsReadPageByPageAndNoFurtherThanItHelps() {
        long a = api.gateway("north");
        long before = api.plane.foundOlder.get();
        happen(a, 600);
        assertThat(api.get("/uptime/peers").status()).isEqualTo(200);
        assertThat(api.plane.foundOlder.get() - before).isEqualTo(600);
        happen(a, 10_000);
        before = api.plane.foundOlder.get();
        assertThat(api.get("/uptime/peers").status()).isEqualTo(200);
        assertThat(api.plane.foundOlder.get() - before).isEqualTo(10_000);
    }

    private void happen(long peer, int times) {
        Instant begin = Instant.now().minus(Duration.ofHours(20));
        for (int i = 0; i < times; i++) {
            EventName name = i % 2 == 0 ? EventName.GATEWAY_ALIVE : EventName.GATEWAY_DOWN;
            api.plane.tell(Event.of(name, begin.plusSeconds(i), Event.WATCHDOG, "moved", Map.of("peer_id", peer)));
        }
    }

    @Test
    void withoutTheDatabaseNothingIsSaid() {
        api.gateway("north");
        api.plane.failing = new StoreAwayException("away", new IllegalStateException());
        assertThat(api.get("/uptime/peers").status()).isEqualTo(503);
        api.plane.failing = null;
        assertThat(api.get("/uptime/peers").status()).isEqualTo(200);
    }
}
