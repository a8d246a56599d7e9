package dev.sluice.config;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.core.port.ShownSetting;
import io.vertx.core.Vertx;
import io.vertx.junit5.VertxExtension;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** What of fresh settings a running process takes. */
@ExtendWith(VertxExtension.class)
class SettingsReloadTest {

    private static final String SECRET = "planted-s3cret-16";

    private Vertx vertx;
    private Settings running;

    @BeforeEach
    @SuppressWarnings("NullAway.Init")
    void start(Vertx started) {
        vertx = started;
        running = settings(Map.of());
    }

    private Settings settings(Map<String, String> more) {
        Map<String, String> environment = new HashMap<>(Map.of("SLUICE_ADMIN_TOKEN", SECRET));
        environment.putAll(more);
        return SettingsLoader.load(vertx, null, new Surroundings(environment, Path.of("/home/op"), false, "edge-1"))
                .toCompletionStage()
                .toCompletableFuture()
                .join();
    }

    private static ShownSetting shown(Settings settings, String path) {
        return settings.shown().stream()
                .filter(one -> one.path().equals(path))
                .findFirst()
                .orElseThrow();
    }

    @Test
    void theSameSettingsChangeNothing() {
        SettingsReload reload = SettingsReload.of(running, settings(Map.of()));

        assertThat(reload.changed()).isEmpty();
        assertThat(reload.waiting()).isEmpty();
        assertThat(reload.now()).isEqualTo(running);
    }

    @Test
    void someChangeAtOnceAndTheOthersWait() {
        Settings fresh = settings(Map.of(
                "SLUICE_LOG_LEVEL", "debug",
                "SLUICE_LOG_FORMAT", "json",
                "SLUICE_FEATURES_GATEWAY_POOLS", "false",
                "SLUICE_FEATURES_LOAD_BALANCING", "false",
                "SLUICE_WEBHOOKS_ALLOW", "10.0.0.0/8",
                "SLUICE_HTTP_PORT", "81"));
        SettingsReload reload = SettingsReload.of(running, fresh);

        assertThat(reload.changed())
                .containsExactlyInAnyOrder(
                        "log.level", "features.gateway-pools", "features.load-balancing", "webhooks.allow");
        assertThat(reload.waiting()).containsExactlyInAnyOrder("http.port", "log.format");
        Settings now = reload.now();
        assertThat(now.features()).isEqualTo(fresh.features());
        assertThat(now.webhooksAllow()).containsExactly("10.0.0.0/8");
        assertThat(now.log().level()).isEqualTo(Settings.LogLevel.DEBUG);
        assertThat(now.log().format()).isEqualTo(Settings.LogFormat.TEXT);
        assertThat(now.http()).isEqualTo(running.http());
        assertThat(shown(now, "webhooks.allow")).isEqualTo(shown(fresh, "webhooks.allow"));
        assertThat(shown(now, "http.port")).isEqualTo(shown(running, "http.port"));

        SettingsReload again = SettingsReload.of(now, fresh);
        assertThat(again.changed()).isEmpty();
        assertThat(again.waiting()).as("as long as it was not started again").isEqualTo(reload.waiting());
        SettingsReload back = SettingsReload.of(now, settings(Map.of()));
        assertThat(back.changed()).isEqualTo(reload.changed());
        assertThat(back.waiting()).isEmpty();
    }

    @Test
    void whatIsNotShownIsComparedAllTheSame() {
        String hash = "$2b$04$abcdefghijklmnopqrstuuQ8aV1b2n3m4k5j6h7g8f9d0s1a2z3x4";
        Settings fresh = settings(Map.of(
                "SLUICE_ADMIN_TOKEN",
                "another-" + SECRET,
                "SLUICE_ADMIN_PASSWORD_HASH",
                hash,
                "SLUICE_DATABASE_URL",
                "postgresql://u:one@db/sluice"));
        SettingsReload reload = SettingsReload.of(running, fresh);

        assertThat(reload.waiting()).containsExactlyInAnyOrder("admin.token", "admin.password-hash", "database.url");
        assertThat(reload.now().admin()).isEqualTo(running.admin());
        assertThat(reload.toString()).doesNotContain(SECRET, hash);
        Settings other = settings(Map.of(
                "SLUICE_ADMIN_TOKEN",
                "another-" + SECRET,
                "SLUICE_ADMIN_PASSWORD_HASH",
                hash,
                "SLUICE_DATABASE_URL",
                "postgresql://u:two@db/sluice"));
        assertThat(SettingsReload.of(fresh, other).waiting()).isEqualTo(List.of("database.url"));
    }
}
