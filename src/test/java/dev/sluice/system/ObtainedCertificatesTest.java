package dev.sluice.system;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.sluice.testing.FreePort;
import dev.sluice.testing.Handshakes;
import dev.sluice.testing.PebbleProcess;
import dev.sluice.testing.PeerProcess;
import dev.sluice.testing.ToolRun;
import io.vertx.core.json.JsonObject;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;

/** The running program and an authority on loopback, which rejects a fifth of all nonces and signs for seconds only. */
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class ObtainedCertificatesTest {

    private static final Duration LIFE = Duration.ofSeconds(9);
    private static final Duration FIRST = Duration.ofSeconds(30); // twice what is promised
    private static final int PER_SECOND = 20;
    private static final String NAME = "shop.example.net";

    private static int httpPort;
    private static PebbleProcess authority;
    private static Site site;
    private static PeerProcess peer;

    @BeforeAll
    static void open() {
        httpPort = FreePort.next();
        authority = PebbleProcess.start(httpPort, LIFE);
        site = new Site(Map.of(
                "SLUICE_HTTP_PORT", Integer.toString(httpPort),
                "SLUICE_ACME_DIRECTORY", authority.uri().toString(),
                "SLUICE_ACME_EMAIL", "ops@example.net",
                "SLUICE_ACME_CA_ROOT", authority.root().toString()));
        peer = site.gateway("A");
    }

    @AfterAll
    static void close() {
        site.close();
        authority.close();
    }

    @Test
    @Order(1)
    void aNewRouteHasItsCertificateWithNoOtherStep() {
        long begun = System.nanoTime();
        site.pinnedRoute(NAME, peer);
        await().atMost(FIRST).until(() -> openssl(NAME).exit() == 0);
        assertThat(Duration.ofNanos(System.nanoTime() - begun)).isLessThan(FIRST);
        assertThat(openssl(NAME).succeeded()).contains("issuer=CN = Pebble Intermediate", "HTTP/1.1 200");
        assertThat(certificates())
                .anySatisfy(each -> assertThat(each.getString("source")).isEqualTo("acme"));
        assertThat(site.events("certificate_issued")).hasSize(1);
    }

    @Test
    @Order(2)
    void itIsRenewedWhileClientsShakeHandsAndNoneFails() {
        try (Handshakes handshakes = Handshakes.start(site.sluice().httpsPort(), PER_SECOND, NAME)) {
            await().atMost(LIFE.multipliedBy(3)).until(() -> handshakes.seen(NAME) >= 3);
            assertThat(handshakes.failed()).isEmpty();
        }
        assertThat(site.events("certificate_renewed")).hasSizeGreaterThanOrEqualTo(2);
        assertThat(certificates()).hasSize(1); // those that were followed are gone
    }

    @Test
    @Order(3)
    void anAuthorityThatIsAwayBreaksNothingAndIsAskedAgain() {
        authority.stop();
        site.pinnedRoute("late.example.net", peer);
        await().atMost(Site.PATIENCE).until(() -> site.events("certificate_failed").stream()
                .anyMatch(event ->
                        event.getJsonObject("details").getString("name").equals("late.example.net")));
        assertThat(Gets.one(httpPort, "late.example.net").status()).isEqualTo(200);
        authority.restart(Duration.ofDays(90));
        await().atMost(FIRST).until(() -> openssl("late.example.net").exit() == 0);
    }

    @Test
    @Order(4)
    void aNameThatIsRefusedIsToldInTheAuthoritysWordsUntilNobodyWantsIt() {
        assertThat(failures()).isEmpty();
        long route = site.pinnedRoute(PebbleProcess.BLOCKED, peer);
        await().atMost(FIRST).until(() -> !failures().isEmpty());
        JsonObject told = failures().get(0);
        assertThat(told.getString("name")).isEqualTo(PebbleProcess.BLOCKED);
        assertThat(told.getString("failure")).contains(PebbleProcess.BLOCKED, "forbidden by policy");
        assertThat(told.getInteger("failures")).isEqualTo(1);
        assertThat(told.getInstant("since")).isEqualTo(told.getInstant("failed_at"));
        assertThat(told.getInstant("next_try_at"))
                .isEqualTo(told.getInstant("failed_at").plusSeconds(60));
        site.sluice().admin().delete("/api/v1/routes/" + route).expect(204);
        await().atMost(FIRST).until(() -> failures().isEmpty());
    }

    @Test
    @Order(5)
    void whatWasObtainedOutlivesTheProcess() {
        site.sluice().kill9();
        site.sluice().restart();
        await().atMost(FIRST).until(() -> openssl(NAME).exit() == 0);
        assertThat(openssl(NAME).succeeded()).contains("issuer=CN = Pebble Intermediate");
    }

    @Test
    @Order(6)
    void namesThatNobodyInPublicKnowsAreNotAskedFor() {
        site.pinnedRoute("nas.home.arpa", peer);
        site.pinnedRoute("nas.lan", peer);
        site.pinnedRoute("*.example.org", peer);
        site.pinnedRoute("last.example.net", peer);
        await().atMost(FIRST).until(() -> openssl("last.example.net").exit() == 0);
        assertThat(authority.said()).doesNotContain("home.arpa", "nas.lan", "example.org");
    }

    private static List<JsonObject> certificates() {
        return items("/certificates");
    }

    private static List<JsonObject> failures() {
        return items("/certificate-failures");
    }

    private static List<JsonObject> items(String path) {
        return site.sluice().get(path).getJsonArray("items").stream()
                .map(JsonObject.class::cast)
                .toList();
    }

    private static ToolRun openssl(String name) {
        return ToolRun.of(
                "openssl",
                "GET / HTTP/1.1\r\nHost: " + name + "\r\nConnection: close\r\n\r\n",
                List.of(
                        "s_client",
                        "-connect",
                        "127.0.0.1:" + site.sluice().httpsPort(),
                        "-servername",
                        name,
                        "-ign_eof"));
    }
}
