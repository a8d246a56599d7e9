package dev.sluice.ui;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.BrowserType;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Playwright;
import com.microsoft.playwright.PlaywrightException;
import com.microsoft.playwright.Response;
import dev.sluice.cli.trust.BrowserStore;
import dev.sluice.cli.trust.TrustedRoot;
import dev.sluice.system.Site;
import dev.sluice.testing.PeerProcess;
import dev.sluice.testing.RequiredTool;
import io.vertx.core.json.JsonObject;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Browsers of two people: one has told it to trust our root, as {@code sluice trust --install} does, the other has not. */
@Tag("browser")
class TrustedRootTest {

    private static final Duration SOON = Duration.ofSeconds(15);
    private static final String NAME = "name.test";

    @TempDir
    Path trusting;

    @TempDir
    Path stranger;

    @Test
    void aPrivateNameOpensInABrowserThatTrustsOurRootAndInNoOther() throws Exception {
        Path certutil = RequiredTool.require("certutil");
        try (Site site = new Site();
                Playwright playwright = Playwright.create(
                        new Playwright.CreateOptions().setEnv(Map.of("PLAYWRIGHT_SKIP_BROWSER_DOWNLOAD", "1")))) {
            PeerProcess peer = site.gateway("A");
            site.pinnedRoute(NAME, peer);
            site.pinnedRoute("127.0.0.1", peer);
            await().atMost(SOON).until(() -> shown(site) == 2);
            String pem = site.sluice()
                    .admin()
                    .get("/api/v1/root-certificate")
                    .expect(200)
                    .text();
            for (BrowserStore store : BrowserStore.of(certutil, trusting)) {
                store.take(TrustedRoot.read(pem));
            }
            String byName = "https://" + NAME + ":" + site.sluice().httpsPort() + "/";
            String byAddress = "https://127.0.0.1:" + site.sluice().httpsPort() + "/";
            try (Browser browser = browser(playwright, trusting)) {
                Page page = browser.newPage();
                for (String url : List.of(byName, byAddress)) {
                    Response answer = page.navigate(url);
                    assertThat(answer.status()).isEqualTo(200);
                    assertThat(answer.securityDetails().issuer).startsWith("Sluice own CA ");
                    assertThat(page.evaluate("isSecureContext")).isEqualTo(true);
                }
            }
            try (Browser browser = browser(playwright, stranger)) {
                Page page = browser.newPage();
                assertThatThrownBy(() -> page.navigate(byName))
                        .isInstanceOf(PlaywrightException.class)
                        .hasMessageContaining("ERR_CERT_AUTHORITY_INVALID");
            }
        }
    }

    /** How many certificates clients are shown. */
    private static long shown(Site site) {
        return site.sluice().get("/certificates").getJsonArray("items").stream()
                .map(JsonObject.class::cast)
                .filter(each -> !each.getJsonArray("shown_for").isEmpty())
                .count();
    }

    private static Browser browser(Playwright playwright, Path home) {
        return playwright
                .chromium()
                .launch(new BrowserType.LaunchOptions()
                        .setExecutablePath(RequiredTool.require(RequiredTool.browser()))
                        .setEnv(Map.of("HOME", home.toString(), "PATH", System.getenv("PATH")))
                        .setArgs(List.of(
                                "--no-sandbox",
                                "--disable-dev-shm-usage",
                                "--disable-gpu",
                                "--host-resolver-rules=MAP " + NAME + " 127.0.0.1")));
    }
}
