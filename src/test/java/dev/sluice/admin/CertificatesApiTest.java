package dev.sluice.admin;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.core.port.AcmeRecords.Refused;
import dev.sluice.testing.TestCertificate;
import io.vertx.core.json.JsonObject;
import java.io.ByteArrayInputStream;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.time.Instant;
import org.junit.jupiter.api.Test;

/** Certificates over REST: what is asked for, what is refused, and that no key ever comes back. */
class CertificatesApiTest {

    private static JsonObject body(TestCertificate certificate, TestCertificate key) {
        return new JsonObject().put("certificate", certificate.chainPem()).put("private_key", key.keyPem());
    }

    @Test
    void oneIsBroughtShownListedAndForgotten() {
        TestCertificate certificate = TestCertificate.of("app.example", "*.app.example");
        try (ApiServer api = new ApiServer()) {
            Reply made = api.post("/certificates", body(certificate, certificate));
            assertThat(made.status()).as(made.body().toString()).isEqualTo(201);
            long id = made.json().getLong("id");
            assertThat(made.json().getJsonArray("names")).containsExactly("app.example", "*.app.example");
            assertThat(made.body().toString()).doesNotContain("PRIVATE KEY");
            assertThat(api.get("/certificates").json().getInteger("total")).isEqualTo(1);
            assertThat(api.get("/certificates/" + id).body().toString()).doesNotContain("PRIVATE KEY");
            assertThat(api.post("/certificates", body(certificate, certificate)).code())
                    .isEqualTo("certificate_exists");

            assertThat(api.delete("/certificates/" + id).status()).isEqualTo(204);
            assertThat(api.get("/certificates/" + id).status()).isEqualTo(404);
        }
    }

    @Test
    void aKeyThatDoesNotFitIsRefusedWithoutAWordOfIt() {
        TestCertificate certificate = TestCertificate.of("app.example");
        TestCertificate other = TestCertificate.of("app.example");
        try (ApiServer api = new ApiServer()) {
            Reply refused = api.post("/certificates", body(certificate, other));

            assertThat(refused.status()).isEqualTo(400);
            assertThat(refused.json().getJsonArray("errors").getJsonObject(0).getString("path"))
                    .isEqualTo("private_key");
            assertThat(refused.body().toString())
                    .doesNotContain(other.keyPem().lines().skip(1).findFirst().orElseThrow());
            assertThat(api.get("/certificates").json().getInteger("total")).isZero();
        }
    }

    @Test
    void whatIsNoTextIsRefused() {
        try (ApiServer api = new ApiServer()) {
            Reply refused = api.post(
                    "/certificates", new JsonObject().put("certificate", 7).put("private_key", true));
            assertThat(refused.status()).isEqualTo(400);
            assertThat(refused.body().toString()).contains("certificate").contains("private_key");
            assertThat(api.post("/certificates", new JsonObject()).status()).isEqualTo(400);
        }
    }

    @Test
    void namesThatWereRefusedAreToldWithWhyAndWhenNext() {
        Instant since = Instant.parse("2026-01-31T08:15:04.512Z");
        try (ApiServer api = new ApiServer()) {
            assertThat(api.get("/certificate-failures").json().getInteger("total"))
                    .isZero();
            api.refused.add(new Refused(
                    "shop.example.net",
                    2,
                    since,
                    since.plusSeconds(60),
                    since.plusSeconds(360),
                    "shop.example.net: no such name"));
            assertThat(api.get("/certificate-failures").json().getJsonArray("items"))
                    .containsExactly(new JsonObject()
                            .put("name", "shop.example.net")
                            .put("failure", "shop.example.net: no such name")
                            .put("failures", 2)
                            .put("since", "2026-01-31T08:15:04.512Z")
                            .put("failed_at", "2026-01-31T08:16:04.512Z")
                            .put("next_try_at", "2026-01-31T08:21:04.512Z"));
        }
    }

    @Test
    void theRootIsMadeOnceAndGivenToWhoMayReadWithoutItsKey() throws Exception {
        try (ApiServer api = new ApiServer()) {
            Reply first = api.get("/root-certificate");
            assertThat(first.status()).isEqualTo(200);
            assertThat(first.header("Content-Type")).isEqualTo("application/pem-certificate-chain");
            assertThat(first.header("Content-Disposition")).contains("sluice-root.crt");
            X509Certificate root = (X509Certificate) CertificateFactory.getInstance("X.509")
                    .generateCertificate(new ByteArrayInputStream(first.body().getBytes()));
            assertThat(root.getBasicConstraints())
                    .as("an authority that makes no others")
                    .isZero();
            assertThat(root.getExtensionValue("2.5.29.30"))
                    .as("name constraints")
                    .isNotNull();
            assertThat(first.body().toString()).doesNotContain("PRIVATE KEY");
            assertThat(api.get("/root-certificate").body()).isEqualTo(first.body());

            api.roots.away = true;
            assertThat(api.get("/root-certificate").status()).isEqualTo(503);
        }
    }
}
