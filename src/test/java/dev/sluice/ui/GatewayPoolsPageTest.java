package dev.sluice.ui;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static dev.sluice.ui.PoolDialog.button;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Route;
import com.microsoft.playwright.options.AriaRole;
import dev.sluice.system.Site;
import io.vertx.core.json.JsonObject;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** What the page of pools does beside the way of the seed: the keyboard, refusals, warnings, what is locked. */
class GatewayPoolsPageTest extends BrowserCase {

    private static final String LONG = "W".repeat(63);
    private static final String HOSTILE = "<img src=x onerror=alert(1)> \u202Egnol \uD83D\uDE80";

    private static final String NO_BALANCING = "features: {load-balancing: false}\n";

    @BeforeAll
    void lock() {
        settings(NO_BALANCING);
    }

    @AfterEach
    void takeAllAway() {
        for (String kind : new String[] {"routes", "gateway-pools"}) {
            sluice().get("/" + kind).getJsonArray("items").stream()
                    .map(JsonObject.class::cast)
                    .forEach(one -> sluice().admin()
                            .delete("/api/v1/" + kind + "/" + one.getLong("id"))
                            .expect(204));
        }
    }

    @Test
    void membersAreOrderedByKeyboardAlone() {
        site.pool(Site.failoverPool(60), home, standby);
        Page page = open("/gateway-pools");
        PoolDialog dialog = PoolDialog.edit(page, "failover");

        expectAccessible(page);
        button(page, "Move standby down").focus();
        page.keyboard().press("Alt+ArrowUp");
        assertThat(dialog.members()).hasText(new String[] {"standby", "home"});
        assertThat(button(page, "Move standby down")).isFocused();
        assertThat(dialog.form().locator("sluice-member-order [aria-live]"))
                .hasText("standby is at position 1 of 2 and is the primary");
        page.keyboard().press("Enter");
        assertThat(dialog.members()).hasText(new String[] {"home", "standby"});
        dialog.drag(1, 2);
        assertThat(dialog.members()).hasText(new String[] {"standby", "home"});
        button(page, "Remove standby").focus();
        page.keyboard().press("Enter");
        assertThat(button(page, "Remove home")).isFocused();
        dialog.gateways().focus();
        page.keyboard().press("Enter");
        assertThat(dialog.members()).hasText(new String[] {"home", "standby"});
        button(page, "Move standby up").click();
        dialog.saved();

        assertThat(page.locator("tbody tr").first()).containsText("standby");
    }

    @Test
    void errorPagesOfAPoolAreSaidRefusedAndSwitchedOff() {
        long pool = site.pool(Site.failoverPool(60), home, standby);
        Page page = open("/gateway-pools");
        PoolDialog dialog = PoolDialog.edit(page, "failover");
        Locator on = dialog.form().getByLabel("Own error pages", new Locator.GetByLabelOptions().setExact(true));
        Locator text = dialog.form().locator("textarea[name=error_pages]");
        on.check();
        String begun = text.inputValue();
        text.fill(begun.replace("5xx", "200"));
        dialog.save();
        assertThat(dialog.form().locator(".problem")).containsText("error_pages.pages[0].statuses[0]");
        text.fill(begun.replace("5xx", "404"));
        expectAccessible(page);
        dialog.saved();
        assertThat(errorPages(pool).encode()).contains("\"404\"");

        PoolDialog again = PoolDialog.edit(page, "failover");
        assertThat(text).hasValue(Pattern.compile("\"404\""));
        again.name().fill("renamed");
        again.saved();
        assertThat(errorPages(pool)).as("what was not touched").isNotNull();
        PoolDialog.edit(page, "renamed");
        on.uncheck();
        dialog.saved();
        assertThat(errorPages(pool)).isNull();
    }

    private JsonObject errorPages(long pool) {
        return sluice().get("/gateway-pools/" + pool).getJsonObject("error_pages");
    }

    @Test
    void itSaysWhatSavingMovesBeforeItDoesIt() {
        long pool = site.pool(Site.failoverPool(60), home, standby);
        long route = site.poolRoute("app.example.com", pool);
        site.awaitServing(route, home);
        Page page = open("/gateway-pools");
        PoolDialog dialog = PoolDialog.edit(page, "failover");

        dialog.drag(2, 1);
        assertThat(dialog.form().locator(".moving"))
                .containsText("1 route to this pool moves from home to standby at once.");
        dialog.save();
        Locator question = page.locator("sluice-confirm dialog");
        assertThat(question).containsText("moves from home to standby");
        button(page, "Cancel").last().click();
        assertThat(site.route(route).getLong("serving_peer_id")).isEqualTo(site.id(home));
        dialog.save();
        question.getByText("Save").click();

        assertThat(dialog.form()).isHidden();
        site.awaitServing(route, standby);
    }

    @Test
    void whoWasSlowerIsToldAndReadsAgain() {
        long pool = site.pool(Site.failoverPool(60), home, standby);
        Page page = open("/gateway-pools");
        PoolDialog dialog = PoolDialog.edit(page, "failover");
        sluice().admin()
                .put("/api/v1/gateway-pools/" + pool, new JsonObject().put("name", "faster"))
                .expect(200);

        dialog.name().fill("slower");
        dialog.save();
        assertThat(dialog.form().getByRole(AriaRole.ALERT)).isVisible();
        button(page, "Read it again (drops your changes)").click();
        assertThat(dialog.name()).hasValue("faster");
        dialog.name().fill("slower");
        dialog.saved();

        assertThat(sluice().get("/gateway-pools/" + pool).getString("name")).isEqualTo("slower");
    }

    @Test
    void aPoolWhoseMembersAreRefusedIsThereAndStaysInTheDialog() {
        Page page = open("/gateway-pools");
        PoolDialog dialog = PoolDialog.create(page);
        dialog.name().fill(LONG);
        dialog.add("home").add("standby");
        page.route("**/members", route -> {
            route.fulfill(new Route.FulfillOptions()
                    .setStatus(503)
                    .setContentType("application/problem+json")
                    .setBody("{\"code\": \"store_away\", \"detail\": \"The database is away\"}"));
            page.unroute("**/members");
        });

        dialog.save();
        assertThat(dialog.form()).containsText("The settings are saved, the members are not:");
        assertThat(dialog.form()).containsText("The database is away");
        dialog.saved();

        assertThat(page.getByRole(AriaRole.ARTICLE)).hasCount(1);
        assertThat(page.getByRole(AriaRole.ARTICLE).locator("h2")).hasText(LONG);
        assertThat(page.locator("tbody tr")).hasCount(2);
        expectAccessible(page);
        screenshots(page, "gateway-pools");
    }

    @Test
    void refusalsAreToldInTheWordsOfTheApi() {
        long pool = site.pool(Site.failoverPool(60), home, standby);
        site.poolRoute("app.example.com", pool);
        Page page = open("/gateway-pools");
        PoolDialog dialog = PoolDialog.create(page);

        dialog.name().fill(HOSTILE);
        dialog.save();
        assertThat(dialog.form().locator(".error")).containsText(HOSTILE + ": 1 to 63 letters");
        assertThat(dialog.name()).isFocused();
        dialog.name().fill("failover");
        dialog.save();
        assertThat(dialog.form().locator(".error, .problem").first()).containsText("failover");
        button(page, "Cancel").click();
        button(page, "Delete: failover").click();
        Locator question = page.locator("sluice-confirm dialog");
        question.locator("button.main").click();

        assertThat(question.getByRole(AriaRole.ALERT)).containsText("goes to pool failover");
        button(page, "Cancel").last().click();
        assertThat(page.getByRole(AriaRole.ARTICLE)).hasCount(1);
    }

    @Test
    void aMigrationIsAllOrNothing() {
        long pool = site.pool(Site.failoverPool(60), home, standby);
        long kept = site.pinnedRoute("kept.example.com", home);
        long gone = site.pinnedRoute("gone.example.com", home);
        Page page = open("/gateway-pools");
        button(page, "Migrate routes: failover").click();
        Locator form = page.locator("sluice-migrate-dialog form");
        assertThat(form.getByRole(AriaRole.STATUS)).hasText("2 routes chosen");
        expectAccessible(page);
        sluice().admin().delete("/api/v1/routes/" + gone).expect(204);

        button(page, "Review").click();
        button(page, "OK").click();
        assertThat(form.getByRole(AriaRole.ALERT)).containsText(String.valueOf(gone));
        assertThat(site.route(kept).getString("target_kind")).isEqualTo("gateway");
        button(page, "Back").click();
        form.getByLabel("gone.example.com").uncheck();
        button(page, "Review").click();
        button(page, "OK").click();

        assertThat(form).isHidden();
        assertThat(site.route(kept).getLong("target_pool_id")).isEqualTo(pool);
    }

    @Test
    void whatIsLockedIsShownWithTheReason() {
        Page page = open("/gateway-pools");
        PoolDialog dialog = PoolDialog.create(page);
        assertThat(dialog.radio("Load balancing")).isDisabled();
        assertThat(dialog.form()).containsText("Locked: features.load-balancing is off in the settings.");

        settings("features: {gateway-pools: false}\n");
        page.reload();

        assertThat(button(page, "Create pool")).isDisabled();
        assertThat(page.locator("main")).containsText("Locked: features.gateway-pools is off in the settings.");
        settings(NO_BALANCING);
    }
}
