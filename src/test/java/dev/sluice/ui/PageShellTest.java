package dev.sluice.ui;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.APIResponse;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Request;
import com.microsoft.playwright.Route;
import com.microsoft.playwright.options.LoadState;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** The page's frame: it loads, from one place only, small, and under a policy that lets nothing else run. */
class PageShellTest extends BrowserCase {

    /** Of the first load, everything that crosses the network: heads and bodies as they are sent. */
    private static final long MOST_BYTES = 250_000;

    @Test
    void aStrangerGetsTheLoginAndWithThePasswordThePageThatWasAskedFor() {
        Page page = openAsStranger("/logs");

        assertThat(page).hasTitle(Pattern.compile("Sluice"));
        assertThat(page).hasURL(Pattern.compile("/login\\?to="));
        expectAccessible(page);
        screenshots(page, "login");
        logIn(page);
        assertThat(page).hasURL(origin() + "/logs");
        assertThat(page.locator("sluice-frame nav").first()).isVisible();
    }

    @Test
    void whatKeepsPeopleFromAPageIsFound() {
        Page page = openAsStranger("/login");
        assertThat(page.locator("input[type=password]")).isVisible();

        page.evaluate("document.querySelector('h1').textContent = ''; document.querySelector('label').remove();"
                + " document.querySelectorAll('input').forEach(i => i.removeAttribute('aria-describedby'))");

        assertThat(Axe.findings(page)).anyMatch(finding -> finding.startsWith("light: label: "));
    }

    @Test
    void theFirstLoadIsSmall() {
        List<Request> finished = new ArrayList<>();
        comeAnew();
        context().onRequestFinished(finished::add);

        Page page = openAsStranger("/login");
        assertThat(page.locator("input[type=password]")).isVisible();
        page.waitForLoadState(LoadState.NETWORKIDLE);

        long bytes = finished.stream()
                .map(Request::sizes)
                .mapToLong(sizes -> sizes.responseHeadersSize + sizes.responseBodySize)
                .sum();
        System.out.println("first load: " + bytes + " bytes in " + finished.size() + " requests");
        assertThat(finished).hasSizeGreaterThan(5);
        assertThat(bytes).isBetween(10_000L, MOST_BYTES);
    }

    @Test
    void aSecondLoadAsksForTheIndexAlone() {
        comeAnew();
        Page page = openAsStranger("/login");
        assertThat(page.locator("input[type=password]")).isVisible();
        page.waitForLoadState(LoadState.NETWORKIDLE);
        List<String> files = new ArrayList<>();
        context().onResponse(answer -> {
            if (answer.url().contains("/ui/") && !answer.fromServiceWorker()) {
                files.add(answer.url());
            }
        });

        page.reload();
        assertThat(page.locator("input[type=password]")).isVisible();

        Object transferred = page.evaluate("performance.getEntriesByType('resource')"
                + ".filter(e => e.name.includes('/ui/')).reduce((sum, e) => sum + e.transferSize, 0)");
        assertThat(((Number) transferred).longValue())
                .as("bytes of files, of %s", files)
                .isZero();
    }

    @Test
    void noInlineScriptOrStyleRuns() {
        context().route("**/login", route -> {
            APIResponse answer = route.fetch();
            String smuggled = "<script>window.hasRun = true</script><img src=data:, onerror=\"window.hasRun = true\">"
                    + "<p id=styled style=\"color: rgb(1, 2, 3)\">x</p></body>";
            route.fulfill(new Route.FulfillOptions()
                    .setResponse(answer)
                    .setBody(answer.text().replace("</body>", smuggled)));
        });

        Page page = openAsStranger("/login");

        assertThat(page.locator("input[type=password]")).isVisible();
        assertThat(page.evaluate("window.hasRun")).isNull();
        assertThat(page.locator("#styled")).not().hasCSS("color", "rgb(1, 2, 3)");
        expectComplaint("script-src-elem inline");
        expectComplaint("script-src-attr inline");
        expectComplaint("style-src-attr inline");
        expectComplaint("console: (Refused|Executing inline|Applying inline)");
    }

    @Test
    void noTextBecomesHtml() {
        Page page = openAsStranger("/login");
        assertThat(page.locator("input[type=password]")).isVisible();

        Object refused = page.evaluate(
                "() => { try { document.body.innerHTML = '<p>'; return ''; }" + " catch (e) { return String(e); } }");

        assertThat(refused).asString().contains("TrustedHTML");
        expectComplaint("policy violated: require-trusted-types-for");
        expectComplaint("console: .*TrustedHTML");
    }
}
