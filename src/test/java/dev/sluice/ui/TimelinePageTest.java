package dev.sluice.ui;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import dev.sluice.system.Site;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** How a route went, as lanes of time. */
class TimelinePageTest extends BrowserCase {

    @Test
    void aMoveIsAnEdgeThatOpensItsReceiptAndAnOutageAStretchOfItsOwn() {
        site.pool(Site.failoverPool(900), home, standby);
        long route = site.pinnedRoute("lane.example.com", home);
        Page page = open("/timeline?span=15m");
        Locator lane = page.locator(".lane").filter(new Locator.FilterOptions().setHasText("lane.example.com"));
        assertThat(page.locator(".axis")).isVisible();
        assertThat(lane).hasCount(0); // it has not moved

        home.kill9();
        assertThat(lane.locator("rect.span").last()).hasClass(Pattern.compile("away"));
        assertThat(lane.locator("rect.span").first()).hasClass(Pattern.compile("home"));
        lane.locator("rect.edge").last().focus();
        page.keyboard().press("Enter");
        assertThat(page.locator(".chosen-event")).containsText("pool_failover_activated");
        assertThat(page.locator(".chosen-event .receipt")).containsText("detect_ms");

        standby.kill9();
        site.awaitState(standby, "down");
        assertThat(lane.locator("rect.span").last()).hasClass(Pattern.compile("outage"));
        assertThat(lane.locator("rect.span.away")).hasCount(1); // who served before is not forgotten
        page.navigate("/timeline?span=15m&route=" + route);
        assertThat(page.locator(".lane")).hasCount(1);
        home.restart();
        assertThat(lane.locator("rect.span").last()).not().hasClass(Pattern.compile("outage"));
    }
}
