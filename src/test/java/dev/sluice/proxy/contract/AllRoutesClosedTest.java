package dev.sluice.proxy.contract;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.core.model.Site;
import dev.sluice.core.site.NearestPages;
import dev.sluice.core.site.SiteFields;
import dev.sluice.proxy.kit.Answer;
import dev.sluice.proxy.kit.Door;
import dev.sluice.proxy.kit.Plan;
import dev.sluice.proxy.kit.RawUpstream;
import dev.sluice.proxy.kit.Speaker;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The contract while all routes are being worked on. */
class AllRoutesClosedTest extends Contract {

    private static final Map<String, Object> PAGES =
            Map.of("pages", List.of(Map.of("statuses", List.of("503", "404"), "html", "<p>{status}")));

    @SuppressWarnings("NullAway.Init")
    private RawUpstream app;

    @BeforeEach
    void serve() {
        app = upstream(wire -> {
            while (wire.readRequest() != null) {
                wire.send("HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nhi");
            }
        });
    }

    @AfterEach
    void reopen() {
        door().everywhere(Site.PLAIN);
    }

    private void closed(Map<String, Object> maintenance, Map<String, Object> more, Plan... plans) {
        Map<String, Object> all = new LinkedHashMap<>(more);
        all.put("maintenance", maintenance);
        door().everywhere(SiteFields.read(all));
        door().publish(plans);
    }

    private Plan plan() {
        return new Plan(7, Door.HOST).through(Door.upstream(1, app));
    }

    @Test
    void eachRouteAnswersWithThePage() {
        closed(Map.of("message", "<!doctype html>later", "retry_after_s", 900), Map.of(), plan());
        for (int i = 0; i < 2; i++) {
            Answer answer = client().get("/any/where");
            assertThat(answer.status()).isEqualTo(503);
            assertThat(answer.body()).isEqualTo("<!doctype html>later");
            assertThat(answer.field("retry-after")).isEqualTo("900");
            assertThat(answer.field("cache-control")).isEqualTo("no-store");
        }
        assertThat(client().ask("HEAD", "/", Speaker.NONE).answer().body()).isEmpty();
        assertThat(client().post("with a body").status()).isEqualTo(503);
        assertThat(app.heads()).isEmpty();
        door().everywhere(Site.PLAIN);
        door().publish(plan());
        assertThat(other().get("/").body()).isEqualTo("hi");
    }

    @Test
    void programsGetJson() {
        closed(Map.of("message", "at nine", "retry_after_s", 900), Map.of("error_pages", PAGES), plan());
        Answer answer = client().get("/", "accept", "application/json");
        assertThat(answer.status()).isEqualTo(503);
        assertThat(answer.field("content-type")).isEqualTo("application/problem+json");
        assertThat(answer.field("retry-after")).isEqualTo("900");
        assertThat(answer.body()).contains("\"code\":\"maintenance\"", "\"detail\":\"at nine\"");
        closed(Map.of(), Map.of("error_pages", PAGES), plan());
        assertThat(client().get("/", "accept", "application/json").body())
                .contains("\"detail\":\"This service is being worked on. Please try again in a few minutes.\"");
    }

    @Test
    void someAreServedAsEverAndSoAreQuestionsOfAuthorities() {
        closed(Map.of("allow", List.of("10.0.0.0/8")), Map.of(), plan());
        assertThat(client().get("/").status()).isEqualTo(503);
        assertThat(client().get("/.well-known/acme-challenge/abc").body()).isEqualTo("hi");
        assertThat(client().get("/.well-known/acme-challenge/../x").status()).isEqualTo(503);
        closed(Map.of("allow", List.of("127.0.0.1")), Map.of(), plan());
        assertThat(client().get("/").body()).isEqualTo("hi");
        closed(Map.of("enabled", false), Map.of(), plan());
        assertThat(client().get("/").body()).isEqualTo("hi");
    }

    @Test
    void withoutAMessageTheNearestPageStandsIn() {
        closed(Map.of(), Map.of("error_pages", PAGES), plan());
        assertThat(client().get("/").body()).isEqualTo("<p>503");
        assertThat(client().get("/").field("retry-after")).isEqualTo("300");
        Site own = SiteFields.read(
                Map.of("error_pages", Map.of("pages", List.of(Map.of("statuses", List.of("5xx"), "html", "own")))));
        closed(Map.of(), Map.of("error_pages", PAGES), plan().pages(NearestPages.of(own)));
        assertThat(client().get("/").body()).isEqualTo("own");
        closed(Map.of(), Map.of("error_pages", PAGES), new Plan(7, "other.example"));
        assertThat(client().get("/").body()).as("where no route leads").isEqualTo("<p>404");
    }
}
