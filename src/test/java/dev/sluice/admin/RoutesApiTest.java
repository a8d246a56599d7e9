package dev.sluice.admin;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.core.port.ListenPorts;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Routes over HTTP, and who serves them. */
class RoutesApiTest extends ApiTest {

    @Test
    void aPinnedRouteShowsItsHomeAndWhoServes() {
        long a = api.gateway("a");
        long b = api.gateway("b");
        api.pool("site", a, b);
        long id = api.pinned("App.Example.com", a);

        JsonObject home = api.get("/routes/" + id).json();
        assertThat(home.getString("domain")).isEqualTo("app.example.com");
        assertThat(home.getString("target_kind")).isEqualTo("gateway");
        assertThat(home.getLong("serving_peer_id")).isEqualTo(a);
        assertThat(home.getValue("original_peer_id")).isNull();
        assertThat(api.get("/failover").items()).isEmpty();
        assertThat(api.get("/failover?all=true").items()).hasSize(1);

        api.plane.dies(a);
        JsonObject away = api.get("/routes/" + id).json();
        assertThat(away.getLong("target_peer_id")).isEqualTo(a);
        assertThat(away.getLong("serving_peer_id")).isEqualTo(b);
        assertThat(away.getLong("original_peer_id")).isEqualTo(a);
        assertThat(away.getJsonObject("serving").getString("cause")).isEqualTo("home_down");

        api.plane.answers(a);
        api.plane.answers(a);
        JsonObject row = api.get("/failover").items().getJsonObject(0);
        assertThat(row.getLong("home_peer_id")).isEqualTo(a);
        assertThat(row.getLong("serving_peer_id")).isEqualTo(b);
        assertThat(row.getString("cause")).isEqualTo("home_cooldown");
        assertThat(Instant.parse(row.getString("failback_due"))).isAfter(Instant.now());

        assertThat(api.post("/routes/" + id + "/failback", null).json().getLong("serving_peer_id"))
                .isEqualTo(a);
    }

    @Test
    void aBalancedRouteShowsItsMembers() {
        long a = api.gateway("a");
        long b = api.gateway("b");
        long pool = api.pool("site", a, b);
        api.put(
                "/gateway-pools/" + pool,
                new JsonObject().put("mode", "load_balancing").put("lb_policy", "least_conn"));

        Reply made =
                api.post("/routes", new JsonObject().put("domain", "lb.example").put("target_pool_id", pool));

        assertThat(made.status()).isEqualTo(201);
        assertThat(made.json().getString("target_kind")).isEqualTo("pool");
        assertThat(made.json().getValue("serving")).isNull();
        JsonArray members = made.json().getJsonArray("members");
        assertThat(members).hasSize(2);
        assertThat(members.getJsonObject(0).getString("state")).isEqualTo("alive");
    }

    @Test
    void aPivotHoldsUntilItIsTakenBack() {
        long a = api.gateway("a");
        long b = api.gateway("b");
        api.pool("site", a, b);
        long id = api.pinned("app.example.com", a);

        Reply pivot = api.post(
                "/routes/" + id + "/pivot",
                new JsonObject().put("to_peer_id", b).put("for", "5m"));
        assertThat(pivot.json().getLong("serving_peer_id")).isEqualTo(b);
        assertThat(pivot.json().getJsonObject("serving").getString("cause")).isEqualTo("override");
        assertThat(Instant.parse(pivot.json().getJsonObject("override").getString("until")))
                .isAfter(Instant.now());

        Reply back = api.post("/routes/" + id + "/failback", null);
        assertThat(back.json().getLong("serving_peer_id")).isEqualTo(a);
        assertThat(back.json().getValue("override")).isNull();
    }

    @Test
    void aRouteTellsHowItsClientsAreLedToHttps() {
        String one = "/routes/" + api.pinned("app.example.com", api.gateway("a"));
        assertThat(api.get(one).json().getValue("https_redirect")).isNull();
        assertThat(api.get(one).json().getValue("hsts_max_age_s")).isNull();

        JsonObject wanted = new JsonObject().put("https_redirect", false).put("hsts_max_age_s", 63_072_000);
        api.put(one, wanted);
        api.post(one + "/toggle", null);
        JsonObject led = api.get(one).json();
        assertThat(led.getBoolean("https_redirect")).isFalse();
        assertThat(led.getInteger("hsts_max_age_s")).isEqualTo(63_072_000);

        JsonObject cleared =
                api.put(one, new JsonObject().putNull("https_redirect")).json();
        assertThat(cleared.getValue("https_redirect")).isNull();
        assertThat(cleared.getInteger("hsts_max_age_s")).isEqualTo(63_072_000);
    }

    @Test
    void aRouteTellsHowItsAnswersAreCompressed() {
        String one = "/routes/" + api.pinned("app.example.com", api.gateway("a"));
        assertThat(api.get(one).json().getValue("compression")).isNull();

        api.put(one, new JsonObject().put("compression", new JsonObject()));
        JsonObject usual = api.get(one).json().getJsonObject("compression");
        assertThat(usual.getJsonArray("encodings")).containsExactly("zstd", "br", "gzip");
        assertThat(usual.getInteger("minimum_length")).isEqualTo(512);
        assertThat(usual.getJsonArray("types")).contains("text/*", "application/json");
        assertThat(api.put(one, new JsonObject().put("compression", usual)).status())
                .isEqualTo(200);

        Reply wrong = api.put(one, new JsonObject().put("compression", new JsonObject().put("minimum_length", -1)));
        assertThat(wrong.status()).isEqualTo(400);
        assertThat(wrong.json().getJsonArray("errors").getJsonObject(0).getString("path"))
                .isEqualTo("compression.minimum_length");
        assertThat(api.put(one, new JsonObject().putNull("compression")).json().getValue("compression"))
                .isNull();
    }

    @Test
    void aRouteThatIsPlainOnPurposeSaysNothingToBrowsersOfHttps() {
        String one = "/routes/" + api.pinned("app.example.com", api.gateway("a"));
        assertThat(api.get(one).json().getBoolean("https_enabled")).isTrue();
        api.put(one, new JsonObject().put("hsts_max_age_s", 600));

        Reply refused = api.put(one, new JsonObject().put("https_enabled", false));
        assertThat(refused.status()).isEqualTo(400);
        assertThat(refused.json().getJsonArray("errors").getJsonObject(0).getString("expected"))
                .isEqualTo("null, since https_enabled is false");

        api.put(one, new JsonObject().put("https_enabled", false).putNull("hsts_max_age_s"));
        api.post(one + "/toggle", null);
        assertThat(api.get(one).json().getBoolean("https_enabled")).isFalse();
        assertThat(api.put(one, new JsonObject().put("https_redirect", true)).status())
                .isEqualTo(400);

        JsonObject cleared =
                api.put(one, new JsonObject().putNull("https_enabled")).json();
        assertThat(cleared.getBoolean("https_enabled")).isTrue();
    }

    @Test
    void aRouteIsChangedSwitchedOffAndTakenAway() {
        long a = api.gateway("a");
        long r = api.regular("app");
        long pool = api.pool("site", a);
        long id = api.pinned("app.example.com", a);
        String one = "/routes/" + id;

        Reply shown = api.get(one);
        assertThat(api.put(one, shown.json()).header("ETag")).isEqualTo(shown.header("ETag"));
        Reply pooled = api.put(one, new JsonObject().put("target_kind", "pool").put("target_pool_id", pool));
        assertThat(pooled.json().getValue("target_peer_id")).isNull();
        Reply direct = api.put(one, new JsonObject().put("target_kind", "peer").put("target_peer_id", r));
        assertThat(direct.json().getValue("target_pool_id")).isNull();
        assertThat(direct.json().getLong("serving_peer_id")).isEqualTo(r);

        Reply off = api.post(one + "/toggle", null);
        assertThat(off.json().getBoolean("enabled")).isFalse();
        assertThat(off.json().getValue("serving")).isNull();

        assertThat(api.delete(one).status()).isEqualTo(204);
        assertThat(api.get(one).code()).isEqualTo("not_found");
    }

    @Test
    void anL4RouteIsShownWithItsListenerAndExplained() {
        long a = api.gateway("a");
        long b = api.gateway("b");
        api.pool("site", a, b);
        JsonObject asked = new JsonObject().put("route_type", "l4").put("l4_listen_port", 5432);
        Reply made = api.post("/routes", asked.put("target_peer_id", a));

        assertThat(made.status()).isEqualTo(201);
        JsonObject route = made.json();
        assertThat(route.getString("domain")).isEmpty();
        assertThat(route.getString("l4_protocol")).isEqualTo("tcp");
        assertThat(route.getString("l4_tls_mode")).isEqualTo("none");
        assertThat(route.getJsonObject("l4_listener").getString("state")).isEqualTo("opening");
        assertThat(api.put("/routes/" + made.id(), route).status()).isEqualTo(200);

        api.ports.listeners.put(5432, new ListenPorts.Listener("is in use by pid 4711", Instant.now()));
        JsonObject listener = api.get("/routes/" + made.id()).json().getJsonObject("l4_listener");
        assertThat(listener.getString("state")).isEqualTo("failed");
        assertThat(listener.getString("reason")).isEqualTo("is in use by pid 4711");
        JsonObject listeners = api.get("/status").json().getJsonObject("l4_listeners");
        assertThat(listeners.getInteger("total")).isEqualTo(1);
        assertThat(listeners.getInteger("failed")).isEqualTo(1);

        api.plane.dies(a);
        for (String url : List.of("tcp://front.example:5432", "front.example:5432", "https://front.example:5432/x")) {
            JsonObject explained = api.get("/explain?url=" + url).json();
            assertThat(explained.getLong("chosen")).isEqualTo(b);
            assertThat(explained.getJsonObject("route").getInteger("l4_listen_port"))
                    .isEqualTo(5432);
        }
        JsonObject away = api.get("/failover").items().getJsonObject(0);
        assertThat(away.getInteger("l4_listen_port")).isEqualTo(5432);
        assertThat(api.get("/readiness").items().getJsonObject(0).getInteger("l4_listen_port"))
                .isEqualTo(5432);
        assertThat(api.post("/routes/" + made.id() + "/toggle", null).json().getValue("l4_listener"))
                .isNull();
        assertThat(api.get("/explain?url=tcp://front.example:5432").status()).isEqualTo(404);
    }

    @Test
    void namesOnOnePortAreExplainedApart() {
        long a = api.gateway("a");
        for (String domain : List.of("one.example", "*.two.example")) {
            JsonObject asked = new JsonObject().put("route_type", "l4").put("l4_listen_port", 8443);
            asked.put("l4_tls_mode", "passthrough").put("domain", domain).put("target_peer_id", a);
            assertThat(api.post("/routes", asked).status()).isEqualTo(201);
        }

        JsonObject found = api.get("/explain?url=tcp://any.two.example:8443").json();
        assertThat(found.getJsonObject("route").getString("domain")).isEqualTo("*.two.example");
        assertThat(api.get("/explain?url=tcp://three.example:8443").status()).isEqualTo(404);
    }
}
