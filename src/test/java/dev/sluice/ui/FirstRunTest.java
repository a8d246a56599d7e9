package dev.sluice.ui;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Request;
import com.microsoft.playwright.Response;
import com.microsoft.playwright.options.AriaRole;
import dev.sluice.testing.PeerProcess;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** The first run in a browser: from the first token to a failover that one can see. */
class FirstRunTest extends BrowserCase {

    private PeerProcess first;
    private PeerProcess second;

    @Override
    protected boolean isFirstRun() {
        return true;
    }

    @BeforeAll
    void startGateways() {
        first = PeerProcess.start("first");
        second = PeerProcess.start("second");
    }

    @AfterAll
    void stopGateways() {
        first.close();
        second.close();
    }

    @Test
    void fromTheFirstTokenToAFinishedDrill() throws IOException {
        String token = firstToken();
        Page other = openAsStranger("/welcome");
        other.getByLabel("First token").fill("another-token");
        press(other, "Continue");
        assertThat(other.locator("form")).containsText("This token opens nothing");
        other.close();

        Page page = followTheLink(token);
        assertThat(step(page, 2)).containsText("Once two gateways are there");

        page.navigate("/");
        assertThat(page.locator(".empty")).containsText("there is no peer and no route");
        screenshots(page, "dashboard-empty");
        page.getByRole(AriaRole.BUTTON, named("Three steps to a first failover"))
                .click();

        addGateway(page, "Home", first, "Add the first gateway");
        addGateway(page, "DS918", second, "Add the second gateway");
        makePool(page);
        makeRoute(page);
        Page timeline = context().newPage();
        timeline.navigate("/timeline");
        assertThat(timeline.locator("main")).containsText("No route moved");
        timeline.close();
        screenshots(page, "welcome-steps");

        press(page, "See it fail over");
        Locator last = step(page, 4);
        assertThat(last.locator("li.serves")).containsText("DS918");
        assertThat(last.locator(".seen")).containsText("DS918 took over");
        assertThat(last.locator(".countdown")).isVisible();
        press(page, "End the drill now");
        assertThat(last.locator("li.serves")).containsText("Home");
        assertThat(last).containsText("That was a failover");

        context().clearCookies();
        page.navigate("/login");
        page.navigate("/welcome#" + token);
        assertThat(page.locator("main")).containsText("A password is set already");
        page.getByRole(AriaRole.BUTTON, named("Log in")).click();
        logIn(page);
        page.navigate("/welcome");
        assertThat(page.locator(".step.done")).hasCount(3); // by what is so, though this page has done nothing
        guessThePassword(page);
    }

    /** Five wrong ones, and no further is looked at, not even the right one; who is in stays in. */
    private void guessThePassword(Page inside) {
        try (BrowserContext elsewhere = context()
                .browser()
                .newContext(new Browser.NewContextOptions().setBaseURL(origin()).setLocale("en-GB"))) {
            Page page = elsewhere.newPage();
            page.navigate("/login");
            for (int i = 1; i <= 5; i++) {
                guess(page, "a wrong one, " + i, "This is not the password");
            }
            guess(page, "a wrong one, 6", "Too many wrong passwords were tried: wait ");
            guess(page, PASSWORD, "Too many");
            assertThat(page).hasURL(Pattern.compile("/login"));
        }
        inside.navigate("/peers");
        assertThat(inside.locator("main")).containsText("DS918");
    }

    private static void guess(Page page, String password, String answer) {
        page.locator("input[type=password]").fill(password);
        Response told = page.waitForResponse(
                "**/api/v1/session", () -> page.locator("button[type=submit]").click());
        assertThat(told.status()).isEqualTo(answer.startsWith("Too many") ? 429 : 403);
        assertThat(page.locator("form")).containsText(answer);
    }

    /** The link that a first start prints carries the first token to the page, and to nobody else. */
    private Page followTheLink(String token) {
        List<Request> requests = new ArrayList<>();
        context().onRequest(requests::add);
        Page page = openAsStranger("/welcome#" + token);
        setPassword(page);

        assertThat(page).hasURL(origin() + "/welcome"); // the token is not in the address
        assertThat(requests).noneMatch(request -> request.url().split("#", 2)[0].contains(token));
        assertThat(requests)
                .noneMatch(request ->
                        String.valueOf(request.headers().get("referer")).contains(token));
        assertThat(page.evaluate(
                        "JSON.stringify([{...localStorage}, {...sessionStorage}, document.cookie, location.href])"))
                .asString()
                .doesNotContain(token)
                .doesNotContain(PASSWORD);
        page.goBack();
        assertThat(page.url()).as("what is before it in the history").isEqualTo("about:blank");
        page.goForward();
        return page;
    }

    /** What the program has left for whoever comes in first: it serves before it has written that. */
    private String firstToken() throws IOException {
        Path file = sluice().stateDir().resolve("first-token");
        await().atMost(Duration.ofSeconds(20)).until(() -> Files.exists(file));
        return Files.readString(file).strip();
    }

    private void setPassword(Page page) {
        Locator password = page.getByLabel("Password", new Page.GetByLabelOptions().setExact(true));
        Locator again = page.getByLabel("The same once more");
        password.fill("short");
        again.fill("short");
        press(page, "Set the password");
        assertThat(page.locator("form")).containsText("5 characters");
        assertThat(password).hasAttribute("aria-invalid", "true");
        password.fill(PASSWORD);
        press(page, "Set the password");
        assertThat(page.locator("form")).containsText("Not the same");
        again.fill(PASSWORD);
        screenshots(page, "welcome-password");
        press(page, "Set the password");
        assertThat(page.locator("h1")).hasText("Three steps to a first failover");
    }

    private static void addGateway(Page page, String name, PeerProcess gateway, String verb) {
        page.getByLabel("Name", new Page.GetByLabelOptions().setExact(true)).fill(name);
        page.getByLabel("Host or address").fill("127.0.0.1");
        page.getByLabel("Proxy port").fill(String.valueOf(gateway.port()));
        press(page, verb);
        assertThat(step(page, 1)
                        .locator(".found li", new Locator.LocatorOptions().setHasText(name))
                        .locator(".badge.good"))
                .containsText("alive");
    }

    private static void makePool(Page page) {
        press(page, "Make the pool");
        assertThat(step(page, 2).locator(".error")).isVisible(); // no name: beside the field, in the API's words
        page.getByLabel("Name of the pool").fill("Home network");
        press(page, "Make the pool");
        assertThat(step(page, 2)).containsText("2. DS918");
    }

    private static void makeRoute(Page page) {
        page.getByLabel("Domain").fill("app.example.com");
        page.getByLabel("LAN host").fill("192.168.1.5");
        page.getByLabel("LAN port").fill("8080x");
        press(page, "Make the route");
        assertThat(step(page, 3).locator(".error")).containsText("8080x");
        page.getByLabel("LAN port").fill("8080");
        press(page, "Make the route");
        assertThat(step(page, 4).locator("li.serves")).containsText("Home");
        assertThat(page.locator(".step.done")).hasCount(3);
    }

    private static Locator step(Page page, int number) {
        return page.locator(".step").nth(number - 1);
    }

    private static void press(Page page, String verb) {
        page.getByRole(AriaRole.BUTTON, named(verb)).click();
    }

    private static Page.GetByRoleOptions named(String name) {
        return new Page.GetByRoleOptions().setName(name);
    }
}
