package dev.sluice.system;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.sluice.testing.ClientSocket;
import dev.sluice.testing.TestCertificate;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.cert.Certificate;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import javax.net.ssl.SSLException;
import javax.net.ssl.SSLSocket;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A start for which things are missing: the database, and the secret that the keys of certificates are sealed under. */
class CertificatesAtStartTest {

    private static final Duration SOON = Duration.ofSeconds(15);

    private final TestCertificate ofTheApi = TestCertificate.of("api.test");
    private final TestCertificate ofAFile = TestCertificate.valid(
            Instant.now().minus(Duration.ofDays(30)), Instant.now().plus(Duration.ofDays(3)), "file.test");

    @Test
    void withoutDatabaseAndSecretWhatCanBeIsShownAndTheRestOnceItIsPutRight(@TempDir Path files) throws Exception {
        ofAFile.writeInto(files, "site"); // before the start: later ones are looked at every 10 s
        try (Site site = new Site(Map.of("SLUICE_CERTS_DIR", files.toString()))) {
            Path state = site.sluice().stateDir();
            site.sluice().show(ofTheApi);
            assertThat(shown(site, "api.test")).isEqualTo(ofTheApi.certificate());
            await().atMost(SOON).until(() -> site.events("certificate_expiring").size() == 1);
            assertThat(site.sluice().terminate()).isZero();
            Path control = state.resolve("pgdata/global/pg_control");
            Path aside = Files.move(control, control.resolveSibling("pg_control.aside"));
            byte[] secret = Files.readAllBytes(state.resolve("secret.key"));
            Files.write(state.resolve("secret.key"), new byte[32]);

            site.sluice().restart();

            assertThat(shown(site, "file.test")).isEqualTo(ofAFile.certificate());
            assertThatThrownBy(() -> shown(site, "api.test"))
                    .isInstanceOf(SSLException.class)
                    .hasMessageContaining("unrecognized_name");
            assertThat(ofTheApi(site).getString("fault")).contains("sealed under", "(secret-key-file) holds");
            assertThat(site.sluice().output()).contains("for api.test cannot be shown: its key is sealed under");

            Files.write(state.resolve("secret.key"), secret);
            await().atMost(SOON).until(() -> ofTheApi(site).getString("fault") == null);
            assertThat(shown(site, "api.test")).isEqualTo(ofTheApi.certificate());
            assertThat(site.sluice().get("/logs/activity").getBoolean("database_away"))
                    .isTrue();

            Files.move(aside, control);
            await().atMost(SOON)
                    .until(() -> !site.sluice().get("/logs/activity").getBoolean("database_away"));
            assertThat(shown(site, "api.test")).isEqualTo(ofTheApi.certificate());
            assertThat(site.events("certificate_expiring"))
                    .as("once, over both lives")
                    .hasSize(1);
            assertThat(site.sluice().output()).doesNotContain(new String(secret, StandardCharsets.US_ASCII).strip());
        }
    }

    private static Certificate shown(Site site, String name) throws IOException {
        try (SSLSocket socket =
                ClientSocket.tls(ClientSocket.freshContext(), site.sluice().httpsPort(), name, 10_000)) {
            return socket.getSession().getPeerCertificates()[0];
        }
    }

    private static JsonObject ofTheApi(Site site) {
        return site.sluice().get("/certificates").getJsonArray("items").stream()
                .map(JsonObject.class::cast)
                .filter(each -> each.getString("source").equals("api"))
                .findFirst()
                .orElseThrow();
    }
}
