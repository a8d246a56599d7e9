package dev.sluice.ui;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Page;
import com.microsoft.playwright.Request;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The link that a first start prints: it carries the first token to the page, and to nobody else. */
class FirstVisitTest extends BrowserCase {

    @Override
    protected boolean isFirstRun() {
        return true;
    }

    @Test
    void theLinkOfAFirstStartLetsSetAPasswordAndLeavesNoTrace() {
        String token = firstToken();
        List<Request> requests = new ArrayList<>();
        context().onRequest(requests::add);

        Page page = openAsStranger("/welcome#" + token);
        page.locator("input[name=password]").fill(PASSWORD);
        assertThat(page).hasURL(origin() + "/welcome");
        page.locator("input[name=again]").fill(PASSWORD);
        page.locator("button[type=submit]").click();

        assertThat(page.locator("sluice-first-steps h1")).isVisible();
        assertThat(requests).noneMatch(request -> request.url().split("#", 2)[0].contains(token));
        assertThat(requests)
                .noneMatch(request ->
                        String.valueOf(request.headers().get("referer")).contains(token));
        assertThat(page.evaluate(
                        "JSON.stringify([{...localStorage}, {...sessionStorage}, document.cookie, location.href])"))
                .asString()
                .doesNotContain(token)
                .doesNotContain(PASSWORD);
        assertThat(page.goBack()).as("an entry of the history before it").isNull();
        Page other = open("/logs");
        assertThat(other.locator("main h1")).isVisible();
    }
}
