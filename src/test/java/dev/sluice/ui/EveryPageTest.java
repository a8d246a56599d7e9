package dev.sluice.ui;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Page;
import dev.sluice.system.Site;
import io.vertx.core.json.JsonObject;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * What holds for every page, with a gateway down: axe-core finds nothing serious in either theme, each control can be reached by
 * the keyboard, a phone's width is enough. Each is photographed for people to look at.
 */
class EveryPageTest extends BrowserCase {

    private static final int PHONE = 360;
    private static final int MOST_TABS = 200;
    private static final String CONTROLS =
            "main :is(a[href], button, input, select, textarea, summary, [tabindex='0'])";

    @BeforeAll
    void fill() {
        site.pool(Site.failoverPool(900).put("name", "Home network"), home, standby);
        long media = site.pool(Site.balancedPool("least_conn").put("name", "Media"), standby, home);
        for (String name : List.of("cloud", "photos", "git", "wiki", "mail", "home")) {
            site.pinnedRoute(name + ".example.com", home);
        }
        site.poolRoute("stream.example.com", media);
        sluice().admin()
                .post(
                        "/api/v1/routes",
                        new JsonObject()
                                .put("domain", "ssh.example.com")
                                .put("target_peer_id", site.id(home))
                                .put("target_lan_host", "127.0.0.1")
                                .put("target_lan_port", 22))
                .expect(201);
        home.kill9();
        site.awaitState(home, "down");
    }

    static Stream<String> pages() {
        return Stream.of(
                "/",
                "/peers",
                "/gateway-pools",
                "/routes",
                "/timeline",
                "/drills",
                "/logs",
                "/logs?log=access",
                "/settings",
                "/settings?section=webhooks",
                "/settings?section=certificates",
                "/settings?section=access",
                "/settings?section=revisions",
                "/settings?section=document",
                "/settings?section=process",
                "/welcome");
    }

    @ParameterizedTest
    @MethodSource("pages")
    void isForEverybody(String path) {
        Page page = open(path);
        assertThat(page.locator("main h1")).isVisible();
        assertThat(page.locator("main [aria-busy=true]")).hasCount(0);

        assertThat(Axe.findings(page)).as("serious findings of axe-core").isEmpty();
        assertThat(unreached(page)).as("controls that Tab does not reach").isEmpty();
        screenshots(page, path.equals("/") ? "dashboard" : path.substring(1).replaceAll("\\W+", "-"));
        page.setViewportSize(PHONE, 800);
        assertThat((Integer) page.evaluate("document.documentElement.scrollWidth"))
                .as("width that it takes on a phone")
                .isLessThanOrEqualTo(PHONE);
    }

    @ParameterizedTest
    @MethodSource("entrances")
    void isForStrangersToo(String path) {
        Page page = openAsStranger(path);
        assertThat(page.locator("main h1")).isVisible();
        assertThat(Axe.findings(page)).as("serious findings of axe-core").isEmpty();
        screenshots(page, path.substring(1) + "-stranger");
    }

    static Stream<String> entrances() {
        return Stream.of("/login", "/welcome");
    }

    /** Controls that are shown and not disabled, and that the focus did not come to on its way through the page. */
    private static List<?> unreached(Page page) {
        page.evaluate(
                "controls => {"
                        + "  window.wanted = new Set([...document.querySelectorAll(controls)].filter(one => one.checkVisibility()"
                        + "    && !one.disabled && one.tabIndex >= 0 && !(one.type === 'radio' && !one.checked)));"
                        + "  document.addEventListener('focusin', event => window.wanted.delete(event.target));"
                        + "  document.activeElement.blur();"
                        + "}",
                CONTROLS);
        for (int i = 0; i < MOST_TABS && ((Integer) page.evaluate("window.wanted.size")) > 0; i++) {
            page.keyboard().press("Tab");
        }
        return (List<?>) page.evaluate(
                "[...window.wanted].filter(one => one.isConnected).map(one => one.outerHTML.slice(0, 150))");
    }
}
