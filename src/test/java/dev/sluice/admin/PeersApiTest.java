package dev.sluice.admin;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.core.failover.EventName;
import io.vertx.core.json.JsonObject;
import org.junit.jupiter.api.Test;

/** Peers over HTTP. */
class PeersApiTest extends ApiTest {

    @Test
    void aPeerIsMadeWithDefaultsAndShowsItsHealth() {
        Reply made = api.post("/peers", new JsonObject().put("name", "north").put("host", "10.0.0.1"));

        assertThat(made.status()).isEqualTo(201);
        assertThat(made.header("Location")).isEqualTo("/api/v1/peers/" + made.id());
        assertThat(made.json().getString("peer_type")).isEqualTo("gateway");
        assertThat(made.json().getInteger("proxy_port")).isEqualTo(18080);
        assertThat(made.json().getJsonObject("probe").getString("interval")).isEqualTo("1s");
        assertThat(made.json().getJsonObject("health").getString("state")).isEqualTo("unknown");

        api.plane.answers(made.id());
        JsonObject health = api.get("/peers/" + made.id()).json().getJsonObject("health");
        assertThat(health.getString("state")).isEqualTo("alive");
        assertThat(health.getString("last_answer")).isEqualTo("200 in 1 ms");
    }

    @Test
    void aPutSetsWhatIsGivenClearsByNullAndLeavesTheRest() {
        long id = api.gateway("north");
        api.put(
                "/peers/" + id,
                new JsonObject().put("lan_address", "192.168.1.2").put("weight", 5));

        Reply changed = api.put(
                "/peers/" + id,
                new JsonObject().putNull("lan_address").put("probe", new JsonObject().put("interval", "250ms")));

        assertThat(changed.json().getValue("lan_address")).isNull();
        assertThat(changed.json().getInteger("weight")).isEqualTo(5);
        assertThat(changed.json().getJsonObject("probe").getString("interval")).isEqualTo("250ms");
        assertThat(changed.json().getJsonObject("probe").getInteger("fall")).isEqualTo(3);
        assertThat(api.put("/peers/" + id, new JsonObject().putNull("weight").putNull("probe"))
                        .json()
                        .getInteger("weight"))
                .isEqualTo(1);
    }

    @Test
    void aPeerIsSpokenToInHttp1UnlessItIsSaidOtherwise() {
        long id = api.gateway("north");
        assertThat(api.get("/peers/" + id).json().getString("protocol")).isEqualTo("http1");

        Reply changed = api.put("/peers/" + id, new JsonObject().put("protocol", "h2c"));
        assertThat(changed.json().getString("protocol")).isEqualTo("h2c");
        assertThat(changed.json().getJsonObject("health").getString("state")).isEqualTo("alive");
        assertThat(api.plane.events().get(0).message()).isEqualTo("Peer north was changed: protocol");

        assertThat(api.put("/peers/" + id, new JsonObject().putNull("protocol"))
                        .json()
                        .getString("protocol"))
                .isEqualTo("http1");
    }

    @Test
    void anAnswerSentBackChangesNothingAndWritesNothing() {
        long id = api.gateway("north");
        Reply shown = api.get("/peers/" + id);
        int before = api.plane.events().size();

        Reply same = api.put("/peers/" + id, shown.json());

        assertThat(same.status()).isEqualTo(200);
        assertThat(same.header("ETag")).isEqualTo(shown.header("ETag"));
        assertThat(api.plane.events()).hasSize(before);
    }

    @Test
    void aChangeOnAnEarlierStateIsRefused() {
        long id = api.gateway("north");
        String old = api.get("/peers/" + id).header("ETag");
        api.put("/peers/" + id, new JsonObject().put("weight", 2), "If-Match", old);

        Reply stale = api.put("/peers/" + id, new JsonObject().put("weight", 3), "If-Match", old);

        assertThat(stale.status()).isEqualTo(412);
        assertThat(stale.code()).isEqualTo("stale");
        assertThat(api.get("/peers/" + id).json().getInteger("weight")).isEqualTo(2);
        assertThat(api.put("/peers/" + id, new JsonObject().put("weight", 3), "If-Match", "*")
                        .status())
                .isEqualTo(200);
    }

    @Test
    void aDrainMovesRoutesAndAResumeBringsThemHome() {
        long north = api.gateway("north");
        long south = api.gateway("south");
        api.pool("site", north, south);
        long route = api.pinned("app.example.com", north);

        assertThat(api.post("/peers/" + north + "/drain", null).json().getBoolean("drained"))
                .isTrue();
        JsonObject away = api.get("/routes/" + route).json();
        assertThat(away.getLong("serving_peer_id")).isEqualTo(south);
        assertThat(away.getLong("original_peer_id")).isEqualTo(north);
        assertThat(away.getJsonObject("serving").getString("cause")).isEqualTo("home_drained");

        api.post("/peers/" + north + "/resume", null);
        assertThat(api.get("/routes/" + route).json().getLong("serving_peer_id"))
                .isEqualTo(north);
    }

    @Test
    void aDrainThatWouldStopARouteNeedsForce() {
        long north = api.gateway("north");
        api.pinned("app.example.com", north);

        Reply refused = api.post("/peers/" + north + "/drain", null);
        assertThat(refused.status()).isEqualTo(409);
        assertThat(refused.code()).isEqualTo("drain_would_stop_routes");

        assertThat(api.post("/peers/" + north + "/drain", new JsonObject().put("force", true))
                        .status())
                .isEqualTo(200);
        api.post("/peers/" + north + "/resume", null);
        assertThat(api.post("/peers/" + north + "/drain?force=true", null).status())
                .isEqualTo(200);
    }

    @Test
    void aProbeIsAskedForAndACooldownEnded() {
        long north = api.gateway("north");
        long south = api.gateway("south");
        api.pool("site", north, south);
        assertThat(api.post("/peers/" + north + "/probe", null).status()).isEqualTo(202);
        assertThat(api.plane.probed).containsExactly(north);

        api.plane.dies(north);
        api.plane.answers(north);
        api.plane.answers(north);
        JsonObject waiting = api.get("/peers/" + north).json().getJsonObject("health");
        assertThat(waiting.getString("state")).isEqualTo("cooldown");
        assertThat(waiting.getString("cooldown_ends_at")).isNotNull();

        Reply ended = api.post("/peers/" + north + "/failback", null);
        assertThat(ended.json().getJsonObject("health").getString("state")).isEqualTo("alive");
    }

    @Test
    void aDeletedPeerIsGoneWithItsPlacesInPools() {
        long north = api.gateway("north");
        long south = api.gateway("south");
        long pool = api.pool("site", north, south);

        assertThat(api.delete("/peers/" + south).status()).isEqualTo(204);

        assertThat(api.get("/peers/" + south).status()).isEqualTo(404);
        assertThat(api.get("/gateway-pools/" + pool + "/members").items()).hasSize(1);
        assertThat(api.plane.events().get(0).name()).isEqualTo(EventName.PEER_DELETED);
        assertThat(api.plane.events().get(0).actor()).isEqualTo("root");
    }

    @Test
    void aListIsCutByLimitAndOffset() {
        api.gateway("a");
        api.gateway("b");
        api.gateway("c");

        JsonObject page = api.get("/peers?limit=1&offset=1").json();

        assertThat(page.getInteger("total")).isEqualTo(3);
        assertThat(page.getJsonArray("items")).hasSize(1);
        assertThat(page.getJsonArray("items").getJsonObject(0).getString("name"))
                .isEqualTo("b");
    }
}
