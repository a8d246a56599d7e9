package dev.sluice.proxy.contract;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.core.model.Site;
import dev.sluice.core.site.NearestPages;
import dev.sluice.core.site.SiteFields;
import dev.sluice.proxy.kit.Answer;
import dev.sluice.proxy.kit.Door;
import dev.sluice.proxy.kit.Plan;
import dev.sluice.proxy.kit.Speaker;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** The contract where the operator has pages for what fails. */
class ErrorPagesContractTest extends Contract {

    private static final String PAGE = "<!doctype html><title>{status}</title><p>{reason} {host} {request_id}";
    private static final String DOWN =
            "HTTP/1.1 503 Busy\r\nRetry-After: 77\r\nX-App: 1\r\nContent-Length: 4\r\n\r\nbusy";

    @AfterEach
    void noPages() {
        door().everywhere(Site.PLAIN);
    }

    private static Site pages(boolean upstream, String status, String html) {
        Map<String, Object> page = Map.of("statuses", List.of(status), "html", html, "replace_upstream", upstream);
        return SiteFields.read(Map.of("error_pages", Map.of("pages", List.of(page))));
    }

    private static Plan plan(Site... nearest) {
        return new Plan(7, Door.HOST).pages(NearestPages.of(nearest));
    }

    @Test
    void peopleSeeThePageAndProgramsGetJson() {
        door().publish(plan(pages(false, "5xx", PAGE)));
        Answer answer = client().get("/", "accept", "text/html,*/*;q=0.8");
        assertThat(answer.status()).isEqualTo(503);
        assertThat(answer.body())
                .isEqualTo("<!doctype html><title>503</title><p>This service cannot be reached at the moment. "
                        + Door.HOST + " " + answer.field("x-request-id"));
        assertThat(answer.field("content-type")).isEqualTo("text/html; charset=utf-8");
        assertThat(answer.field("content-length"))
                .isEqualTo(Integer.toString(answer.body().length()));
        assertThat(answer.field("cache-control")).isEqualTo("no-store");
        assertThat(answer.field("x-content-type-options")).isEqualTo("nosniff");
        assertThat(answer.field("content-security-policy")).contains("script-src 'none'");
        assertThat(answer.field("retry-after")).isEqualTo("5");

        Answer json = client().get("/", "accept", "application/json");
        assertThat(json.field("content-type")).isEqualTo("application/problem+json");
        assertThat(json.body()).contains("\"code\":\"outage\"");
        assertThat(json.field("retry-after")).isEqualTo("5");
        assertThat(json.field("content-security-policy")).isNull();
    }

    @Test
    void headHasNoBodyAndItsLength() {
        door().publish(plan(pages(false, "503", "<p>fixed")));
        for (int i = 0; i < 2; i++) {
            Answer answer = client().ask("HEAD", "/", Speaker.NONE).answer();
            assertThat(answer.status()).isEqualTo(503);
            assertThat(answer.body()).isEmpty();
            assertThat(answer.field("content-length")).isEqualTo("8");
            assertThat(client().get("/").body()).isEqualTo("<p>fixed");
        }
    }

    @Test
    void theNearestPageWinsAndTheOutageMessageIsThePools() {
        door().everywhere(pages(false, "5xx", "all"));
        door().publish(plan());
        assertThat(client().get("/").body()).isEqualTo("all");
        door().publish(plan().outageMessage("message"));
        assertThat(client().get("/").body()).isEqualTo("message");
        door().publish(plan(pages(false, "503", "pool")).outageMessage("message"));
        assertThat(client().get("/").body()).isEqualTo("pool");
        door().publish(plan(pages(false, "5xx", "route"), pages(false, "503", "pool")));
        assertThat(client().get("/").body()).isEqualTo("route");
    }

    @Test
    void whereNoRouteLeadsThePagesForAllDo() {
        door().everywhere(pages(false, "404", PAGE));
        door().publish(new Plan(7, "other.example"));
        Answer answer = client().get("/");
        assertThat(answer.status()).isEqualTo(404);
        assertThat(answer.body()).startsWith("<!doctype html><title>404</title><p>No route leads to this host.");
        assertThat(client().get("/", "accept", "application/json").body()).contains("no_route");
    }

    @Test
    void whoIsRefusedSeesThePageOfTheRoute() {
        Site refused = SiteFields.read(Map.of("access", Map.of("allow", List.of("192.0.2.0/24"))));
        door().publish(plan(pages(false, "403", "<p>not you")).site(refused));
        Answer answer = client().post("with a body");
        assertThat(answer.status()).isEqualTo(403);
        assertThat(answer.body()).isEqualTo("<p>not you");
    }

    @Test
    void maintenanceWithoutAMessageHasThePageAndItsOwnRetryAfter() {
        Map<String, Object> soon = Map.of("retry_after_s", 90);
        door().publish(plan(pages(false, "503", "<p>{reason}")).site(SiteFields.read(Map.of("maintenance", soon))));
        Answer answer = client().get("/");
        assertThat(answer.body()).isEqualTo("<p>This service is being worked on. Please try again in a few minutes.");
        assertThat(answer.field("retry-after")).isEqualTo("90");
        assertThat(answer.field("content-type")).isEqualTo("text/html; charset=utf-8");
        door().publish(plan(pages(false, "503", "<p>{reason}"))
                .site(SiteFields.read(Map.of("maintenance", Map.of("message", "mine")))));
        assertThat(client().get("/").body()).isEqualTo("mine");
    }

    @Test
    void anApplicationsOwnAnswerIsReplacedOnlyIfThePageSaysSo() {
        var app = serving(DOWN);
        door().publish(plan(pages(false, "5xx", "<p>ours")).through(Door.upstream(1, app)));
        assertThat(client().get("/").body()).isEqualTo("busy");
        door().publish(plan(pages(true, "5xx", "<p>ours {reason}")).through(Door.upstream(1, app)));
        for (int i = 0; i < 3; i++) {
            Answer answer = client().get("/");
            assertThat(answer.status()).isEqualTo(503);
            assertThat(answer.body()).isEqualTo("<p>ours Service Unavailable");
            assertThat(answer.field("retry-after")).isEqualTo("77");
            assertThat(answer.field("x-app")).isNull();
        }
        assertThat(client().post("some body").body()).isEqualTo("<p>ours Service Unavailable");
        assertThat(client().get("/", "accept", "application/json").body()).isEqualTo("busy");
        assertThat(client().ask("HEAD", "/", Speaker.NONE).answer().field("content-length"))
                .isEqualTo("27");
    }
}
