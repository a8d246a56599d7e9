package dev.sluice.admin;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.core.failover.Event;
import dev.sluice.core.port.ListenPorts;
import dev.sluice.proxy.kit.OtherDays;
import dev.sluice.testing.ClientAuthority;
import dev.sluice.testing.FreePort;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Features of routes over HTTP: set whole, told of in events and documents, refused with what would be right. */
class RouteFeaturesApiTest extends ApiTest {

    @Test
    void accessWindowsAreSetWholeAndExplained() {
        String one = "/routes/" + api.pinned("app.example.com", api.gateway("a"));
        assertThat(api.get(one).json().getValue("access_windows")).isNull();
        assertThat(api.get("/explain?url=app.example.com").json().getString("because"))
                .doesNotContain("closed");
        JsonObject closed = new JsonObject(OtherDays.closed(Map.of("allow", List.of("10.0.0.0/8"))));
        Reply set = api.put(one, closed);
        assertThat(set.status()).isEqualTo(200);
        JsonObject shown = set.json().getJsonObject("access_windows");
        assertThat(shown.getString("time_zone")).isEqualTo("UTC");
        assertThat(shown.getInteger("status")).isEqualTo(403);
        assertThat(api.put(one, new JsonObject().put("access_windows", shown)).status())
                .isEqualTo(200);
        Event event = api.plane.events().get(0);
        assertThat(event.details().get("after").toString()).contains("access_windows");
        assertThat(api.export()).contains("access_windows:", "time_zone: UTC", "from: 00:00", "to: '24:00'");
        assertThat(api.get("/explain?url=app.example.com").json().getString("because"))
                .containsPattern("; but the route is closed until \\d{4}-\\d\\d-\\d\\dT00:00:00Z by its access_windows:"
                        + " clients get 403, except those in allow\\.$");
        api.put(one, new JsonObject(OtherDays.open()));
        assertThat(api.get("/explain?url=app.example.com").json().getString("because"))
                .doesNotContain("closed");
        assertThat(api.put(one, new JsonObject().putNull("access_windows"))
                        .json()
                        .getValue("access_windows"))
                .isNull();
    }

    @Test
    void whatIsWrongIsToldWithWhatIsRight() {
        String one = "/routes/" + api.pinned("app.example.com", api.gateway("a"));
        JsonObject window = new JsonObject().put("from", "08:00").put("to", "18:00");
        JsonObject windows =
                new JsonObject().put("time_zone", "europe/berlin").put("windows", new JsonArray().add(window));
        Reply refused = api.put(one, new JsonObject().put("access_windows", windows));
        assertThat(refused.status()).isEqualTo(400);
        JsonObject told = refused.json().getJsonArray("errors").getJsonObject(0);
        assertThat(told.getString("path")).isEqualTo("access_windows.time_zone");
        assertThat(told.getString("expected")).isEqualTo("Europe/Berlin");
    }

    @Test
    void aMirrorIsSetWholeAndExported() {
        String one = "/routes/" + api.pinned("app.example.com", api.gateway("a"));
        assertThat(api.get(one).json().getValue("mirror")).isNull();
        JsonObject mirror = new JsonObject().put("url", "http://10.0.0.9:8080").put("percent", 10);
        JsonObject shown =
                api.put(one, new JsonObject().put("mirror", mirror)).json().getJsonObject("mirror");
        assertThat(shown.getInteger("percent")).isEqualTo(10);
        assertThat(shown.getJsonArray("methods")).containsExactly("GET", "HEAD", "OPTIONS");
        assertThat(shown.getInteger("max_in_flight")).isEqualTo(32);
        assertThat(api.put(one, new JsonObject().put("mirror", shown)).json().getJsonObject("mirror"))
                .isEqualTo(shown);
        assertThat(api.export()).contains("mirror:", "url: http://10.0.0.9:8080", "percent: 10");
        assertThat(api.plane.events().get(0).details().get("after").toString()).contains("mirror");
        assertThat(api.put(one, new JsonObject().putNull("mirror")).json().getValue("mirror"))
                .isNull();
    }

    @Test
    void aMirrorIsNoneOfOurOwn() {
        String one = "/routes/" + api.pinned("app.example.com", api.gateway("a"));
        Reply link =
                api.put(one, new JsonObject().put("mirror", new JsonObject().put("url", "http://169.254.169.254")));
        assertThat(link.code()).isEqualTo("target_forbidden");
        assertThat(link.paths()).containsExactly("mirror.url");
        Reply path = api.put(one, new JsonObject().put("mirror", new JsonObject().put("url", "http://10.0.0.9/app")));
        assertThat(path.status()).isEqualTo(400);
        assertThat(path.json().getJsonArray("errors").getJsonObject(0).getString("expected"))
                .contains("such as http://10.0.0.9:8080");
    }

    @Test
    void clientCertificatesHaveAPortThatIsToldOf() {
        String one = "/routes/" + api.pinned("app.example.com", api.gateway("a"));
        int port = FreePort.next();
        JsonObject wanted = new JsonObject()
                .put("port", port)
                .put("authorities", new ClientAuthority("Staff").pem())
                .put("names", new JsonArray().add("alice"));
        Reply set = api.put(one, new JsonObject().put("client_certificates", wanted));
        assertThat(set.status()).isEqualTo(200);
        JsonObject shown = set.json().getJsonObject("client_certificates");
        assertThat(shown.getInteger("port")).isEqualTo(port);
        assertThat(set.json().getJsonObject("l4_listener").getString("state")).isNotNull();
        assertThat(api.put(one, new JsonObject().put("client_certificates", shown))
                        .json()
                        .getJsonObject("client_certificates"))
                .isEqualTo(shown);
        assertThat(api.get("/status").json().getJsonObject("l4_listeners").getInteger("total"))
                .isEqualTo(1);
        assertThat(api.get("/explain?url=https://app.example.com:" + port)
                        .json()
                        .getString("because"))
                .startsWith(
                        "Clients get in at port " + port + " only, with a certificate of the route's authorities; ");
        assertThat(api.get("/explain?url=https://other.example.com:" + port).status())
                .isEqualTo(404);
        assertThat(api.export()).contains("client_certificates:", "port: " + port, "BEGIN CERTIFICATE");
        Reply taken = api.post(
                "/routes",
                new JsonObject()
                        .put("domain", "other.example.com")
                        .put("target_peer_id", 1)
                        .put("client_certificates", wanted));
        assertThat(taken.status()).isEqualTo(409);
        assertThat(taken.code()).isEqualTo("l4_port_conflict");
        assertThat(taken.paths()).containsExactly("client_certificates.port");
        api.ports.listeners.put(port, new ListenPorts.Listener("is in use by pid 4711 (vncserver)", Instant.EPOCH));
        assertThat(api.get(one).json().getJsonObject("l4_listener").getString("state"))
                .isEqualTo("failed");
        assertThat(api.get("/explain?url=app.example.com").json().getString("because"))
                .startsWith(
                        "Nobody gets in now, for port " + port + " is in use by pid 4711 (vncserver); Clients get in");
        wanted.put("port", MemoryPorts.HELD);
        assertThat(api.put(one, new JsonObject().put("client_certificates", wanted))
                        .code())
                .isEqualTo("l4_port_in_use");
        JsonObject document = new JsonObject().put("sluice", 1).put("routes", new JsonArray().add(entry(wanted)));
        Reply held = api.put("/desired", document);
        assertThat(held.code()).as(held.json().encode()).isEqualTo("l4_port_in_use");
        assertThat(held.paths()).containsExactly("routes[0].client_certificates.port");
        Reply off = api.put(one, new JsonObject().putNull("client_certificates"));
        assertThat(off.json().getValue("l4_listener")).isNull();
    }

    private static JsonObject entry(JsonObject certificates) {
        return new JsonObject()
                .put("domain", "app.example.com")
                .put("target_peer", "a")
                .put("client_certificates", certificates);
    }
}
