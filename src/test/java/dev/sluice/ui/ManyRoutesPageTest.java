package dev.sluice.ui;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import dev.sluice.system.Site;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** With a thousand routes and two hundred peers: only what is seen is drawn, and nothing that is done with it takes long. */
class ManyRoutesPageTest extends BrowserCase {

    private static final int ROUTES = 1_000;
    private static final int PEERS = 200;
    private static final int MOST_ROWS_DRAWN = 60;

    /** Jumps through what scrolls there; gives how many places had no such content right after it. */
    private static final String SCROLL = """
            async ([where, content]) => {
              const box = document.querySelector(where);
              const drawn = () => new Promise(done => requestAnimationFrame(() => requestAnimationFrame(done)));
              let blank = 0;
              for (let i = 0; i < 12; i++) {
                box.scrollTop = (i * 1913) % (box.scrollHeight - box.clientHeight);
                await drawn();
                const top = Math.max(0, box.getBoundingClientRect().top);
                for (const part of [0.5, 0.7, 0.85]) {
                  const there = document.elementFromPoint(innerWidth * 0.6, top + part * box.clientHeight);
                  blank += there?.closest('tr, .peers > li')?.querySelector(content) ? 0 : 1;
                }
              }
              return blank;
            }
            """;

    @BeforeAll
    void makeRoutes() {
        JsonArray routes = new JsonArray();
        for (int i = 0; i < ROUTES; i++) {
            routes.add(new JsonObject()
                    .put("domain", "app-%04d.example.com".formatted(i))
                    .put("description", i % 2 == 0 ? "even" : "odd")
                    .put("target_peer", i % 10 == 0 ? "standby" : "home")
                    .put("target_lan_host", "192.168.1." + (i % 250 + 1))
                    .put("target_lan_port", 8080));
        }
        JsonArray peers = new JsonArray();
        for (int i = 0; i < PEERS; i++) {
            peers.add(new JsonObject()
                    .put("name", "peer-%03d".formatted(i))
                    .put("host", "127.0.0.1")
                    .put("proxy_port", home.port())
                    .put("probe", new JsonObject().put("interval", "5s")));
        }
        sluice().admin()
                .put(
                        "/api/v1/desired?add=true",
                        new JsonObject().put("sluice", 1).put("peers", peers).put("routes", routes))
                .expect(200);
        site.pool(Site.failoverPool(0), home, standby);
    }

    @Test
    void scrollingAndFilteringRoutesMakesNoLongTask() {
        Page page = open("/routes");
        Locator counted = page.locator(".counted");
        assertThat(counted).containsText("1,000 of 1,000");
        var best = LongTasks.in(page)
                .step("scroll", () -> scroll(page, ".rows-box", "td.who > *"))
                .step("search", () -> {
                    page.locator("[name=q]").pressSequentially("app-07");
                    assertThat(counted).containsText("100 of 1,000");
                })
                .step("filter", () -> {
                    page.locator("[name=peer]").selectOption("standby");
                    assertThat(counted).containsText("10 of 1,000");
                })
                .step("show all", () -> {
                    page.locator(".counted button").click();
                    assertThat(counted).containsText("1,000 of 1,000");
                })
                .best();
        assertThat(best.values()).as("longest tasks: %s", best).allMatch(one -> one <= LongTasks.MOST_MS);
        assertThat(page.locator("table.rows tr").count()).isLessThan(MOST_ROWS_DRAWN);
    }

    @Test
    void movesOfAThousandRoutesMakeNoLongTask() {
        Page page = open("/");
        Locator away = page.locator("a.figure[href='/routes?state=away'] strong");
        assertThat(away).hasText("0");
        String peer = "/api/v1/peers/" + site.id(home);
        var best = LongTasks.in(page)
                .step("all move", () -> {
                    sluice().admin().post(peer + "/drain", new JsonObject()).expect(200);
                    assertThat(away).hasText("900");
                })
                .step("all return", () -> {
                    sluice().admin().post(peer + "/resume", new JsonObject()).expect(200);
                    assertThat(away).hasText("0");
                })
                .best();
        assertThat(best.values()).as("longest tasks: %s", best).allMatch(one -> one <= LongTasks.MOST_MS);
    }

    @Test
    void whatTwoHundredPeersTellEachSecondMakesNoLongTask() {
        Page page = open("/peers");
        Locator shown = page.locator(".peers > li.in");
        assertThat(shown).hasCount(PEERS + 2);
        assertThat(page.locator(".peers > li dl")).hasCount(PEERS + 2);
        var best = LongTasks.in(page)
                .step("pulses", () -> page.evaluate("() => new Promise(done => setTimeout(done, 2500))"))
                .step("scroll", () -> scroll(page, "html", "dd"))
                .step("search", () -> {
                    page.locator("input[type=search]").pressSequentially("peer-1");
                    assertThat(shown).hasCount(100);
                })
                .step("show all", () -> {
                    page.locator("input[type=search]").clear();
                    assertThat(shown).hasCount(PEERS + 2);
                })
                .best();
        assertThat(best.values()).as("longest tasks: %s", best).allMatch(one -> one <= LongTasks.MOST_MS);
    }

    private static void scroll(Page page, String where, String content) {
        assertThat(page.evaluate(SCROLL, List.of(where, content)))
                .as("places that were blank right after a jump")
                .isEqualTo(0);
    }

    @Test
    void theKeyboardReachesEveryRowAndTheAddressKeepsTheFilter() {
        Page page = open("/routes?q=192.168.1.7%3A+odd");
        assertThat(page.locator(".counted")).containsText("0 of 1,000");
        page.locator("[name=q]").fill("even home");
        assertThat(page).hasURL(Pattern.compile("q=even\\+home"));
        assertThat(page.locator(".counted")).containsText("400 of 1,000");

        Locator table = page.locator("table.rows");
        assertThat(table).hasAttribute("aria-rowcount", "401");
        page.locator("tr[data-index='0']").focus();
        page.keyboard().press("End");
        Locator focused = page.locator("tr:focus");
        assertThat(focused).hasAttribute("aria-rowindex", "401");
        assertThat(focused).containsText("app-0998.example.com");
        page.keyboard().press("ArrowUp");
        assertThat(focused).containsText("app-0996.example.com");
        page.keyboard().press("Enter");
        assertThat(page.locator(".route-details h2")).hasText("app-0996.example.com");
        page.keyboard().press("Escape");
        assertThat(focused).containsText("app-0996.example.com");

        page.reload();
        assertThat(page.locator(".counted")).containsText("400 of 1,000");
        assertThat(Axe.findings(page)).isEmpty();
        screenshots(page, "routes");
    }
}
