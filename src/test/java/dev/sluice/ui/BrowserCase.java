package dev.sluice.ui;

import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.Cookie;
import dev.sluice.system.Site;
import dev.sluice.testing.PeerProcess;
import dev.sluice.testing.Rest;
import dev.sluice.testing.SluiceProcess;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.HttpCookie;
import java.net.URI;
import java.nio.file.Files;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.TestInfo;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.extension.ExtendWith;

/**
 * A test of the web page in a browser.
 *
 * <p>One program runs for all tests of a class, with two gateways, {@link #home} and {@link #standby}, which it knows and
 * finds ALIVE; they can be killed ({@code home.kill9()}) and brought back ({@code home.restart()}). {@link #site} makes pools and
 * routes and asks the API. Each test has a browser context of its own, as if on a machine of its own, and begins with:
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
 * <p>{@link #openAsStranger} opens a page without a session; {@link #logIn} goes through the login form. {@link #context} gives
 * further pages (tabs) of the same browser: {@code context().newPage()}.
 *
 * <p>A test fails for any error in the console, any exception that nobody caught, any violation of the policy and any request to
 * anybody but the admin port. Of what a test provokes by intent, {@link #expectComplaint} says that it has been seen. A picture
 * of a failed test is in {@code target/screenshots/failed-CLASS.METHOD.png}.
 *
 * <p>Never sleep: locators and {@code PlaywrightAssertions} wait. Probes go every 250 ms, so that a dead gateway is DOWN within a
 * second. What must be measured by the clock is for a class tagged {@code quiet}, which runs alone. Playwright belongs to one
 * thread: tests here are not concurrent.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@ExtendWith({BrowserOfTests.class, Portrait.class})
abstract class BrowserCase {

    /** The operator's. */
    protected static final String PASSWORD = "a password of the browser's";

    protected Site site;
    protected PeerProcess home;
    protected PeerProcess standby;

    private Browser browser;
    private BrowserContext context;
    private Complaints complaints;

    @SuppressWarnings("NullAway.Init")
    BrowserCase() {}

    /** Further environment variables of the program, or others in the place of the usual ones. */
    protected Map<String, String> settings() {
        return Map.of();
    }

    /** Whether the program is as after its very first start: no password, no gateways, and only its first token opens it. */
    protected boolean isFirstRun() {
        return false;
    }

    void use(Browser shared) {
        browser = shared;
    }

    @BeforeAll
    void openSite() {
        Map<String, String> environment = new HashMap<>();
        environment.put("SLUICE_WATCHDOG_INTERVAL", "250ms");
        if (isFirstRun()) {
            environment.put("SLUICE_ADMIN_TOKEN", "");
        }
        environment.putAll(settings());
        site = new Site(environment);
        if (!isFirstRun()) {
            sluice().admin()
                    .put("/api/v1/password", new JsonObject().put("password", PASSWORD))
                    .expect(204);
            home = site.gateway("home");
            standby = site.gateway("standby");
        }
    }

    @AfterAll
    void closeSite() {
        if (site != null) {
            site.close();
        }
    }

    @BeforeEach
    void openContext() {
        context = newContext();
    }

    @AfterEach
    void closeContext(TestInfo test) {
        List<String> seen = complaints.of(context.pages());
        context.close();
        assertThat(seen).as("what the browser complained of").isEmpty();
    }

    private BrowserContext newContext() {
        BrowserContext made = browser.newContext(new Browser.NewContextOptions()
                .setBaseURL(origin())
                .setLocale("en-GB")
                .setTimezoneId("UTC")
                .setViewportSize(1440, 900));
        made.setDefaultTimeout(Chromium.PATIENCE_MS);
        complaints = Complaints.in(made, origin());
        return made;
    }

    /** What a first start has left for whoever comes in first; only where {@link #isFirstRun}. */
    protected String firstToken() {
        try {
            return Files.readString(sluice().stateDir().resolve("first-token")).strip();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
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
        return context;
    }

    /** A new tab at that path, logged in; it has been loaded, and may still be asking the API. */
    protected Page open(String path) {
        if (context.cookies(origin()).stream().noneMatch(cookie -> cookie.name.endsWith("sluice_session"))) {
            context.addCookies(List.of(session()));
        }
        return openAsStranger(path);
    }

    /** A new tab at that path, with whatever cookies there are: none at first. */
    protected Page openAsStranger(String path) {
        Page page = context.newPage();
        page.navigate(path);
        return page;
    }

    /** Logs in by the form of this page, which shows it. */
    protected void logIn(Page page) {
        page.locator("input[type=password]").fill(PASSWORD);
        page.locator("button[type=submit]").click();
        page.waitForURL(url -> !url.contains("/login"));
    }

    /** A session of its own, opened by the API. */
    private Cookie session() {
        Rest.Answer answer = Rest.at(URI.create(origin()).getPort())
                .post("/api/v1/session", new JsonObject().put("password", PASSWORD))
                .expect(200);
        HttpCookie cookie = HttpCookie.parse(
                        answer.headers().firstValue("Set-Cookie").orElseThrow())
                .get(0);
        return new Cookie(cookie.getName(), cookie.getValue()).setUrl(origin()).setHttpOnly(true);
    }

    /** Has been provoked: one or more complaints in which the pattern is found. Fails if there is none. */
    protected void expectComplaint(String pattern) {
        assertThat(complaints.of(context.pages()))
                .as("complaints of the browser")
                .anyMatch(one -> Pattern.compile(pattern).matcher(one).find());
        complaints.take(pattern);
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
        List<Page> pages = context.pages();
        for (int i = 0; i < pages.size(); i++) {
            Screenshots.ofFailure(pages.get(i), i == 0 ? test : test + "-" + (i + 1));
        }
    }
}
