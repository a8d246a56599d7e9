package dev.sluice.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.sluice.testing.SluiceProcess;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What SIGHUP does to the running program. */
class HangUpTest {

    private static final Duration PATIENCE = Duration.ofSeconds(30);
    private static final JsonObject POOL = new JsonObject().put("name", "pool").put("failback_cooldown_s", 0);
    private static final JsonObject HOOK = new JsonObject()
            .put("name", "hook")
            .put("url", "http://127.0.0.1:1/")
            .put("events", new JsonArray().add("drill_ended"));

    private static JsonObject setting(SluiceProcess sluice, String path) {
        return sluice.get("/settings").getJsonArray("items").stream()
                .map(JsonObject.class::cast)
                .filter(one -> one.getString("path").equals(path))
                .findFirst()
                .orElseThrow();
    }

    /** Has it read the file, which says this now, and waits until it has said that. */
    private static void hangUp(SluiceProcess sluice, Path file, String text, String said) throws IOException {
        Files.writeString(file, text);
        int before = sluice.output().length();
        sluice.hangUp();
        await().atMost(PATIENCE).untilAsserted(() -> assertThat(sluice.output().substring(before))
                .contains(said));
    }

    @Test
    void settingsAreReadAgainAllOrNone(@TempDir Path directory) throws IOException {
        Path file = Files.writeString(directory.resolve("sluice.yaml"), "features: {gateway-pools: false}\n");
        try (SluiceProcess sluice = SluiceProcess.start(Map.of("SLUICE_CONFIG", file.toString()))) {
            long pid = sluice.pid();
            sluice.admin().post("/api/v1/gateway-pools", POOL).expect(403);
            sluice.admin().post("/api/v1/webhooks", HOOK).expect(400);

            hangUp(
                    sluice,
                    file,
                    "webhooks: {allow: 127.0.0.0/8}\nproxy: {head-limit: 64KiB}\n",
                    "after a restart only: proxy.head-limit");
            assertThat(sluice.output())
                    .contains("Settings were read again; changed: ")
                    .containsPattern("changed: .*features.gateway-pools")
                    .containsPattern("changed: .*webhooks.allow");
            sluice.admin().post("/api/v1/gateway-pools", POOL).expect(201);
            sluice.admin().post("/api/v1/webhooks", HOOK).expect(201);
            assertThat(setting(sluice, "webhooks.allow").getString("value")).isEqualTo("127.0.0.0/8");
            assertThat(setting(sluice, "webhooks.allow").getString("takes")).isEqualTo("reload");
            assertThat(setting(sluice, "proxy.head-limit").getString("source")).isEqualTo("default");

            String wrong = "features: {gateway-pools: false, gatewaypools: 1}\nproxy: {dial-timeout: fast}\n";
            hangUp(sluice, file, wrong, "features.gatewaypools");
            await().atMost(PATIENCE).until(() -> sluice.output().contains("proxy.dial-timeout: fast"));
            assertThat(setting(sluice, "features.gateway-pools").getString("source"))
                    .isEqualTo("default");
            sluice.admin()
                    .post("/api/v1/gateway-pools", POOL.copy().put("name", "other"))
                    .expect(201);

            hangUp(sluice, file, "log: {level: error}\n", "changed: ");
            assertThat(sluice.pid()).isEqualTo(pid);
            assertThat(sluice.isRunning()).isTrue();
            assertThat(sluice.terminate()).isZero();
        }
    }
}
