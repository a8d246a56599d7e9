package dev.sluice.config;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.core.port.ShownSetting;
import io.vertx.core.Vertx;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What people see of the settings. */
class SettingsPageTest {

    private static final String SECRET = "planted-secret-0815";

    @TempDir
    Path directory;

    private List<ShownSetting> page() throws Exception {
        Path file = directory.resolve("sluice.yaml");
        Files.writeString(
                file, "http:\n  port: 80\ntrusted-proxies: [10.0.0.0/8, 192.0.2.1]\nadmin:\n  token: " + SECRET + "\n");
        Surroundings here = new Surroundings(
                Map.of(
                        "SLUICE_HTTP_PORT", "81",
                        "SLUICE_DATABASE_URL", "postgresql://sluice:" + SECRET + "@db.example.com/sluice",
                        "SLUICE_WATCHDOG_INTERVAL", "2s"),
                Path.of("/home/me"),
                false,
                "edge-1");
        Vertx vertx = Vertx.vertx();
        try {
            return SettingsLoader.load(vertx, file, here)
                    .toCompletionStage()
                    .toCompletableFuture()
                    .join()
                    .shown();
        } finally {
            vertx.close().toCompletionStage().toCompletableFuture().join();
        }
    }

    @Test
    void everySettingIsThereWithWhereItComesFromAndWithoutSecrets() throws Exception {
        List<ShownSetting> page = page();

        assertThat(page)
                .extracting(ShownSetting::path)
                .containsExactlyElementsOf(
                        Catalogue.ALL.stream().map(Setting::path).toList());
        assertThat(page.toString()).doesNotContain(SECRET);
        assertThat(page).filteredOn(one -> one.path().equals("http.port")).allSatisfy(port -> {
            assertThat(port.value()).isEqualTo("81");
            assertThat(port.preset()).isEqualTo("8080");
            assertThat(port.source()).isEqualTo("SLUICE_HTTP_PORT");
        });
        assertThat(value(page, "trusted-proxies")).isEqualTo("10.0.0.0/8,192.0.2.1");
        assertThat(value(page, "admin.token")).isEqualTo("****");
        assertThat(value(page, "database.url")).contains("db.example.com").contains("****");
        assertThat(value(page, "state-dir")).isEqualTo("/home/me/.local/state/sluice");
        assertThat(value(page, "certs-dir")).isEqualTo("/home/me/.local/state/sluice/certs");
        assertThat(value(page, "front-door")).isEqualTo("edge-1");
        assertThat(value(page, "admin.password-hash")).isNull();
        assertThat(page)
                .filteredOn(one -> one.path().equals("admin.token"))
                .extracting(ShownSetting::source)
                .allMatch(source -> source.endsWith("sluice.yaml:5"));
    }

    private static String value(List<ShownSetting> page, String path) {
        return page.stream()
                .filter(one -> one.path().equals(path))
                .findFirst()
                .orElseThrow()
                .value();
    }
}
