package dev.sluice.ui;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import dev.sluice.testing.Relay;
import io.vertx.core.json.JsonObject;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** A page whose line to the program is cut says so, comes back by itself, and then shows what happened meanwhile. */
class StreamCutTest extends BrowserCase {

    private static final String STREAM = "header.top .stream";

    private Relay line;

    @SuppressWarnings("NullAway.Init")
    StreamCutTest() {}

    @BeforeAll
    void openLine() {
        line = Relay.to(sluice().admin().port());
    }

    @AfterAll
    void closeLine() {
        line.close();
    }

    @Override
    protected String origin() {
        return "http://127.0.0.1:" + line.port();
    }

    @Test
    void whatHappenedMeanwhileIsShownOnceItIsBack() {
        Page page = open("/peers");
        assertThat(page.locator(STREAM)).containsText("Live");
        assertThat(card(page)).containsText("alive");

        line.cut();
        assertThat(page.locator(STREAM)).containsText("Cut off");
        home.kill9();
        site.awaitState(home, "down");
        assertThat(card(page)).containsText("alive"); // as it was; the page says that this may be old
        line.mend();

        assertThat(page.locator(STREAM)).containsText("Live");
        assertThat(card(page)).containsText("down");
        home.restart();
        assertThat(card(page)).containsText("alive");
    }

    @Test
    void twoTabsShowWhatOneOfThemDid() {
        Page first = open("/peers");
        Page second = open("/peers");
        assertThat(second.locator(STREAM)).containsText("Live");

        sluice().admin()
                .post("/api/v1/peers/" + site.id(standby) + "/drain", new JsonObject())
                .expect(200);

        assertThat(first.locator("body")).containsText("drained");
        assertThat(second.locator("body")).containsText("drained");
        sluice().admin()
                .post("/api/v1/peers/" + site.id(standby) + "/resume", new JsonObject())
                .expect(200);
        assertThat(first.locator("body")).not().containsText("drained");
        assertThat(second.locator("body")).not().containsText("drained");
    }

    private static Locator card(Page page) {
        return page.locator("sluice-peer").filter(new Locator.FilterOptions().setHasText("home"));
    }
}
