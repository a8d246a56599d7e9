package dev.sluice.admin;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.json.JsonObject;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What is answered about LAN hosts that agents cannot reach. */
class LanReachApiTest extends ApiTest {

    private long a;
    private long b;
    private long route;

    @BeforeEach
    void aPoolOfTwo() {
        a = api.gateway("a");
        b = api.gateway("b");
        api.pool("site", a, b);
        route = api.post(
                        "/routes",
                        new JsonObject()
                                .put("domain", "nas.example.com")
                                .put("target_peer_id", a)
                                .put("target_lan_host", "192.168.1.5")
                                .put("target_lan_port", 5001))
                .id();
    }

    private JsonObject explanation() {
        return api.get("/explain?url=nas.example.com").json();
    }

    private JsonObject only(String list) {
        return api.get(list).items().getJsonObject(0);
    }

    @Test
    void aRouteThatMovedSaysWhatItsHomeCannotReach() {
        api.plane.reaches(a, route, false);
        api.plane.reaches(b, route, true);

        JsonObject why = explanation();
        assertThat(why.getLong("chosen")).isEqualTo(b);
        assertThat(why.getString("because")).contains("cannot reach 192.168.1.5:5001.");
        assertThat(why.getJsonArray("others").getJsonObject(0).getString("why_not"))
                .matches("agent of a cannot reach 192\\.168\\.1\\.5:5001 \\(refused\\), checked \\d+ s ago");
        JsonObject away = only("/failover");
        assertThat(away.getString("cause")).isEqualTo("home_unreachable");
        JsonObject by = away.getJsonArray("unreached_by").getJsonObject(0);
        assertThat(by.getLong("peer_id")).isEqualTo(a);
        assertThat(by.getString("lan_host")).isEqualTo("192.168.1.5:5001");
        assertThat(by.getString("why")).isEqualTo("refused");
    }

    @Test
    void whatNobodyReachesStaysAtHomeAndSaysSo() {
        api.plane.reaches(a, route, false);
        api.plane.reaches(b, route, false);

        JsonObject why = explanation();
        assertThat(why.getLong("chosen")).isEqualTo(a);
        assertThat(why.getString("because"))
                .contains("the agent of a cannot reach 192.168.1.5:5001 (refused), checked ")
                .endsWith("no other candidate is known to reach it.");
        assertThat(why.getJsonArray("others").getJsonObject(0).getString("why_not"))
                .startsWith("agent of b cannot reach");
        assertThat(api.get("/failover").items()).isEmpty();
        assertThat(only("/failover?all=true").getJsonArray("unreached_by")).hasSize(2);
        JsonObject readiness = only("/readiness");
        assertThat(readiness.getBoolean("survives")).isFalse();
        assertThat(readiness.getString("why_not")).isEqualTo("lan_host_unreached");
        assertThat(readiness.getJsonArray("unreached_by")).hasSize(2);
    }

    @Test
    void whereAgentsSayNothingNothingIsSaid() {
        assertThat(only("/readiness").getJsonArray("unreached_by")).isEmpty();
        assertThat(explanation().getString("because")).doesNotContain("agent");
    }
}
