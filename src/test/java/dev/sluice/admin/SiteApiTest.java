package dev.sluice.admin;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.core.failover.Event;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** What holds for all routes, over the API and in documents. */
class SiteApiTest extends ApiTest {

    private static JsonObject pages(String status, String html) {
        JsonObject page = new JsonObject()
                .put("statuses", new JsonArray().add(status))
                .put("html", html)
                .put("replace_upstream", false);
        return new JsonObject().put("pages", new JsonArray().add(page));
    }

    @Test
    void featuresAreSetWholeAndSwitchedOff() {
        assertThat(api.get("/site").json().getValue("error_pages")).isNull();
        Reply set = api.put("/site", new JsonObject().put("error_pages", pages("404", "<p>nowhere")));
        assertThat(set.status()).isEqualTo(200);
        assertThat(set.json().getJsonObject("error_pages")).isEqualTo(pages("404", "<p>nowhere"));
        assertThat(api.get("/site").json()).isEqualTo(set.json());
        Event event = api.plane.events().get(0);
        assertThat(event.name().wire()).isEqualTo("site_updated");
        assertThat(event.message()).endsWith("changed: error_pages");
        assertThat(event.details().get("before")).isEqualTo(Map.of());

        int told = api.plane.events().size();
        api.put("/site", new JsonObject());
        assertThat(api.plane.events()).as("nothing was said").hasSize(told);
        api.put("/site", new JsonObject().putNull("error_pages"));
        assertThat(api.get("/site").json().getValue("error_pages")).isNull();
        assertThat(api.plane.events().get(0).details().get("after")).isEqualTo(Map.of());
    }

    @Test
    void allRoutesAreClosedAndOpened() {
        JsonObject soon = new JsonObject().put("retry_after_s", 900).put("allow", new JsonArray().add("10.0.0.0/8"));
        Reply set = api.put("/site", new JsonObject().put("maintenance", soon));
        assertThat(set.json().getJsonObject("maintenance").getBoolean("enabled"))
                .isTrue();
        assertThat(api.plane.events().get(0).message()).isEqualTo("All routes are in maintenance");
        assertThat(api.export()).contains("maintenance:", "retry_after_s: 900");
        assertThat(api.get("/status").json().getBoolean("maintenance")).isTrue();
        api.put("/site", new JsonObject().put("maintenance", soon.copy().put("enabled", false)));
        assertThat(api.plane.events().get(0).message()).isEqualTo("The maintenance of all routes is over");
        assertThat(api.get("/status").json().getBoolean("maintenance")).isFalse();
    }

    @Test
    void whatIsOneRoutesMatterIsRefused() {
        Reply refused = api.put("/site", new JsonObject().put("paths", new JsonObject()));
        assertThat(refused.status()).isEqualTo(400);
        assertThat(refused.body().toString()).contains("paths", "an unknown field");
        Reply wrong = api.put("/site", new JsonObject().put("error_pages", pages("200", "x")));
        assertThat(wrong.body().toString()).contains("error_pages.pages[0].statuses[0]", "400 to 599");
    }

    @Test
    void aPoolHasPagesToo() {
        long pool = api.pool("house", api.gateway("a"));
        String path = "/gateway-pools/" + pool;
        Reply set = api.put(path, new JsonObject().put("error_pages", pages("5xx", "<p>house")));
        assertThat(set.json().getJsonObject("error_pages")).isEqualTo(pages("5xx", "<p>house"));
        assertThat(api.put(path, new JsonObject().put("maintenance", new JsonObject()))
                        .status())
                .isEqualTo(400);
        assertThat(api.export()).contains("error_pages:", "<p>house");
        api.put(path, new JsonObject().putNull("error_pages"));
        assertThat(api.get(path).json().getValue("error_pages")).isNull();
    }

    @Test
    void documentsSayItAndLeadBack() {
        api.apply("sluice: 1\nsite:\n  error_pages: {pages: [{statuses: [404], html: <p>one}]}\n", "");
        String first = api.export();
        assertThat(first).contains("site:\n", "<p>one");
        long revision = api.plane.snapshot().desired().revision();

        api.apply("sluice: 1\nroutes: []\n", "");
        api.apply("sluice: 1\nsite: {}\n", "?add=true");
        assertThat(api.export()).as("not spoken of").isEqualTo(first);
        Reply gone = api.apply("sluice: 1\nsite: {}\n", "");
        assertThat(gone.body().toString()).contains("\"site\"", "error_pages.pages");
        assertThat(api.export()).endsWith("site: {}\n");
        assertThat(api.post("/revisions/" + revision + "/revert", null).status())
                .isEqualTo(200);
        assertThat(api.export()).isEqualTo(first);
        assertThat(api.apply("sluice: 1\nsite: []\n", "").status()).isEqualTo(400);
        assertThat(api.apply("sluice: 1\nsite: {access: {}}\n", "").body().toString())
                .contains("site.access");
    }
}
