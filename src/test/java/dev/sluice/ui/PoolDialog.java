package dev.sluice.ui;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Mouse;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import com.microsoft.playwright.options.BoundingBox;

/** The dialog in which a pool is made or changed, as an operator uses it. */
record PoolDialog(Page page) {

    static PoolDialog create(Page page) {
        button(page, "Create pool").click();
        return shown(page);
    }

    static PoolDialog edit(Page page, String pool) {
        button(page, "Edit: " + pool).click();
        return shown(page);
    }

    private static PoolDialog shown(Page page) {
        PoolDialog dialog = new PoolDialog(page);
        assertThat(dialog.form()).isVisible();
        return dialog;
    }

    /** The button of that very name. */
    static Locator button(Page page, String name) {
        return page.getByRole(
                AriaRole.BUTTON, new Page.GetByRoleOptions().setName(name).setExact(true));
    }

    Locator form() {
        return page.locator("sluice-pool-dialog form");
    }

    Locator name() {
        return form().locator("input[name=name]");
    }

    Locator radio(String label) {
        return form().getByRole(
                        AriaRole.RADIO,
                        new Locator.GetByRoleOptions().setName(label).setExact(true));
    }

    Locator preset() {
        return form().getByLabel("Failback cooldown");
    }

    Locator gateways() {
        return form().locator("select[name=gateway]");
    }

    /** The members' names, in their order. */
    Locator members() {
        return form().locator(".order .name");
    }

    Locator row(int position) {
        return form().locator(".order li").nth(position - 1);
    }

    PoolDialog add(String gateway) {
        gateways()
                .selectOption(gateways()
                        .locator("option", new Locator.LocatorOptions().setHasText(gateway))
                        .getAttribute("value"));
        button(page, "Add").click();
        assertThat(members().last()).hasText(gateway);
        return this;
    }

    /** Takes a row by its grip and lets it go on another. */
    void drag(int from, int to) {
        BoundingBox start = row(from).locator(".grip").boundingBox();
        BoundingBox end = row(to).boundingBox();
        double x = start.x + 20;
        double past = to > from ? end.height - 4 : 4; // beyond the middle of the other
        page.mouse().move(x, start.y + start.height / 2);
        page.mouse().down();
        page.mouse().move(x, start.y + start.height / 2 + (to > from ? 8 : -8), new Mouse.MoveOptions().setSteps(4));
        page.mouse().move(x, end.y + past, new Mouse.MoveOptions().setSteps(10));
        page.mouse().up();
    }

    void save() {
        button(page, "Save").first().click();
    }

    /** Saves, and awaits that it was taken. */
    void saved() {
        save();
        assertThat(form()).isHidden();
    }
}
