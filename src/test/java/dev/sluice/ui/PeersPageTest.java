package dev.sluice.ui;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import dev.sluice.system.Site;
import dev.sluice.testing.AgentProcess;
import dev.sluice.testing.FreePort;
import io.vertx.core.json.JsonObject;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Peers on the page: made, changed, taken out of service and back, paired. */
class PeersPageTest extends BrowserCase {

    private static final String HOSTILE =
            "<img src=x onerror=alert(1)> \u202Eesrever\u202C \uD83E\uDD8A " + "x".repeat(180);

    private long pinned;

    @BeforeAll
    void makeAPool() {
        site.pool(Site.failoverPool(0), home, standby);
        pinned = site.pinnedRoute("app.example.com", home);
    }

    private static Locator button(Page page, String name) {
        return page.getByRole(AriaRole.BUTTON, new Page.GetByRoleOptions().setName(name));
    }

    private static Locator card(Page page, String name) {
        return page.locator("sluice-peer")
                .filter(new Locator.FilterOptions()
                        .setHas(page.getByRole(
                                AriaRole.HEADING,
                                new Page.GetByRoleOptions().setName(name).setExact(true))));
    }

    private static void submit(Page page) {
        page.locator("dialog[open] button[type=submit]").click();
    }

    @Test
    void aPeerIsMadeAndChangedAndWhatIsRefusedIsSaidBesideItsField() {
        Page page = open("/peers");
        button(page, "Create a peer").click();
        page.getByLabel("Name", new Page.GetByLabelOptions().setExact(true)).fill("office");
        page.getByLabel("Host").fill("no host!");
        page.getByLabel("Proxy port").fill(Integer.toString(standby.port()));
        page.getByLabel("Description").fill(HOSTILE);
        submit(page);
        Locator host = page.getByLabel("Host");
        assertThat(host).hasAttribute("aria-invalid", "true");
        assertThat(host).isFocused();
        assertThat(host).hasAccessibleDescription(Pattern.compile("no host!: a host name"));

        host.fill("127.0.0.1");
        submit(page);
        assertThat(page.locator("dialog[open]")).hasCount(0);
        Locator office = card(page, "office");
        assertThat(office).containsText("alive");
        button(page, "Details: office").click();
        assertThat(office).containsText(HOSTILE);
        assertThat(office.locator("sluice-uptime li")).hasCount(3);
        assertThat(page.locator("main img")).hasCount(0);
        assertThat(((Number) page.evaluate("document.documentElement.scrollWidth - innerWidth")).intValue())
                .isLessThanOrEqualTo(0);
        assertThat(Axe.findings(page)).isEmpty();

        button(page, "Edit: office").click();
        page.getByText("How it is probed").click();
        page.getByLabel("Fall").fill("0");
        submit(page);
        assertThat(page.getByLabel("Fall")).hasAccessibleDescription(Pattern.compile("from 1 to 100"));
        assertThat(Axe.findings(page)).isEmpty();
        page.getByLabel("Fall").fill("5");
        submit(page);
        assertThat(page.locator("dialog[open]")).hasCount(0);

        button(page, "Delete").click();
        page.locator("sluice-confirm button.danger").click();
        assertThat(office).hasCount(0);
    }

    @Test
    void whoWasSlowerIsToldAndReadsAgain() {
        long id = site.gateway("slow", "127.0.0.1", standby.port());
        Page page = open("/peers");
        button(page, "Edit: slow").click();
        page.getByLabel("Weight").fill("7");
        sluice().admin()
                .put("/api/v1/peers/" + id, new JsonObject().put("description", "somebody was here"))
                .expect(200);
        submit(page);

        button(page, "Read it again").click();
        assertThat(page.getByLabel("Description")).hasValue("somebody was here");
        assertThat(page.getByLabel("Weight")).hasValue("1");
        page.getByLabel("Weight").fill("7");
        submit(page);
        assertThat(page.locator("dialog[open]")).hasCount(0);
        assertThat(sluice().get("/peers/" + id).getInteger("weight")).isEqualTo(7);
    }

    @Test
    void drainSaysWhatMovesAndResumeWhatComesHome() {
        long stopping = sluice().create(
                        "/routes",
                        new JsonObject()
                                .put("domain", "ssh.example.com")
                                .put("target_peer_id", site.id(home))
                                .put("target_lan_host", "127.0.0.1")
                                .put("target_lan_port", 2222));
        Page page = open("/peers");
        button(page, "Drain: home").click();
        Locator dialog = page.locator("sluice-drain dialog");
        assertThat(dialog).containsText("1 route moves to standby");
        assertThat(dialog).containsText("1 route stops: the LAN host is the gateway itself");
        submit(page);
        assertThat(dialog.getByRole(AriaRole.ALERT)).containsText("Draining home would stop 1 route(s)");
        assertThat(dialog.locator("button[type=submit]")).isDisabled();
        dialog.getByRole(AriaRole.CHECKBOX).check();
        submit(page);
        assertThat(card(page, "home")).containsText("drained");
        assertThat(site.route(pinned).getLong("serving_peer_id")).isEqualTo(site.id(standby));

        button(page, "Resume: home").click();
        assertThat(page.locator("sluice-confirm")).containsText("app.example.com");
        page.locator("sluice-confirm button.main").click();
        assertThat(button(page, "Drain: home")).isVisible();
        assertThat(site.route(pinned).getLong("serving_peer_id")).isEqualTo(site.id(home));
        sluice().admin().delete("/api/v1/routes/" + stopping).expect(204);
    }

    @Test
    void aProbeTellsWhatThePeerAnswered() {
        Page page = open("/peers");

        button(page, "Probe now: standby").click();

        assertThat(page.locator("sluice-notices")).containsText("standby: HTTP 200");
        assertThat(card(page, "standby").locator("svg.spark")).isVisible();
    }

    @Test
    void aCodeIsToldOnceAndTheAgentThatComesWithItIsSeen() {
        int port = FreePort.next();
        long id = sluice().create(
                        "/peers",
                        new JsonObject()
                                .put("name", "paired")
                                .put("host", "127.0.0.1")
                                .put("proxy_port", port));
        Page page = open("/peers");
        button(page, "Details: paired").click();
        button(page, "Pair an agent").click();
        submit(page);
        Locator dialog = page.locator("sluice-pairing dialog");
        Locator codes = dialog.locator("code");
        assertThat(codes).hasCount(2);
        String code = codes.nth(1).textContent();
        assertThat(codes.first()).containsText("agent --server https://127.0.0.1:" + sluice().agentPort());
        assertThat(dialog.locator("sluice-countdown")).hasText(Pattern.compile("^(10:00|9:\\d\\d)$"));

        String server = "127.0.0.1:" + sluice().agentPort();
        try (AgentProcess agent = AgentProcess.pair(List.of(), server, code, "127.0.0.1", port)) {
            assertThat(dialog).containsText("The agent is paired: connected, config current");
            assertThat(dialog).not().containsText(code);
            page.keyboard().press("Escape");
            assertThat(card(page, "paired")).containsText("connected, config current");
            agent.kill9();
            assertThat(card(page, "paired")).containsText("not connected");
        }

        button(page, "Unpair").click();
        page.locator("sluice-confirm button.danger").click();
        assertThat(card(page, "paired")).containsText("not paired");
        assertThat(sluice().get("/peers/" + id).getJsonObject("agent")).isNull();
        sluice().admin().delete("/api/v1/peers/" + id).expect(204);
    }

    @Test
    void whatIsInTroubleStandsFirstAndFiltersStayInTheAddress() {
        site.gateway("zoo", "127.0.0.1", home.port());
        long gone = sluice().create(
                        "/peers",
                        new JsonObject()
                                .put("name", "zz gone")
                                .put("host", "127.0.0.1")
                                .put("proxy_port", FreePort.next()));
        site.awaitState(gone, "down");
        Page page = open("/peers");

        assertThat(page.locator("sluice-peer h2").first()).hasText("zz gone");
        page.getByLabel("Find by name").fill("ZO");
        assertThat(page.locator("sluice-peer:visible")).hasCount(1);
        page.reload();
        assertThat(page.locator("sluice-peer:visible")).hasCount(1);
        page.getByLabel("Find by name").fill("");
        page.getByLabel("State").selectOption("trouble");
        assertThat(card(page, "zz gone")).containsText("connect refused");
        assertThat(card(page, "zoo")).hasCount(0);
        sluice().admin().delete("/api/v1/peers/" + gone).expect(204);
        assertThat(card(page, "zz gone")).hasCount(0);
    }
}
