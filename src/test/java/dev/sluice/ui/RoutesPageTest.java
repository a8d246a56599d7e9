package dev.sluice.ui;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import dev.sluice.system.Site;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** The page of routes: made, changed, pivoted and explained by hand. */
class RoutesPageTest extends BrowserCase {

    private static final String HOSTILE = "<img src=x onerror=alert(1)> \u202Eesrever 🦆";

    private long pool;

    @BeforeAll
    void makePool() {
        pool = site.pool(Site.failoverPool(60), home, standby);
    }

    @Test
    void aRouteIsMadePinnedChangedToAPoolAndBack() {
        Page page = open("/routes");
        page.getByText("Create route").click();
        Locator editor = page.locator("sluice-route-editor dialog");
        fill(editor, "domain", "made.example.com");
        fill(editor, "lan_host", "192.168.1.5");
        fill(editor, "lan_port", "many");
        save(editor);
        assertThat(editor.locator("[name=lan_port]")).isFocused();
        assertThat(editor.locator(".error")).containsText("many: a whole number");

        fill(editor, "lan_port", "5001");
        save(editor);
        Locator chosen = page.locator("tr[aria-selected=true]");
        assertThat(chosen)
                .containsText(Pattern.compile(
                        "made\\.example\\.com.*pinned to home → 192\\.168\\.1\\.5:5001", Pattern.DOTALL));

        edit(page);
        editor.getByLabel("a gateway pool").check();
        assertThat(editor.locator("[name=lan_host]")).hasValue("192.168.1.5");
        editor.getByLabel("a gateway, pinned").check();
        assertThat(editor.locator("[name=gateway]")).hasValue(String.valueOf(site.id(home)));
        editor.getByLabel("a gateway pool").check();
        save(editor);
        assertThat(chosen).containsText("pool failover → 192.168.1.5:5001");

        edit(page);
        editor.getByLabel("a gateway, pinned").check();
        save(editor);
        assertThat(chosen).containsText("pinned to home");
    }

    @Test
    void aFeatureIsSwitchedOnRefusedAndOff() {
        long id = site.pinnedRoute("features.example.com", home);
        Page page = open("/routes?route=" + id);
        edit(page);
        Locator editor = page.locator("sluice-route-editor dialog");
        editor.getByText("Features", new Locator.GetByTextOptions().setExact(true))
                .click();
        editor.getByLabel("Maintenance", new Locator.GetByLabelOptions().setExact(true))
                .check();
        editor.locator("textarea[name=maintenance]").fill("{\"message\": ");
        save(editor);
        assertThat(editor.locator(".error")).containsText("an object");
        editor.locator("textarea[name=maintenance]").fill("{\"message\": \"Soon.\", \"retry_after_s\": 0}");
        save(editor);
        assertThat(editor.locator(".problem")).containsText("maintenance.retry_after_s 0: seconds from 1");
        editor.locator("textarea[name=maintenance]").fill("{\"message\": \"Soon.\"}");
        save(editor);
        assertThat(page.locator("dl.facts")).containsText("\"message\":\"Soon.\"");
        assertThat(site.route(id).getJsonObject("maintenance").getString("message"))
                .isEqualTo("Soon.");

        edit(page);
        editor.getByText("Features", new Locator.GetByTextOptions().setExact(true))
                .click();
        editor.getByLabel("Maintenance", new Locator.GetByLabelOptions().setExact(true))
                .uncheck();
        save(editor);
        assertThat(page.locator("dl.facts")).not().containsText("Soon.");
        assertThat(site.route(id).getValue("maintenance")).isNull();
    }

    @Test
    void whomTheRouteLeavesAloneIsShownAndExplained() throws IOException {
        long id = sluice().create(
                        "/routes",
                        new JsonObject()
                                .put("domain", "broken.example.com")
                                .put("target_peer_id", site.id(home))
                                .put(
                                        "circuit_breaker",
                                        new JsonObject().put("failures", 2).put("open_for", "1h")));
        Page page = open("/routes?route=" + id);
        Locator details = page.locator(".route-details");
        assertThat(details).containsText("Circuit breaker");
        assertThat(details).not().containsText("Leaves home alone");
        for (int i = 0; i < 2; i++) {
            assertThat(answer("broken.example.com", "/?status=503")).startsWith("HTTP/1.1 503");
        }
        page.reload();
        assertThat(details).containsText("Leaves home alone: 2 of 2 requests within 10s failed");
        assertThat(whoAnswers("broken.example.com")).isEqualTo("standby");
        page.navigate("/routes?url=http://broken.example.com/");
        assertThat(page.locator(".explained .because"))
                .containsText("standby is asked instead of home; home is the home of this route");
        sluice().admin()
                .put("/api/v1/routes/" + id, new JsonObject().putNull("circuit_breaker"))
                .expect(200);
        page.navigate("/routes?route=" + id);
        assertThat(details).containsText("home");
        assertThat(details).not().containsText("Leaves home alone");
    }

    @Test
    void whoWasFasterIsNotOverwritten() {
        long id = site.pinnedRoute("slow.example.com", home);
        Page page = open("/routes?route=" + id);
        edit(page);
        Locator editor = page.locator("sluice-route-editor dialog");
        fill(editor, "description", "mine");
        sluice().admin()
                .put("/api/v1/routes/" + id, new JsonObject().put("description", "theirs"))
                .expect(200);
        save(editor);

        assertThat(editor.locator(".problem")).containsText("changed meanwhile");
        editor.getByText("Read it again").click();
        assertThat(editor.locator("[name=description]")).hasValue("theirs");
        assertThat(site.route(id).getString("description")).isEqualTo("theirs");
    }

    @Test
    void aRouteIsPivotedByHandAndBroughtHome() {
        long id = site.pinnedRoute("moved.example.com", home);
        Page page = open("/routes?route=" + id);
        Locator details = page.locator(".route-details");
        button(details, "Pivot …").click();
        Locator dialog = page.locator("sluice-route-pivot dialog");
        dialog.locator("[name=length]").selectOption("own");
        fill(dialog, "own", "9d");
        button(dialog, "Pivot").click();
        assertThat(dialog.locator(".error")).containsText("a duration from 1s to 7d");
        fill(dialog, "own", "45m");
        button(dialog, "Pivot").click();

        Locator row = page.locator("tr[aria-selected=true]");
        assertThat(row).containsText("failed over");
        assertThat(details).containsText("standby since");
        assertThat(details.locator(".countdown")).hasText(Pattern.compile("4[45]:\\d\\d"));
        assertThat(site.route(id).getLong("serving_peer_id")).isEqualTo(site.id(standby));

        button(details, "Fail back").click();
        assertThat(row).containsText("at home");
    }

    @Test
    void theExplanationNamesWhoGetsTheRequest() throws IOException {
        long id = site.pinnedRoute("asked.example.com", home);
        sluice().admin()
                .post("/api/v1/routes/" + id + "/pivot", new JsonObject().put("to_peer_id", site.id(standby)))
                .expect(200);
        site.awaitServing(id, standby);

        Page page = open("/routes?url=http%3A%2F%2Fasked.example.com%2Fx");
        assertThat(page.locator("svg.way g.chosen")).containsText(whoAnswers("asked.example.com"));
        assertThat(page.locator("svg.way g.other")).containsText("home");
        assertThat(page.locator(".because")).containsText("standby");

        sluice().admin()
                .post("/api/v1/routes/" + id + "/failback", new JsonObject())
                .expect(200);
        assertThat(page.locator("svg.way g.chosen")).containsText("home");
        assertThat(whoAnswers("asked.example.com")).isEqualTo("home");
        assertThat(page.locator("svg.way g.other")).containsText("standby");

        fill(page.locator("sluice-explain"), "url", "http://nobody.example.com/");
        button(page.locator("sluice-explain"), "Explain").click();
        assertThat(page.locator("sluice-explain .problem")).containsText("No enabled route matches");
        assertThat(page).hasURL(Pattern.compile("url=http%3A%2F%2Fnobody"));
    }

    @Test
    void hostileNamesAreTextAndNothingIsHardToUse() {
        long id = sluice().create(
                        "/routes",
                        new JsonObject()
                                .put("domain", ("a".repeat(63) + ".").repeat(3) + "example.com")
                                .put("description", HOSTILE)
                                .put("target_kind", "pool")
                                .put("target_pool_id", pool));
        Page page = open("/routes?q=onerror&route=" + id);

        assertThat(page.locator("tr[aria-selected=true] td.what")).containsText(HOSTILE);
        assertThat(page.locator(".route-details")).containsText(HOSTILE);
        assertThat(page.locator("main img").count()).isZero();
        assertThat(page.locator(".route-details sluice-route-events li").first())
                .isVisible();
        assertThat(page.locator(".route-details sluice-uptime li")).hasCount(3);
        assertThat(page.locator(".route-details sluice-uptime li").first())
                .containsText(Pattern.compile("24 hours\\s+100 %\\s+made \\d+ s ago; never down"));
        assertThat(Axe.findings(page)).isEmpty();
        screenshots(page, "route");
        page.setViewportSize(360, 800);
        assertThat((Integer) page.evaluate("document.documentElement.scrollWidth"))
                .isLessThanOrEqualTo(360);
        page.keyboard().press("Escape");
        assertThat(page.locator(".route-details")).hasCount(0);
        assertThat((Integer) page.evaluate("document.documentElement.scrollWidth"))
                .isLessThanOrEqualTo(360);
    }

    @Test
    void aDeletedRouteIsGoneAfterTheQuestion() {
        long id = site.pinnedRoute("doomed.example.com", home);
        Page page = open("/routes?q=doomed&route=" + id);
        button(page.locator(".route-details"), "Delete").click();
        Locator question = page.locator("sluice-confirm dialog");
        assertThat(question).containsText("Requests for it get 404");
        button(question, "Delete").click();

        assertThat(page.locator("sluice-rows")).hasCount(0);
        assertThat(page.locator(".route-details")).hasCount(0);
        assertThat(sluice().admin().get("/api/v1/routes/" + id).status()).isEqualTo(404);
    }

    private static void fill(Locator form, String name, String text) {
        form.locator("[name=" + name + "]").fill(text);
    }

    private static Locator button(Locator within, String name) {
        return within.getByRole(
                AriaRole.BUTTON, new Locator.GetByRoleOptions().setName(name).setExact(true));
    }

    private static void save(Locator editor) {
        button(editor, "Save").click();
    }

    private static void edit(Page page) {
        button(page.locator(".route-details"), "Edit").click();
        page.locator("sluice-route-editor [name=domain]").waitFor();
    }

    /** The name that the peer says which gets a request for that host at the front door. */
    private String whoAnswers(String host) throws IOException {
        String answer = answer(host, "/x");
        return answer.lines()
                .filter(line -> line.toLowerCase(java.util.Locale.ROOT).startsWith("x-peer:"))
                .map(line -> line.substring("x-peer:".length()).trim())
                .findFirst()
                .orElseThrow(() -> new AssertionError("x-peer: actual absent, expected in\n" + answer));
    }

    private String answer(String host, String path) throws IOException {
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), sluice().httpPort())) {
            socket.setSoTimeout((int) Chromium.PATIENCE_MS);
            String request = "GET " + path + " HTTP/1.1\r\nHost: " + host + "\r\nConnection: close\r\n\r\n";
            socket.getOutputStream().write(request.getBytes(StandardCharsets.US_ASCII));
            return new String(socket.getInputStream().readAllBytes(), StandardCharsets.US_ASCII);
        }
    }
}
