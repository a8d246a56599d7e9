package dev.sluice.ui;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Page;
import dev.sluice.system.Site;
import io.vertx.core.json.Json;
import io.vertx.core.json.JsonObject;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Texts that try to be more are text everywhere, and break no page. The API takes no such names, only such descriptions; so its
 * answers are changed before the page has them.
 */
class HostileNamesTest extends BrowserCase {

    private static final String IMAGE = "<img src=x onerror=window.hasRun=1>";
    private static final String TURNED = "\u202Egnp.exe\u2066 \u05D0\u05D1 \uD83C\uDFE0\uD83D\uDD25 ${7*7}";
    private static final String LONG = "W".repeat(255);

    /** Puts the three in the place of a peer's, of the other's, and of the pool's name. */
    private static final String SPOIL = """
            (() => {
              const [image, turned, long] = %s;
              const spoilt = (text) => text.replaceAll('"home"', JSON.stringify(image))
                .replaceAll('"standby"', JSON.stringify(turned))
                .replaceAll('"house"', JSON.stringify(long))
                .replaceAll('Pool house', `Pool ${long}`);
              const read = window.fetch;
              window.fetch = async (url, options) => {
                const answer = await read(url, options);
                return /^.api.v1.(peers|gateway-pools|routes|logs|readiness|failover)/.test(url) && options.method === 'GET'
                  ? new Response(spoilt(await answer.text()), {status: answer.status, headers: answer.headers})
                  : answer;
              };
            })()""";

    @BeforeAll
    void fill() {
        site.pool(Site.failoverPool(60).put("name", "house"), home, standby);
        sluice().admin()
                .post(
                        "/api/v1/routes",
                        new JsonObject()
                                .put("domain", "app.example.com")
                                .put("description", IMAGE + TURNED)
                                .put("target_peer_id", site.id(home)))
                .expect(201);
    }

    static Stream<String> pages() {
        return Stream.of("/", "/peers", "/gateway-pools", "/routes", "/timeline", "/drills", "/logs");
    }

    @ParameterizedTest
    @MethodSource("pages")
    void staysText(String path) {
        Page page = newTab();
        page.addInitScript(SPOIL.formatted(List.of(Json.encode(IMAGE), Json.encode(TURNED), Json.encode(LONG))
                .toString()));
        page.navigate(path);
        assertThat(page.locator("main h1")).isVisible();
        assertThat(page.locator("main [aria-busy=true]")).hasCount(0);
        if (!path.equals("/drills")) {
            assertThat(page.locator("main")).containsText(path.equals("/logs") ? LONG : IMAGE);
        }

        page.setViewportSize(360, 800);

        assertThat(page.evaluate("window.hasRun")).isNull();
        assertThat(page.locator("main img")).hasCount(0);
        assertThat((Integer) page.evaluate("document.documentElement.scrollWidth"))
                .isLessThanOrEqualTo(360);
    }
}
