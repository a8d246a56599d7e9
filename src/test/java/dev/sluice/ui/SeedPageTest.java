package dev.sluice.ui;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static dev.sluice.ui.PoolDialog.button;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import dev.sluice.testing.PeerProcess;
import io.vertx.core.json.JsonObject;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;

/**
 * "Set up Gateway-Pool Failover", the page that this system comes from, done in the browser: Setup 1 to 4 and the Example Setup,
 * one step after the other on one program.
 */
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class SeedPageTest extends BrowserCase {

    private static final long SHOWN_WITHIN_MS = 2_000;

    @Test
    @Order(1)
    void createBothGateways() {
        for (PeerProcess process : List.of(home, standby)) { // the harness knows them already: they shall be made here
            sluice().admin().delete("/api/v1/peers/" + site.id(process)).expect(204);
        }
        Page page = open("/peers");

        createGateway(page, "Home Gateway", home);
        createGateway(page, "DS918 Gateway", standby);

        assertThat(page.locator("main .badge", new Page.LocatorOptions().setHasText("alive")))
                .hasCount(2);
    }

    private static void createGateway(Page page, String name, PeerProcess process) {
        button(page, "Create a peer").first().click();
        Locator form = page.locator("dialog[open] form");
        form.locator("[name=name]").fill(name);
        form.locator("[name=host]").fill("127.0.0.1");
        form.locator("[name=proxy_port]").fill(String.valueOf(process.port()));
        form.locator("[type=submit]").click();
        assertThat(form).isHidden();
        assertThat(page.locator("main")).containsText(name);
    }

    @Test
    @Order(2)
    void createThePoolAndAddMembers() {
        Page page = open("/gateway-pools");
        PoolDialog dialog = PoolDialog.create(page);

        dialog.name().fill("Home network");
        assertThat(dialog.radio("Failover (prioritized)")).isChecked();
        assertThat(dialog.form().getByText("LB policy")).isHidden();
        assertThat(dialog.preset().locator("option")).containsText(new String[] {
            "60 s – Linux container (LXC), fast reboot",
            "180 s (3 min) – Linux VM",
            "600 s (10 min) – Proxmox host",
            "900 s (15 min) – Synology / QNAP NAS",
            "1,800 s (30 min) – Windows server",
            "3,600 s (60 min) – Conservative",
            "Own value"
        });
        dialog.preset().selectOption("900");
        dialog.form().getByLabel("Outage message").fill("<!doctype html><h1>Back soon</h1>");
        assertThat(dialog.form().locator(".answer")).containsText("503");
        assertThat(dialog.form().locator(".answer pre")).hasText("<!doctype html><h1>Back soon</h1>");

        assertThat(dialog.gateways().locator("option")).hasCount(2);
        dialog.add("DS918 Gateway");
        assertThat(dialog.gateways().locator("option")).hasCount(1);
        dialog.add("Home Gateway");
        assertThat(dialog.gateways()).isHidden();
        assertThat(dialog.form()).containsText("All gateways are in this pool.");
        dialog.drag(2, 1);
        assertThat(dialog.members()).hasText(new String[] {"Home Gateway", "DS918 Gateway"});
        assertThat(dialog.row(1)).containsText("primary");
        dialog.saved();

        Locator card = card(page, "Home network");
        assertThat(card.locator("p.serves")).containsText(Pattern.compile("served by the primary\\s+Home Gateway"));
        assertThat(card.locator("tbody tr").nth(0)).containsText(Pattern.compile("1\\s+Home Gateway\\s+primary"));
        assertThat(card.locator("tbody tr").nth(1)).containsText(Pattern.compile("2\\s+DS918 Gateway"));
        assertThat(card).containsText("900 s (15 min), Synology / QNAP NAS");
        JsonObject pool = sluice().get("/gateway-pools").getJsonArray("items").getJsonObject(0);
        assertThat(pool.getInteger("failback_cooldown_s")).isEqualTo(900);
        assertThat(pool.getJsonArray("members"))
                .extracting(member -> ((JsonObject) member).getString("peer_name"))
                .containsExactly("Home Gateway", "DS918 Gateway");
    }

    @Test
    @Order(3)
    void rebootBothAndSeeTheRoutesMoveAndComeBack() {
        site.pinnedRoute("nas.example.com", peerId("Home Gateway"));
        Page page = open("/gateway-pools");
        PoolDialog dialog = PoolDialog.edit(page, "Home network");
        dialog.preset().selectOption("Own value …");
        dialog.form().getByLabel("Seconds").fill("6");
        dialog.saved();
        Locator card = card(page, "Home network");
        Locator serves = card.locator("p.serves");
        assertThat(card).containsText("1 pinned to members");

        standby.kill9(); // "Reboot DS918: no impact"
        assertThat(card.locator("tbody tr").nth(1)).containsText("down");
        assertThat(serves).containsText(Pattern.compile("served by the primary\\s+Home Gateway"));
        standby.restart();
        assertThat(card.locator("tbody tr").nth(1)).containsText("alive");

        page.evaluate("window.notReloaded = true");
        long killed = System.nanoTime();
        home.kill9(); // "Reboot Home: routes migrate to DS918"
        assertThat(serves).containsText(Pattern.compile("failed over\\s+DS918 Gateway"));
        long shown = (System.nanoTime() - killed) / 1_000_000;
        System.out.println("kill to pivot on the page: " + shown + " ms");
        assertThat(shown).isLessThan(SHOWN_WITHIN_MS);

        home.restart(); // "Home recovers: after the cooldown, back to Home"
        Locator countdown = card.locator(".countdown");
        assertThat(countdown).hasText(Pattern.compile("[3-6] s"));
        assertThat(countdown).hasText(Pattern.compile("[12] s"));
        assertThat(serves).containsText(Pattern.compile("served by the primary\\s+Home Gateway"));
        assertThat(page.evaluate("window.notReloaded")).isEqualTo(true);
    }

    @Test
    @Order(4)
    void migrateRoutesIntoAPoolForLoadBalancing() {
        long ssh = sluice().create(
                        "/routes",
                        new JsonObject()
                                .put("domain", "ssh.example.com")
                                .put("target_peer_id", peerId("Home Gateway"))
                                .put("target_lan_host", "127.0.0.1")
                                .put("target_lan_port", 22));
        Page page = open("/gateway-pools");
        PoolDialog dialog = PoolDialog.create(page);
        dialog.name().fill("Streaming");
        dialog.radio("Load balancing").check();
        for (String policy : List.of("round_robin", "least_conn", "ip_hash")) {
            dialog.radio(policy).check();
        }
        dialog.add("Home Gateway").add("DS918 Gateway").saved();
        assertThat(card(page, "Streaming")).containsText("ip_hash");

        button(page, "Migrate routes").click();
        Locator migration = page.locator("sluice-migrate-dialog form");
        migration.getByLabel("Target pool").selectOption("Streaming");
        Locator group = migration.locator(".group");
        assertThat(group.locator("legend")).containsText("Home Gateway");
        assertThat(group.getByLabel("nas.example.com")).isChecked();
        Locator loopback = group.locator("li.loopback");
        assertThat(loopback).containsText("means \"on the gateway machine itself\"");
        assertThat(loopback.getByRole(AriaRole.CHECKBOX)).not().isChecked();

        loopback.getByRole(AriaRole.CHECKBOX).click();
        button(page, "Cancel").last().click();
        assertThat(loopback.getByRole(AriaRole.CHECKBOX)).not().isChecked();
        loopback.getByRole(AriaRole.CHECKBOX).click();
        button(page, "Yes, migrate it all the same").click();
        assertThat(loopback.getByRole(AriaRole.CHECKBOX)).isChecked();
        button(page, "Review").click();
        assertThat(migration.locator("tbody tr")).hasCount(2);
        assertThat(migration).containsText("127.0.0.1 will mean whichever member serves");
        button(page, "OK").click();

        assertThat(page.locator("sluice-notices")).containsText("2 routes migrated to Streaming");
        assertThat(card(page, "Streaming")).containsText("2 routes to the pool, 0 pinned to members");
        assertThat(site.route(ssh).getString("target_kind")).isEqualTo("pool");
    }

    private static Locator card(Page page, String pool) {
        return page.getByRole(
                AriaRole.ARTICLE, new Page.GetByRoleOptions().setName(pool).setExact(true));
    }

    private long peerId(String name) {
        return sluice().get("/peers").getJsonArray("items").stream()
                .map(JsonObject.class::cast)
                .filter(peer -> name.equals(peer.getString("name")))
                .findFirst()
                .orElseThrow()
                .getLong("id");
    }
}
