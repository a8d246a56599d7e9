package dev.sluice.proxy.contract;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.core.model.Site;
import dev.sluice.core.site.NearestPages;
import dev.sluice.core.site.SiteFields;
import dev.sluice.proxy.kit.Answer;
import dev.sluice.proxy.kit.Door;
import dev.sluice.proxy.kit.OtherDays;
import dev.sluice.proxy.kit.Plan;
import dev.sluice.proxy.kit.RawUpstream;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Test;

/** The contract on a route that is not open at all hours. */
class AccessWindowsContractTest extends Contract {

    @SuppressWarnings("NullAway.Init")
    private RawUpstream app;

    private void with(Map<String, ?> features) {
        app = upstream(RawUpstream.saying200("hi"));
        door().publish(new Plan(7, Door.HOST).site(SiteFields.read(features)).through(Door.upstream(1, app)));
    }

    @Test
    void nobodyComesInOutside() {
        with(OtherDays.closed(Map.of()));
        Answer refused = client().get("/");
        assertThat(refused.status()).isEqualTo(403);
        assertThat(refused.body()).contains("window_closed", "closed at this hour");
        assertThat(refused.field("x-request-id")).isNotNull();
        assertThat(refused.field("retry-after")).isNull();
        assertThat(client().get("/", "accept", "application/json").body()).contains("\"code\":\"window_closed\"");
        assertThat(client().post("GET / HTTP/1.1\r\n\r\n").status()).isEqualTo(403);
        assertThat(app.heads()).isEmpty();
        assertThat(door().lastFinished().failure()).isEqualTo("window_closed");
    }

    @Test
    void withinEverybodyDoes() {
        with(OtherDays.open());
        assertThat(client().get("/").body()).isEqualTo("hi");
        assertThat(client().post("body").body()).isEqualTo("hi");
    }

    @Test
    void theAnswerMaySayWhenItOpens() {
        with(OtherDays.closed(Map.of("status", 503)));
        Answer refused = client().get("/");
        assertThat(refused.status()).isEqualTo(503);
        assertThat(refused.body()).contains("window_opens_later");
        assertThat(Long.parseLong(Objects.requireNonNull(refused.field("retry-after"))))
                .isBetween(Duration.ofDays(2).toSeconds(), Duration.ofDays(3).toSeconds());
        assertThat(app.heads()).isEmpty();
    }

    @Test
    void someComeInAtAnyTime() {
        with(OtherDays.closed(Map.of("allow", List.of("127.0.0.0/8"))));
        assertThat(client().get("/").body()).isEqualTo("hi");
        with(OtherDays.closed(Map.of("allow", List.of("10.0.0.0/8"))));
        assertThat(client().get("/").status()).isEqualTo(403);
    }

    @Test
    void theOperatorsPageStandsInForOurs() {
        Map<String, Object> features = new HashMap<>(OtherDays.closed(Map.of("status", 503)));
        features.put("headers", Map.of("response", Map.of("set", Map.of("x-own", "yes"))));
        features.put(
                "error_pages",
                Map.of("pages", List.of(Map.of("statuses", List.of("503"), "html", "<p>{status} {reason}"))));
        Site site = SiteFields.read(features);
        app = upstream(RawUpstream.saying200("hi"));
        door().publish(new Plan(7, Door.HOST)
                .site(site)
                .pages(NearestPages.of(site))
                .through(Door.upstream(1, app)));
        Answer refused = client().get("/");
        assertThat(refused.status()).isEqualTo(503);
        assertThat(refused.body()).isEqualTo("<p>503 This service is closed at this hour.");
        assertThat(refused.field("x-own")).isEqualTo("yes");
        assertThat(Long.parseLong(Objects.requireNonNull(refused.field("retry-after"))))
                .isGreaterThan(1000);
    }

    @Test
    void passwordsAreNotEvenAskedFor() {
        Map<String, Object> features = new HashMap<>(OtherDays.closed(Map.of()));
        features.put(
                "access",
                Map.of("deny", List.of("127.0.0.2"), "forward_auth", Map.of("url", "http://127.0.0.1:1/never-asked")));
        with(features);
        assertThat(client().get("/").status()).isEqualTo(403);
        assertThat(client().get("/").body()).contains("window_closed");
    }
}
