package dev.sluice.ui;

import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.Page;
import dev.sluice.system.Site;
import dev.sluice.testing.PeerProcess;
import dev.sluice.testing.SluiceProcess;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.extension.ExtendWith;

/**
 * A test of the web page in a browser.
 *
 * <p>One program, a {@link House}, serves all classes of a JVM one after the other. It knows two gateways, {@link #home} and
 * {@link #standby}, and finds them ALIVE; they can be killed ({@code home.kill9()}) and brought back ({@code home.restart()}).
 * {@link #site} makes pools and routes and asks the API. What a class has made or changed is undone after it; the activity log
 * keeps it. Each test begins as on a browser that has been here before, but with no tab, no cookie and an empty storage:
 *
 * <pre>{@code
 * class PeersPageTest extends BrowserCase {
 *     @Test
 *     void aPeerThatDiesIsShown() {
 *         Page page = open("/peers");                 // logged in
 *         home.kill9();
 *         assertThat(page.getByRole(AriaRole.ROW, ...)).containsText("down");   // PlaywrightAssertions: these wait
 *         expectAccessible(page);                     // axe-core, in both themes
 *         screenshots(page, "peers");                 // target/screenshots/peers-{light,dark}-{360,1440}.png
 *     }
 * }
 * }</pre>
 *
 * <p>{@link #openAsStranger} opens a page without a session; {@link #logIn} goes through the login form. {@link #newTab} is for
 * what must be in a tab before a page is; {@link #comeAnew} for what only the first visit of all shows.
 *
 * <p>A test fails for any error in the console, any exception that nobody caught, any violation of the policy and any request to
 * anybody but the admin port. Of what a test provokes by intent, {@link #expectComplaint} says that it has been seen. A picture
 * of a failed test is in {@code target/screenshots/failed-CLASS.METHOD.png}.
 *
 * <p>Never sleep: locators and {@code PlaywrightAssertions} wait. Probes go every 250 ms, so that a dead gateway is DOWN within a
 * second. Motion is reduced. These classes run one after the other and beside no others, so that a browser takes no time from
 * tests that measure it, and may be measured itself. Playwright belongs to one thread: tests here are not concurrent.
 */
@Tag("browser")
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@ExtendWith({BrowserOfTests.class, Portrait.class})
abstract class BrowserCase {

    /** The operator's. */
    protected static final String PASSWORD = House.PASSWORD;

    protected Site site;
    protected PeerProcess home;
    protected PeerProcess standby;

    private Chromium chromium;
    private Supplier<House> houses;
    private @Nullable House house;
    private Visitor visitor;

    @SuppressWarnings("NullAway.Init")
    BrowserCase() {}

    /** Whether the program is as after its very first start, for this class alone: no password, no gateways, a first token. */
    protected boolean isFirstRun() {
        return false;
    }

    void use(Chromium shared, Supplier<House> sharedHouse) {
        chromium = shared;
        houses = sharedHouse;
    }

    @BeforeAll
    void openSite() {
        if (isFirstRun()) {
            site = new Site(Map.of("SLUICE_ADMIN_TOKEN", ""));
            return;
        }
        house = houses.get();
        site = house.site();
        home = house.home();
        standby = house.standby();
    }

    @AfterAll
    void closeSite() {
        if (house != null) {
            house.tidy();
        } else if (site != null) {
            site.close();
        }
    }

    @BeforeEach
    void come() {
        visitor = chromium.visitorOf(origin());
    }

    @AfterEach
    void leave() {
        List<String> seen = visitor.complained();
        if (visitor == chromium.visitorOf(origin())) {
            visitor.forget();
        } else {
            visitor.close();
        }
        assertThat(seen).as("what the browser complained of").isEmpty();
    }

    /** Goes on with a browser that has never been here: nothing is in its cache. */
    protected void comeAnew() {
        visitor = chromium.newVisitor(origin());
    }

    /** Has the program go by these settings, in YAML, that take no restart; until the class is done. */
    protected void settings(String yaml) {
        house().settings(yaml);
    }

    private House house() {
        if (house == null) {
            throw new IllegalStateException(
                    "program: actual one of its own, as at a first run, expected the shared one");
        }
        return house;
    }

    protected SluiceProcess sluice() {
        return site.sluice();
    }

    /** Where the page is, without a path. */
    protected String origin() {
        return sluice().adminUri();
    }

    /** The browser of this test: cookies, storage and tabs. */
    protected BrowserContext context() {
        return visitor.context();
    }

    /** A new tab at that path, logged in; it has been loaded, and may still be asking the API. */
    protected Page open(String path) {
        Page page = newTab();
        page.navigate(path);
        return page;
    }

    /** A new and empty tab of somebody who is logged in. */
    protected Page newTab() {
        if (!visitor.hasCookie("sluice_session")) {
            visitor.take(house().session());
        }
        return context().newPage();
    }

    /** A new tab at that path, with whatever cookies there are: none at first. */
    protected Page openAsStranger(String path) {
        Page page = context().newPage();
        page.navigate(path);
        return page;
    }

    /** Logs in by the form of this page, which shows it. */
    protected void logIn(Page page) {
        page.locator("input[type=password]").fill(PASSWORD);
        page.locator("button[type=submit]").click();
        page.waitForURL(url -> !url.contains("/login"));
    }

    /** Has been provoked: one or more complaints in which the pattern is found. Fails if there is none. */
    protected void expectComplaint(String pattern) {
        assertThat(visitor.complained())
                .as("complaints of the browser")
                .anyMatch(one -> Pattern.compile(pattern).matcher(one).find());
        visitor.complaints().take(pattern);
    }

    /** Pictures of the page in both themes, on a phone and on a desk: {@code target/screenshots/NAME-THEME-WIDTH.png}. */
    protected void screenshots(Page page, String name) {
        Screenshots.take(page, name);
    }

    /** Fails for whatever keeps people from using the page as it is now, in either theme (axe-core, WCAG 2.2 AA). */
    protected void expectAccessible(Page page) {
        assertThat(Axe.findings(page)).as("serious findings of axe-core").isEmpty();
    }

    void showFailure(String test) {
        List<Page> pages = visitor.tabs();
        for (int i = 0; i < pages.size(); i++) {
            Screenshots.ofFailure(pages.get(i), i == 0 ? test : test + "-" + (i + 1));
        }
    }
}
