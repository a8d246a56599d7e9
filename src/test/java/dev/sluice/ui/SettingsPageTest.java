package dev.sluice.ui;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.microsoft.playwright.Download;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Route;
import com.microsoft.playwright.options.AriaRole;
import dev.sluice.testing.Rest;
import io.vertx.core.json.JsonObject;
import java.time.Instant;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** Settings and logs, as an operator uses them. */
class SettingsPageTest extends BrowserCase {

    @Test
    void thePaceIsChangedOrRefusedInTheApisWords() {
        Page page = open("/settings");
        page.getByLabel("Failures until down").fill("0");
        button(page, "Save").click();
        assertThat(page.locator("form .error")).containsText("a whole number from 1 to 100");
        assertThat(page.getByLabel("Failures until down")).isFocused();

        page.getByLabel("Failures until down").fill("4");
        button(page, "Save").click();
        assertThat(page.locator("sluice-notices")).containsText("The watchdog goes by it");

        page.navigate("/logs?event=settings_updated");
        assertThat(page.locator("table.events tbody tr")).hasCount(1);
        assertThat(page.locator("table.events tbody tr")).containsText("operator");
    }

    @Test
    void whatHoldsForAllRoutesIsSwitchedAndRefusedInTheApisWords() {
        Page page = open("/settings?section=site");
        page.getByLabel("Own error pages", new Page.GetByLabelOptions().setExact(true))
                .check();
        Locator text = page.locator("textarea[name=error_pages]");
        text.fill(text.inputValue().replace("5xx", "200"));
        button(page, "Save").click();
        assertThat(page.locator("form .problem")).containsText("error_pages.pages[0].statuses[0]");
        text.fill(text.inputValue().replace("200", "404"));
        button(page, "Save").click();
        assertThat(page.locator("sluice-notices")).containsText("It counts for all routes");
        assertThat(text).hasValue(Pattern.compile("\"404\""));

        page.getByLabel("Own error pages", new Page.GetByLabelOptions().setExact(true))
                .uncheck();
        page.waitForResponse(
                answer ->
                        answer.request().method().equals("PUT") && answer.url().endsWith("/site"),
                () -> button(page, "Save").click());
        page.navigate("/logs?event=site_updated");
        assertThat(page.locator("table.events tbody tr")).hasCount(2);
    }

    @Test
    void aTokenIsShownOnceAndTakenBack() {
        Page page = open("/settings?section=access");
        button(page, "Make token").click();
        Locator dialog = page.getByRole(AriaRole.DIALOG);
        dialog.getByLabel("Name").fill("<img src=x onerror=alert(1)>");
        button(dialog, "Make token").click();
        assertThat(dialog.locator(".error")).containsText("<img src=x onerror=alert(1)>: 1 to 63 letters");
        dialog.getByLabel("Name").fill("wall screen");
        button(dialog, "Make token").click();

        String token = dialog.locator(".copyable code").textContent();
        Rest reader = new Rest(sluice().admin().port(), token);
        reader.get("/api/v1/status").expect(200);
        reader.post("/api/v1/peers/" + site.id(home) + "/probe", new JsonObject())
                .expect(403);
        dialog.locator("footer button").click();
        assertThat(page.locator("body")).not().containsText(token);

        Locator row = page.locator("settings-access tbody tr");
        assertThat(row).containsText("wall screen");
        button(row, "Take back").click();
        button(page.getByRole(AriaRole.DIALOG), "Take back").click();
        assertThat(row).hasCount(0);
        reader.get("/api/v1/status").expect(401);
    }

    @Test
    void aDocumentShowsItsDifferenceAndARevisionBringsBackWhatWas() {
        long pool = site.pool(new JsonObject().put("name", "house").put("failback_cooldown_s", 60), home, standby);
        Page page = open("/settings?section=document");
        button(page, "Read as it is now").click();
        Locator text = page.locator("textarea.document");
        assertThat(text).hasValue(Pattern.compile("failback_cooldown_s: 60"));

        assertThat(page.locator(".marked")).hasCount(0);
        String whole = text.inputValue();
        text.fill(whole + "# password_mark: 12345678");
        assertThat(page.locator(".marked")).containsText("read it anew with that scope");
        text.fill(whole.replace("failback_cooldown_s: 60", "failback_cooldown_s: 180"));
        button(page, "Show the difference").click();
        assertThat(page.locator(".difference")).containsText("failback_cooldown_s: 60 → 180");
        button(page, "Apply").click();
        assertThat(page.locator("sluice-notices")).containsText("Applied");
        assertThat(cooldown(pool)).isEqualTo(180);

        page.navigate("/settings?section=revisions");
        button(page.locator("tbody tr").nth(1), "Go back to revision").click();
        Locator question = page.getByRole(AriaRole.DIALOG);
        assertThat(question.locator(".difference")).containsText("failback_cooldown_s: 180 → 60");
        button(question, "Go back to it").click();
        assertThat(page.locator("sluice-notices")).containsText("Back at revision");
        assertThat(cooldown(pool)).isEqualTo(60);
    }

    @Test
    void theRootForPrivateNamesIsDownloadedAndWhatItSignedIsToldApart() throws Exception {
        site.pinnedRoute("nas.lan", home);
        await().until(() -> site.sluice().get("/certificates").toString().contains("nas.lan"));
        Page page = open("/settings?section=certificates");
        assertThat(page.locator("tbody tr").filter(new Locator.FilterOptions().setHasText("nas.lan")))
                .containsText("signed and renewed by Sluice's own authority");
        page.getByText("How a device trusts it").click();
        assertThat(page.locator(".root-certificate li").first()).containsText("sluice trust --install");
        Download kept = page.waitForDownload(
                () -> button(page, "Download root certificate").click());
        assertThat(kept.suggestedFilename()).isEqualTo("sluice-root.crt");
        assertThat(kept.path())
                .hasContent(sluice().admin()
                        .get("/api/v1/root-certificate")
                        .expect(200)
                        .text());
        expectAccessible(page);
    }

    @Test
    void aNameThatTheAuthorityRefusedIsShownWithItsWordsAndTheNextTry() {
        Page page = newTab();
        Instant now = Instant.now();
        JsonObject refused = new JsonObject()
                .put("name", "shop.example.net")
                .put("failure", "shop.example.net: <b>NXDOMAIN</b> looking up A")
                .put("failures", 3)
                .put("since", now.minusSeconds(3_000).toString())
                .put("failed_at", now.minusSeconds(60).toString())
                .put("next_try_at", now.plusSeconds(1_500).toString());
        page.route(
                "**/api/v1/certificate-failures",
                route -> route.fulfill(new Route.FulfillOptions()
                        .setContentType("application/json")
                        .setBody(new JsonObject()
                                .put("items", List.of(refused))
                                .put("total", 1)
                                .encode())));
        page.navigate("/settings?section=certificates");
        Locator row = page.locator(".certificate-failures tbody tr");
        assertThat(row).containsText("shop.example.net");
        assertThat(row).containsText("<b>NXDOMAIN</b> looking up A");
        assertThat(row).containsText("3 tries");
        assertThat(row.locator("sluice-since")).containsText("50:");
        assertThat(row.locator("sluice-countdown")).containsText("24:");
        expectAccessible(page);
        screenshots(page, "certificate-failures");
    }

    @Test
    void aWebhookIsMadeTestedAndItsFailureShown() {
        Page page = open("/settings?section=webhooks");
        button(page, "Add webhook").click();
        Locator dialog = page.getByRole(AriaRole.DIALOG);
        dialog.getByLabel("Name").fill("phone");
        dialog.getByLabel("URL").fill("http://127.0.0.1:9/house");
        button(dialog, "Save").click();
        assertThat(dialog.locator(".error")).isVisible(); // a loopback address is nobody's receiver

        dialog.getByLabel("URL").fill("http://receiver.invalid/house");
        button(dialog, "Save").click();
        assertThat(page.locator("settings-webhooks tbody tr")).containsText("receiver.invalid");
        button(page.locator("settings-webhooks tbody tr"), "Send a test").click();
        assertThat(page.locator(".notice.error")).containsText("It did not arrive");
    }

    @Test
    void germanWordsAndTheDarkThemeStay() {
        Page page = open("/settings");
        page.locator("sluice-frame details summary").click();
        page.getByLabel("Theme").selectOption("dark");
        page.getByLabel("Language").selectOption("de");
        assertThat(page.locator("main h1")).hasText("Einstellungen");

        page.reload();

        assertThat(page.locator("main h1")).hasText("Einstellungen");
        assertThat(page.locator("html")).hasAttribute("data-theme", "dark");
    }

    private int cooldown(long pool) {
        return sluice().get("/gateway-pools/" + pool).getInteger("failback_cooldown_s");
    }

    private static Locator button(Page page, String name) {
        return page.getByRole(AriaRole.BUTTON, new Page.GetByRoleOptions().setName(name));
    }

    private static Locator button(Locator within, String name) {
        return within.getByRole(AriaRole.BUTTON, new Locator.GetByRoleOptions().setName(name));
    }
}
