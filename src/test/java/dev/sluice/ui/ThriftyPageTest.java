package dev.sluice.ui;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonObject;
import com.microsoft.playwright.Browser;
import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.CDPSession;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Request;
import dev.sluice.system.Site;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.IntSupplier;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What pages ask for: little at first, each thing once, and nothing at all as long as nothing happens. */
class ThriftyPageTest extends BrowserCase {

    private static final int MOST_BYTES = 250_000;
    private static final List<String> PAGES = List.of(
            "/",
            "/peers",
            "/gateway-pools",
            "/routes",
            "/timeline",
            "/drills",
            "/logs",
            "/logs?log=access",
            "/settings");

    /** A browser has six connections to a host, and each page's stream takes one. */
    private static final int PAGES_OF_A_BROWSER = 3;

    private static final double QUIET_MS = 1_000;
    private static final double WATCHED_MS = 4_000;

    @BeforeAll
    void fill() {
        site.pool(Site.failoverPool(900), home, standby);
        site.pinnedRoute("cloud.example.com", home);
    }

    @Test
    void eachListIsReadOnceAndNoPagePolls() {
        Map<Page, List<String>> asked = new LinkedHashMap<>();
        List<BrowserContext> others = new ArrayList<>();
        newTab().close(); // this browser has a session now
        for (int i = 0; i < PAGES.size(); i++) {
            if (i % PAGES_OF_A_BROWSER == 0) {
                others.add(sibling());
            }
            Page page = others.get(others.size() - 1).newPage();
            List<String> urls = new ArrayList<>();
            page.onRequest(request -> urls.add(whatIsAsked(request)));
            asked.put(page, urls);
            page.navigate(PAGES.get(i));
        }
        asked.keySet().forEach(page -> {
            assertThat(page.locator("p.stream")).containsText("Live");
            assertThat(page.locator("main [aria-busy=true]")).hasCount(0);
        });
        Page any = asked.keySet().iterator().next();
        settle(any, () -> count(asked));
        asked.forEach((page, urls) -> assertThat(urls.stream().filter(url -> url.contains("/api/")))
                .as(page.url())
                .hasSizeGreaterThan(2)
                .doesNotHaveDuplicates());
        asked.values().forEach(List::clear);

        any.waitForTimeout(WATCHED_MS);
        asked.forEach((page, urls) -> assertThat(urls).as(page.url()).isEmpty());
        others.forEach(BrowserContext::close);
    }

    /** Waits until it counts no further for a second. */
    private static void settle(Page page, IntSupplier counted) {
        int before = -1;
        for (int i = 0; counted.getAsInt() != before; i++) {
            assertThat(i).as("seconds in each of which something was asked").isLessThan(20);
            before = counted.getAsInt();
            page.waitForTimeout(QUIET_MS);
        }
    }

    private static String whatIsAsked(Request request) {
        return request.method() + " " + request.url();
    }

    private static int count(Map<Page, List<String>> asked) {
        return asked.values().stream().mapToInt(List::size).sum();
    }

    /** Another browser with the same session. */
    private BrowserContext sibling() {
        return context()
                .browser()
                .newContext(new Browser.NewContextOptions()
                        .setBaseURL(origin())
                        .setStorageState(context().storageState()));
    }

    @ParameterizedTest
    @ValueSource(strings = {"/", "/routes"})
    void theFirstLoadIsSmall(String path) {
        comeAnew();
        Page page = newTab();
        AtomicLong bytes = new AtomicLong();
        AtomicInteger answers = new AtomicInteger();
        CDPSession session = context().newCDPSession(page);
        session.on("Network.loadingFinished", (JsonObject event) -> {
            bytes.addAndGet(event.get("encodedDataLength").getAsLong());
            answers.incrementAndGet();
        });
        session.send("Network.enable");

        page.navigate(path);
        assertThat(page.locator("main h1")).isVisible();
        assertThat(page.locator("main [aria-busy=true]")).hasCount(0);
        settle(page, answers::get);
        System.out.println("first load of " + path + ": " + bytes + " bytes in " + answers + " answers");
        assertThat(bytes.get()).as("bytes of the first load").isBetween(MOST_BYTES / 10L, (long) MOST_BYTES);
    }
}
