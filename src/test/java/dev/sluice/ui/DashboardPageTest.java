package dev.sluice.ui;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import dev.sluice.system.Site;
import io.vertx.core.json.JsonObject;
import java.time.Duration;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** The dashboard tells at once what happens to gateways and routes, and what to do about it. */
class DashboardPageTest extends BrowserCase {

    private static final String NEW_EVENT = ".events-list li:not(.old)";
    private static final Pattern RUNNING = Pattern.compile("\\d+ s|\\d:\\d\\d");

    @BeforeAll
    void makeRoutes() {
        site.pool(Site.failoverPool(600), home, standby);
        site.pinnedRoute("one.example.com", home);
        site.pinnedRoute("two.example.com", home);
        sluice().create(
                        "/routes",
                        new JsonObject()
                                .put("domain", "ssh.example.com")
                                .put("target_peer_id", site.id(home))
                                .put("target_lan_host", "127.0.0.1")
                                .put("target_lan_port", 22));
    }

    @Test
    void aKilledGatewaysPivotShowsWithinTwoSecondsAndItsReturnCountsDown() {
        Page page = open("/");
        assertFigures(page, 3, 0, 0);
        assertThat(figure(page, 4)).hasText("2 of 3");
        assertThat(page.locator(".card.readiness")).containsText("ssh.example.com");
        assertThat(page.locator("sluice-traffic .number").first()).hasText(Pattern.compile("\\d"));
        page.evaluate("window.sameAsEver = true");
        page.evaluate("document.querySelectorAll('.events-list li').forEach(one => one.classList.add('old'))");

        home.kill9();
        long killed = System.nanoTime();
        assertThat(figure(page, 2)).hasText("2");
        assertThat(Duration.ofNanos(System.nanoTime() - killed)).isLessThan(Duration.ofSeconds(2));

        assertFigures(page, 0, 2, 1);
        assertThat(page.locator(".peer-states tr", text("home")).locator(".badge"))
                .containsText("down");
        assertThat(page.locator(NEW_EVENT, text("home is down"))).isVisible();
        assertThat(page.locator(NEW_EVENT, text("moved from home to standby"))).isVisible();

        home.restart();
        Locator returns = page.locator("sluice-returns li");
        assertThat(returns).containsText("2 routes return to home");
        Locator countdown = returns.locator(".countdown");
        assertThat(countdown).hasText(RUNNING);
        assertThat(countdown).not().hasText(countdown.innerText()); // it runs
        screenshots(page, "dashboard-away");
        page.getByRole(AriaRole.BUTTON, named("Return to home now")).click();
        assertThat(page.locator("dialog")).containsText("2 routes");
        page.locator("dialog button.main").click();

        assertFigures(page, 3, 0, 0);
        assertThat(page.locator("sluice-notices")).containsText("home serves again");
        assertThat(page.evaluate("window.sameAsEver")).isEqualTo(true); // nothing was loaded anew
    }

    @Test
    void theMaintenanceOfAllRoutesIsToldWithTheWayToItsEnd() {
        Page page = open("/");
        assertThat(figure(page, 1)).hasText("3");
        Locator closed = page.locator(".closed");
        assertThat(closed).hasCount(0);
        sluice().admin()
                .put("/api/v1/site", new JsonObject().put("maintenance", new JsonObject()))
                .expect(200);
        assertThat(closed).containsText("All routes are in maintenance");
        expectAccessible(page);
        screenshots(page, "dashboard-closed");
        closed.locator("a").click();
        assertThat(page.locator("textarea[name=maintenance]")).isVisible();
        page.goBack();
        assertThat(closed).isVisible();
        sluice().admin()
                .put("/api/v1/site", new JsonObject().putNull("maintenance"))
                .expect(200);
        assertThat(closed).hasCount(0);
    }

    @Test
    void aDrillThatAnotherBeganIsSeenAndStopped() {
        Page page = open("/");
        assertThat(page.locator(".card.drills")).containsText("No drill is running");

        sluice().create(
                        "/drills",
                        new JsonObject().put("peer_id", site.id(standby)).put("for", "5m"));

        Locator drill = page.locator(".card.drills li");
        assertThat(drill).containsText("standby pretends to be down");
        assertThat(drill.locator(".countdown")).hasText(RUNNING);
        page.getByRole(AriaRole.BUTTON, named("Stop the drill of standby")).click();
        assertThat(page.locator(".card.drills")).containsText("No drill is running");
        assertThat(page.locator(".events-list li", text("The drill of standby is over")))
                .isVisible();
    }

    private static void assertFigures(Page page, int home, int away, int outage) {
        assertThat(figure(page, 1)).hasText(String.valueOf(home));
        assertThat(figure(page, 2)).hasText(String.valueOf(away));
        assertThat(figure(page, 3)).hasText(String.valueOf(outage));
    }

    private static Locator figure(Page page, int number) {
        return page.locator(".figure strong").nth(number - 1);
    }

    private static Page.LocatorOptions text(String text) {
        return new Page.LocatorOptions().setHasText(text);
    }

    private static Page.GetByRoleOptions named(String name) {
        return new Page.GetByRoleOptions().setName(name);
    }
}
