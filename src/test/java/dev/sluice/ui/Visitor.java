package dev.sluice.ui;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.Cookie;
import com.microsoft.playwright.options.ReducedMotion;
import java.util.List;

/**
 * Somebody with a browser, who visits one origin. Between two tests what was said and done there is forgotten: tabs, cookies, the
 * storage, routes. What the browser keeps to be quick (files that never change) it still has, as at home.
 */
final class Visitor implements AutoCloseable {

    private static final String FORGET = "() => { localStorage.clear(); sessionStorage.clear(); }";

    private final String origin;
    private final BrowserContext context;
    private final Complaints complaints;

    /** A tab of that origin which stays open, so that its process is not started again for each test. */
    private final Page anchor;

    Visitor(Browser browser, String origin) {
        this.origin = origin;
        context = browser.newContext(new Browser.NewContextOptions()
                .setBaseURL(origin)
                .setLocale("en-GB")
                .setTimezoneId("UTC")
                .setReducedMotion(ReducedMotion.REDUCE) // each frame of a movement is drawn by the processor here
                .setViewportSize(1440, 900));
        context.setDefaultTimeout(Chromium.PATIENCE_MS);
        complaints = Complaints.in(context, origin);
        anchor = context.newPage();
        anchor.navigate("/health/live");
    }

    BrowserContext context() {
        return context;
    }

    Complaints complaints() {
        return complaints;
    }

    /** What the tests have opened. */
    List<Page> tabs() {
        return context.pages().stream().filter(page -> page != anchor).toList();
    }

    boolean hasCookie(String name) {
        return context.cookies(origin).stream().anyMatch(one -> one.name.endsWith(name));
    }

    void take(Cookie cookie) {
        context.addCookies(List.of(cookie.setUrl(origin).setHttpOnly(true)));
    }

    /** All that the browser has complained of until now. */
    List<String> complained() {
        return complaints.of(tabs());
    }

    /** As if the test before had not been. */
    void forget() {
        tabs().forEach(Page::close);
        context.unrouteAll();
        context.clearCookies();
        anchor.evaluate(FORGET);
        complaints.take("");
    }

    @Override
    public void close() {
        context.close();
    }
}
