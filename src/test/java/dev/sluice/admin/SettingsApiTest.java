package dev.sluice.admin;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.core.failover.Event;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.json.JsonObject;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** What the process runs with, over the API. */
class SettingsApiTest extends ApiTest {

    private JsonObject setting(String path) {
        return api.get("/settings").items().stream()
                .map(JsonObject.class::cast)
                .filter(one -> one.getString("path").equals(path))
                .findFirst()
                .orElseThrow();
    }

    private Reply put(String path, Object value) {
        return api.put("/settings", new JsonObject().put(path, value));
    }

    private JsonObject probe(long peerId) {
        return api.get("/peers/" + peerId).json().getJsonObject("probe");
    }

    @Test
    void eachSettingSaysWhereItComesFromAndWhatAChangeTakes() {
        assertThat(setting("http.port"))
                .isEqualTo(new JsonObject()
                        .put("path", "http.port")
                        .put("variable", "SLUICE_HTTP_PORT")
                        .put("value", "80")
                        .put("default", "8080")
                        .put("source", "file")
                        .put("from", "sluice.yaml:3")
                        .put("takes", "restart")
                        .put("meaning", "Port."));
        assertThat(setting("admin.token").getString("source")).isEqualTo("environment");
        assertThat(setting("watchdog.fall").getString("source")).isEqualTo("default");
        assertThat(setting("watchdog.fall").getString("takes")).isEqualTo("effect_at_once");
    }

    @Test
    void theWatchdogsPaceChangesForAllPeersThatHaveNoneOfTheirOwn() {
        long usual = api.gateway("usual");
        long own = api.gateway("own");
        api.put("/peers/" + own, new JsonObject().put("probe", new JsonObject().put("interval", "30s")));

        Reply changed = api.put(
                "/settings", new JsonObject().put("watchdog.interval", "2000ms").put("watchdog.fall", 5));

        assertThat(changed.status()).isEqualTo(200);
        assertThat(setting("watchdog.interval").getString("value")).isEqualTo("2s");
        assertThat(setting("watchdog.interval").getString("source")).isEqualTo("api");
        assertThat(probe(usual).getString("interval")).isEqualTo("2s");
        assertThat(probe(usual).getInteger("fall")).isEqualTo(5);
        assertThat(probe(own).getString("interval")).isEqualTo("30s");
        assertThat(probe(own).getInteger("fall")).isEqualTo(5);
        assertThat(probe(api.gateway("later")).getString("interval")).isEqualTo("2s");
        api.put("/peers/" + own, new JsonObject().putNull("probe"));
        assertThat(probe(own).getString("interval")).as("cleared").isEqualTo("2s");
        api.apply("sluice: 1\npeers:\n  - {name: written, host: 10.0.0.7}\n", "?add=true");
        assertThat(api.export()).contains("interval: 2s").doesNotContain("interval: 1s");

        put("watchdog.interval", null);
        assertThat(setting("watchdog.interval").getString("source")).isEqualTo("default");
        assertThat(probe(usual).getString("interval")).isEqualTo("1s");
        assertThat(probe(usual).getInteger("fall")).isEqualTo(5);
    }

    @Test
    void theEventTellsWhatWasBeforeAndAfter() {
        long peer = api.gateway("a");
        put("watchdog.fall", 4);

        Event event = api.plane.events().get(0);
        assertThat(event.name().wire()).isEqualTo("settings_updated");
        assertThat(event.actor()).isEqualTo("root");
        assertThat(event.details())
                .isEqualTo(Map.of(
                        "before", Map.of("watchdog.fall", 3),
                        "after", Map.of("watchdog.fall", 4),
                        "peer_ids", List.of(peer)));
        int before = api.plane.events().size();
        put("watchdog.fall", 4);
        assertThat(api.plane.events()).as("nothing changed").hasSize(before);
    }

    @Test
    void whatTakesARestartOrIsNoneIsRefused() {
        assertThat(put("http.port", 81).paths()).containsExactly("http.port");
        assertThat(put("http.port", 81).body().toString()).contains("takes a restart");
        assertThat(put("no.such", "x").body().toString()).contains("no such setting");
        for (Object wrong : List.of("1ms", "2h", "fast", 5)) {
            assertThat(put("watchdog.interval", wrong).paths()).containsExactly("watchdog.interval");
        }
        for (Object wrong : List.of(0, 101, "3", 1.5)) {
            assertThat(put("watchdog.rise", wrong).paths()).containsExactly("watchdog.rise");
        }
        Buffer body = new JsonObject().put("watchdog.fall", 4).toBuffer();
        assertThat(api.raw("PUT", "/api/v1/settings", ApiServer.OPERATOR, body).code())
                .isEqualTo("forbidden");
        assertThat(api.plane.events()).isEmpty();
    }
}
