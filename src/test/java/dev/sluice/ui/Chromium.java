package dev.sluice.ui;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.BrowserType;
import com.microsoft.playwright.Playwright;
import com.microsoft.playwright.assertions.PlaywrightAssertions;
import dev.sluice.testing.RequiredTool;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ExtensionContext.Namespace;
import org.junit.jupiter.api.extension.ExtensionContext.StoreScope;

/** The browser of all tests of this JVM: started by the first that needs it, closed after the last. */
final class Chromium implements AutoCloseable {

    /** How long a page may take until it is as a test expects it. */
    static final double PATIENCE_MS = 15_000;

    private static final Namespace NAMESPACE = Namespace.create(Chromium.class);

    private final Playwright playwright;
    private final Browser browser;
    private final Map<String, Visitor> visitors = new HashMap<>();

    private Chromium(Path program) {
        playwright = Playwright.create(
                new Playwright.CreateOptions().setEnv(Map.of("PLAYWRIGHT_SKIP_BROWSER_DOWNLOAD", "1")));
        browser = playwright
                .chromium()
                .launch(new BrowserType.LaunchOptions()
                        .setExecutablePath(program)
                        // Root may not have a sandbox, and containers have little shared memory.
                        .setArgs(List.of(
                                "--no-sandbox", "--disable-dev-shm-usage", "--disable-gpu", "--process-per-site")));
        PlaywrightAssertions.setDefaultAssertionTimeout(PATIENCE_MS);
    }

    /** The browser; see {@link RequiredTool#browser}. */
    static Chromium of(ExtensionContext test) {
        Path program = RequiredTool.require(RequiredTool.browser());
        return test.getStore(StoreScope.LAUNCHER_SESSION, NAMESPACE)
                .computeIfAbsent(Chromium.class, type -> new Chromium(program), Chromium.class);
    }

    /** Who visits that origin in one test after the other. */
    Visitor visitorOf(String origin) {
        return visitors.computeIfAbsent(origin, this::newVisitor);
    }

    /** Somebody who has never been there. */
    Visitor newVisitor(String origin) {
        return new Visitor(browser, origin);
    }

    @Override
    public void close() {
        try {
            browser.close();
        } finally {
            playwright.close();
        }
    }
}
