package dev.sluice.ui;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import dev.sluice.system.Site;
import io.vertx.core.json.JsonObject;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Drills on the page: what will move, what has, and what came of it. */
class DrillsPageTest extends BrowserCase {

    private long pinned;

    @BeforeAll
    void makeAPool() {
        site.pool(Site.failoverPool(0), home, standby);
        pinned = site.pinnedRoute("app.example.com", home);
    }

    private static void start(Page page) {
        page.getByRole(AriaRole.BUTTON, new Page.GetByRoleOptions().setName("Start a drill"))
                .click();
    }

    @Test
    void aDrillIsStartedWatchedStoppedAndReadAbout() {
        Page page = open("/drills");
        page.getByLabel("Peer").selectOption("home");
        assertThat(page.locator("sluice-moves")).containsText("1 route moves to standby");
        page.getByLabel("another time").check();
        page.getByLabel("Length").fill("soon");
        start(page);
        assertThat(page.getByLabel("Length")).hasAccessibleDescription(Pattern.compile("soon: a duration"));

        page.getByLabel("15 min").check();
        start(page);
        Locator drill = page.locator(".drill");
        assertThat(drill).containsText("standby serves 1 of its routes");
        assertThat(drill.locator("sluice-countdown")).hasText(Pattern.compile("^14:\\d\\d$"));
        assertThat(site.route(pinned).getLong("serving_peer_id")).isEqualTo(site.id(standby));
        Page peers = open("/peers");
        assertThat(peers.locator("sluice-peer").filter(new Locator.FilterOptions().setHasText("As if it were down")))
                .containsText("home");
        peers.close();

        drill.getByRole(AriaRole.BUTTON).click();
        assertThat(page.locator("sluice-confirm")).containsText("app.example.com");
        page.locator("sluice-confirm button.main").click();
        assertThat(drill).hasCount(0);
        Locator past = page.locator(".past").first();
        assertThat(past).containsText("1 route moved");
        assertThat(past).containsText("ended by hand");

        past.locator("summary").first().click();
        Locator rows = past.locator("tbody tr");
        assertThat(rows).hasCount(2);
        assertThat(rows.first()).containsText(Pattern.compile("after the start.*home → standby", Pattern.DOTALL));
        assertThat(rows.last()).containsText(Pattern.compile("after the end.*standby → home", Pattern.DOTALL));
        rows.first().locator("summary").click();
        assertThat(rows.first()).containsText("app.example.com");
        assertThat(Axe.findings(page)).isEmpty();
    }

    @Test
    void oneThatWouldStopRoutesIsRefusedInTheWordsOfTheApi() {
        long alone = sluice().create(
                        "/routes",
                        new JsonObject()
                                .put("domain", "ssh.example.com")
                                .put("target_peer_id", site.id(standby))
                                .put("target_lan_host", "127.0.0.1")
                                .put("target_lan_port", 2222));
        Page page = open("/drills?peer=" + site.id(standby));
        assertThat(page.getByLabel("Peer")).hasValue(Long.toString(site.id(standby)));
        assertThat(page.locator("sluice-moves")).containsText("1 route stops");

        start(page);

        assertThat(page.getByRole(AriaRole.ALERT)).containsText("Without standby some route would have no usable peer");
        assertThat(page.locator(".drill")).hasCount(0);
        sluice().admin().delete("/api/v1/routes/" + alone).expect(204);
    }

    /** A second tab starts one by the API's hand: this one shows its begin and its end. */
    @Test
    void whatOthersStartIsShownAndEndsByItself() {
        Page page = open("/drills");
        assertThat(page.locator("main")).containsText("No drill is running");

        sluice().admin()
                .post(
                        "/api/v1/drills",
                        new JsonObject().put("peer_id", site.id(home)).put("for", "2s"))
                .expect(201);

        assertThat(page.locator(".drill")).containsText("standby serves 1 of its routes");
        assertThat(page.locator(".drill")).hasCount(0);
        assertThat(page.locator(".past").first()).containsText("its time was over");
    }
}
