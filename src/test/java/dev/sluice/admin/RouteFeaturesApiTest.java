package dev.sluice.admin;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.core.failover.Event;
import dev.sluice.proxy.kit.OtherDays;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
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
}
