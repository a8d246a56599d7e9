package dev.sluice.admin;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Explanations over HTTP: whose URL is asked for, and what is answered. */
class ExplainApiTest extends ApiTest {

    @Test
    void maintenanceIsTheReasonOfWhatAClientGets() {
        long a = api.gateway("north");
        long route = api.pinned("app.example.com", a);
        JsonObject closed =
                new JsonObject().put("maintenance", new JsonObject().put("allow", new JsonArray().add("10.0.0.0/8")));
        assertThat(why("").getValue("maintenance")).isNull();
        api.put("/routes/" + route, closed);
        assertThat(why("").getString("maintenance")).isEqualTo("route");
        api.put("/site", closed);
        assertThat(why("").getString("maintenance")).isEqualTo("site");
        assertThat(why("").getString("because"))
                .startsWith("Clients get 503 from Sluice, since all routes are in maintenance,"
                        + " but those of one network are served as ever; north is the home");
        assertThat(why("").getString("next"))
                .startsWith("That ends when the maintenance of all routes is switched off (/site). If north");
        assertThat(why("&client=192.0.2.7").getString("because"))
                .startsWith("This client gets 503 from Sluice, since all routes are in maintenance; north");
        JsonObject letIn = why("&client=10.1.2.3");
        assertThat(letIn.getValue("maintenance")).isNull();
        assertThat(letIn.getString("because")).startsWith("This client is served although");
        api.put("/routes/" + route, new JsonObject().put("maintenance", new JsonObject()));
        assertThat(why("&client=10.1.2.3").getString("maintenance")).isEqualTo("route");
        assertThat(why("&client=10.1.2.3").getLong("chosen")).isEqualTo(a);
    }

    private JsonObject why(String more) {
        return api.get("/explain?url=https://app.example.com/" + more).json();
    }

    @Test
    void anExplanationNamesWhoServesAndWhyNotTheOthers() {
        long a = api.gateway("north");
        long b = api.gateway("south");
        api.pool("site", a, b);
        api.pinned("app.example.com", a);
        api.post(
                "/routes",
                new JsonObject()
                        .put("domain", "*.example.com")
                        .put("path_prefix", "/api")
                        .put("target_peer_id", b));
        api.plane.dies(a);

        JsonObject why = api.get("/explain?url=https://APP.example.com/x").json();
        assertThat(why.getLong("chosen")).isEqualTo(b);
        assertThat(why.getString("because")).contains("south", "north", "DOWN");
        assertThat(why.getString("because"))
                .matches(".* since \\d{4}-\\d\\d-\\d\\dT\\d\\d:\\d\\d:\\d\\d(\\.\\d{3})?Z .*");
        assertThat(why.getJsonArray("others").getJsonObject(0).getString("why_not"))
                .contains("connection refused");

        assertThat(api.get("/explain?url=http://other.example.com/api/1").json().getLong("chosen"))
                .isEqualTo(b);
        assertThat(api.get("/explain?url=http://other.example.com/apis").code()).isEqualTo("no_route");
        assertThat(api.get("/explain?url=http://a.b.example.com/api").code()).isEqualTo("no_route");
        assertThat(api.get("/explain?url=http://other.example.com/x/../api/1")
                        .json()
                        .getLong("chosen"))
                .isEqualTo(b);
        for (String same : List.of(
                "http://a_b.example.com/api",
                "https://me:secret@x.example.com:8443//api/./1?q=/..",
                "x.example.com/%252e/api")) {
            assertThat(api.get("/explain?url=" + same).json().getLong("chosen"))
                    .as(same)
                    .isEqualTo(b);
        }
        Reply refused = api.get("/explain?url=http://me:secret@/api");
        assertThat(refused.paths()).containsExactly("url");
        assertThat(refused.body().toString()).doesNotContain("secret");
        assertThat(api.get("/explain?url=%20").paths()).containsExactly("url");
        assertThat(api.get("/explain?url=app.example.com&client=1.2.3").paths()).containsExactly("client");
    }

    @Test
    void anExplanationOfABalancedPoolDependsOnTheClientOnlyIfItsPolicyDoes() {
        long a = api.gateway("north");
        long b = api.gateway("south");
        api.plane.answers(a);
        api.plane.answers(b);
        long pool = api.pool("site", a, b);
        api.put(
                "/gateway-pools/" + pool,
                new JsonObject().put("mode", "load_balancing").put("lb_policy", "ip_hash"));
        api.post(
                "/routes",
                new JsonObject()
                        .put("domain", "app.example.com")
                        .put("target_kind", "pool")
                        .put("target_pool_id", pool));

        JsonObject anybody = api.get("/explain?url=app.example.com").json();
        assertThat(anybody.getValue("chosen")).isNull();
        assertThat(anybody.getJsonArray("others")).hasSize(2);
        Set<Long> chosen = IntStream.range(0, 40)
                .mapToObj(i -> api.get("/explain?url=app.example.com&client=198.51.100." + i)
                        .json()
                        .getLong("chosen"))
                .collect(Collectors.toSet());
        assertThat(chosen).containsExactlyInAnyOrder(a, b);

        api.put("/gateway-pools/" + pool, new JsonObject().put("lb_policy", "round_robin"));
        JsonObject turns =
                api.get("/explain?url=app.example.com&client=198.51.100.1").json();
        assertThat(turns.getValue("chosen")).isNull();
        assertThat(turns.getString("because")).contains("round_robin");
    }

    /** It ends where it would stop a route, at once; that is written when the database takes it. */
    @Test
    void anExplanationTellsOfNoDrillThatIsOverByItself() {
        long a = api.gateway("a");
        long b = api.gateway("b");
        api.pool("site", a, b);
        api.pinned("app.example.com", a);
        api.post("/drills", new JsonObject().put("peer_id", b).put("for", "5m"));
        api.post(
                "/routes",
                new JsonObject()
                        .put("domain", "alone.example.com")
                        .put("target_kind", "gateway")
                        .put("target_peer_id", b)
                        .put("failover", false));

        JsonObject why = api.get("/explain?url=http://app.example.com").json();

        assertThat(why.getLong("chosen")).isEqualTo(a);
        assertThat(why.getJsonArray("others").getJsonObject(0).getString("why_not"))
                .isEqualTo("it is ALIVE, and less preferred");
    }

    @Test
    void anExplanationTellsOfADrill() {
        long a = api.gateway("north");
        long b = api.gateway("south");
        api.plane.answers(a);
        api.plane.answers(b);
        api.pool("site", a, b);
        api.pinned("app.example.com", a);
        api.post("/drills", new JsonObject().put("peer_id", a).put("for", "5m"));

        JsonObject why = api.get("/explain?url=app.example.com").json();
        assertThat(why.getLong("chosen")).isEqualTo(b);
        assertThat(why.getJsonArray("others").getJsonObject(0).getString("why_not"))
                .startsWith("a drill pretends");
    }
}
