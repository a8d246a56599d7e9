package dev.sluice.proxy;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.core.model.Site;
import dev.sluice.core.site.NearestPages;
import dev.sluice.core.site.SiteFields;
import dev.sluice.proxy.kit.Door;
import dev.sluice.proxy.kit.Plan;
import dev.sluice.testing.ToolRun;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** What routes do beside forwarding, in other people's hands: those of curl. */
class SiteToolsTest {

    private static final String STATUS_AND_TYPE = "|%{http_code} %header{content-type}";

    @SuppressWarnings("NullAway.Init")
    private static Door door;

    @BeforeAll
    static void open() {
        door = Door.open(options -> options.withH2c(true));
    }

    @AfterAll
    static void close() {
        door.close();
    }

    private static String curl(String... arguments) {
        List<String> all = new ArrayList<>(List.of("-sS", "--max-time", "20", "-H", "Host: " + Door.HOST));
        all.addAll(List.of(arguments));
        all.add("http://127.0.0.1:" + door.port() + "/");
        return ToolRun.of("curl", all).output();
    }

    @Test
    void allRoutesAreClosedAtOnce() {
        door.everywhere(SiteFields.read(Map.of("maintenance", Map.of("message", "at nine", "retry_after_s", 60))));
        door.publish(new Plan(7, Door.HOST));
        assertThat(curl("-w", "|%{http_code} %header{retry-after}")).isEqualTo("at nine|503 60");
        door.everywhere(Site.PLAIN);
    }

    @Test
    void anErrorPageIsReadByPeopleAndJsonByPrograms() {
        Site pages = SiteFields.read(Map.of(
                "error_pages",
                Map.of("pages", List.of(Map.of("statuses", List.of("5xx"), "html", "<p>{status} at {host}")))));
        door.publish(new Plan(7, Door.HOST).pages(NearestPages.of(pages)));
        for (String version : List.of("--http1.1", "--http2-prior-knowledge")) {
            assertThat(curl(version, "-w", STATUS_AND_TYPE))
                    .isEqualTo("<p>503 at " + Door.HOST + "|503 text/html; charset=utf-8");
            assertThat(curl(version, "-H", "Accept: application/json", "-w", STATUS_AND_TYPE))
                    .contains("\"code\":\"outage\"")
                    .endsWith("|503 application/problem+json");
            assertThat(curl(version, "-I")).contains("content-length: " + ("<p>503 at " + Door.HOST).length());
        }
    }
}
