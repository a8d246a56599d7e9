package dev.sluice.system;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.sluice.cli.Commands;
import dev.sluice.testing.PeerProcess;
import dev.sluice.testing.SluiceProcess;
import dev.sluice.testing.TestCertificate;
import dev.sluice.testing.ToolRun;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.io.TempDir;

/** The running program and curl, which trusts our root and nothing else. */
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class OwnCertificatesTest {

    private static final Duration FIRST = Duration.ofSeconds(10);
    private static final String NAME = "nas.home.arpa";
    private static final int NOT_TRUSTED = 60; // curl's own number
    private static final int HANDSHAKE_REFUSED = 35;

    /** Whether this machine has IPv6. */
    private static final boolean SIX = hasSix();

    @TempDir
    static Path folder;

    private static Site site;
    private static PeerProcess peer;
    private static Path root;

    @BeforeAll
    static void open() throws IOException {
        site = new Site(SIX ? Map.of("SLUICE_HTTP_HOST", "::") : Map.of());
        peer = site.gateway("A");
        root = Files.writeString(folder.resolve("root.pem"), rootOf(site));
    }

    @AfterAll
    static void close() {
        site.close();
    }

    static String rootOf(Site site) {
        return site.sluice().admin().get("/api/v1/root-certificate").expect(200).text();
    }

    @Test
    @Order(1)
    void aNewRouteWithAPrivateNameHasItsCertificateWithNoOtherStep() {
        site.pinnedRoute(NAME, peer);
        await().atMost(FIRST).until(() -> curl(NAME).exit() == 0);
        assertThat(curl(NAME).succeeded()).contains("200");
        assertThat(curl(NAME, "--http2").succeeded()).contains("200 2");
        assertThat(own()).singleElement().satisfies(each -> {
            assertThat(each.getJsonArray("names")).containsExactly(NAME);
            assertThat(each.getJsonArray("shown_for")).containsExactly(NAME);
            assertThat(each.getString("issuer")).startsWith("CN=Sluice own CA ");
        });
        assertThat(site.events("certificate_issued")).hasSize(1);
    }

    @Test
    @Order(2)
    void whoDoesNotTrustTheRootIsToldSoAndNobodyIsSentToHttps() {
        assertThat(ToolRun.of("curl", arguments(NAME, List.of())).exit()).isEqualTo(NOT_TRUSTED);
        assertThat(Gets.one(site.sluice().httpPort(), NAME).status()).isEqualTo(200);
    }

    @Test
    @Order(3)
    void anAddressHasOneTooAndIsShownItWithoutAName() {
        site.pinnedRoute("127.0.0.1", peer);
        await().atMost(FIRST).until(() -> curl("127.0.0.1").exit() == 0);
        assertThat(curl("127.0.0.1").succeeded()).contains("200");
        assertThat(curl(NAME).succeeded()).contains("200");
    }

    @Test
    @Order(3)
    void anAddressOfIpv6TooInWhateverSpelling() {
        assumeTrue(SIX, "this machine has no ::1");
        JsonObject route = site.sluice().get("/routes/" + site.pinnedRoute("[0:0:0:0:0:0:0:1]", peer));
        assertThat(route.getString("domain")).isEqualTo("::1");
        await().atMost(FIRST).until(() -> curl("[::1]").exit() == 0);
        assertThat(curl("[::1]").succeeded()).contains("200");
        assertThat(curl("[::1]", "--http2").succeeded()).contains("200 2");
        assertThat(curl("[::1]", "-H", "Host: [0::0:1]:9").succeeded()).contains("200");
        assertThat(curl("[::1]", "-H", "Host: [::2]").succeeded()).contains("404");
        assertThat(curl("127.0.0.1").succeeded()).contains("200");
        assertThat(own())
                .anySatisfy(each -> assertThat(each.getJsonArray("shown_for")).containsExactly("::1"));
        JsonObject why = site.sluice().get("/explain?url=https://%5B0:0::1%5D/");
        assertThat(why.getJsonObject("route").getString("domain")).isEqualTo("::1");
    }

    @Test
    @Order(4)
    void aRouteThatIsPlainOnPurposeOrPublicHasNone() {
        site.sluice()
                .create(
                        "/routes",
                        new JsonObject()
                                .put("domain", "plain.lan")
                                .put("target_peer_id", site.id(peer))
                                .put("https_enabled", false));
        site.pinnedRoute("shop.example.net", peer);
        site.pinnedRoute("last.lan", peer);
        await().atMost(FIRST).until(() -> curl("last.lan").exit() == 0);
        assertThat(curl("plain.lan").exit()).isEqualTo(HANDSHAKE_REFUSED);
        assertThat(curl("shop.example.net").exit()).isEqualTo(HANDSHAKE_REFUSED);
    }

    @Test
    @Order(5)
    void whoAsksForItIsSentToHttps() {
        long route = site.pinnedRoute("sent.lan", peer);
        site.sluice()
                .admin()
                .put("/api/v1/routes/" + route, new JsonObject().put("https_redirect", true))
                .expect(200);
        await().atMost(FIRST).until(() -> curl("sent.lan").exit() == 0);
        assertThat(Gets.one(site.sluice().httpPort(), "sent.lan").status()).isEqualTo(308);
    }

    @Test
    @Order(6)
    void rootAndCertificatesOutliveTheProcess() {
        List<String> before = fingerprints();
        site.sluice().kill9();
        site.sluice().restart();
        await().atMost(FIRST).until(() -> curl(NAME).exit() == 0);
        assertThat(rootOf(site)).isEqualTo(text(root));
        assertThat(fingerprints()).isEqualTo(before);
    }

    @Test
    @Order(7)
    void oneThatIsDeletedIsSignedAnew() {
        JsonObject old = own().get(0);
        site.sluice()
                .admin()
                .delete("/api/v1/certificates/" + old.getLong("id"))
                .expect(204);
        await().atMost(FIRST).until(() -> curl(NAME).exit() == 0);
        assertThat(fingerprints()).doesNotContain(old.getString("fingerprint_sha256"));
    }

    @Test
    @Order(8)
    void whatTheOperatorBringsGoesFirst() throws IOException {
        TestCertificate wild = TestCertificate.of("*.home.arpa");
        Path theirs = Files.writeString(folder.resolve("theirs.pem"), wild.chainPem());
        site.sluice().show(wild);
        assertThat(ToolRun.of("curl", arguments(NAME, List.of("--cacert", theirs.toString())))
                        .succeeded())
                .contains("200");
        assertThat(curl(NAME).exit()).isEqualTo(NOT_TRUSTED);
        assertThat(Gets.one(site.sluice().httpPort(), NAME).status())
                .as("others vouch for it")
                .isEqualTo(308);
    }

    @Test
    @Order(9)
    void theCommandHandsOutTheSameRoot() {
        Path file = folder.resolve("by-command.pem");
        List<String> access = List.of("--admin", site.sluice().adminUri(), "--token", SluiceProcess.TOKEN);
        assertThat(said(access, "trust", "--output", file.toString()))
                .contains("Sluice own CA ", "SHA-256 ", "exit 0")
                .doesNotContain("BEGIN CERTIFICATE");
        assertThat(text(file)).isEqualTo(text(root));
        assertThat(said(access, "trust")).contains(text(root), "exit 0");
        assertThat(said(access, "trust", "--json")).contains("\"fingerprint_sha256\":\"", "exit 0");
        assertThat(said(List.of("--admin", "http://127.0.0.1:" + site.sluice().httpPort()), "trust"))
                .contains("is this its admin address?", "exit 1");
    }

    @Test
    @Order(10)
    void underAnotherSecretNoneIsSignedWhichIsToldOnceAndItGoesOnWhenItIsPutRight() throws IOException {
        Path secret = site.sluice().stateDir().resolve("secret.key");
        byte[] right = Files.readAllBytes(secret);
        site.sluice().kill9();
        Files.write(secret, new byte[32]);
        site.sluice().restart();
        site.pinnedRoute("late.lan", peer);
        await().atMost(FIRST).until(() -> !site.events("certificate_failed").isEmpty());
        assertThat(site.events("certificate_failed")).singleElement().satisfies(event -> {
            assertThat(event.getString("message"))
                    .contains("late.lan", "sealed under the secret ", "(secret-key-file)");
            assertThat(event.getJsonObject("details").getString("name")).isEqualTo("late.lan");
        });
        assertThat(Gets.one(site.sluice().httpPort(), "late.lan").status()).isEqualTo(200);
        assertThat(rootOf(site)).as("it is no secret").isEqualTo(text(root));

        Files.write(secret, right);
        await().atMost(FIRST).until(() -> curl("late.lan").exit() == 0);
        assertThat(site.events("certificate_failed")).hasSize(1);
    }

    private static String said(List<String> access, String... line) {
        List<String> all = new ArrayList<>(List.of(line));
        all.addAll(access);
        return Commands.run(all);
    }

    private static List<JsonObject> own() {
        return site.sluice().get("/certificates").getJsonArray("items").stream()
                .map(JsonObject.class::cast)
                .filter(each -> each.getString("source").equals("own"))
                .toList();
    }

    private static List<String> fingerprints() {
        return own().stream().map(each -> each.getString("fingerprint_sha256")).toList();
    }

    private static String text(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }

    private static boolean hasSix() {
        try (ServerSocket free = new ServerSocket(0, 1, InetAddress.getByName("::1"))) {
            return free.isBound();
        } catch (IOException e) {
            return false;
        }
    }

    /** Status and protocol of the answer, by the name itself. */
    private static ToolRun curl(String host, String... more) {
        List<String> trusting = new ArrayList<>(List.of("--cacert", root.toString()));
        trusting.addAll(List.of(more));
        return ToolRun.of("curl", arguments(host, trusting));
    }

    private static List<String> arguments(String host, List<String> more) {
        int port = site.sluice().httpsPort();
        List<String> all = new ArrayList<>(List.of("-sS", "--max-time", "10", "-o", "/dev/null"));
        all.addAll(more);
        if (!host.startsWith("[")) {
            all.addAll(List.of("--resolve", host + ":" + port + ":127.0.0.1"));
        }
        all.addAll(List.of("--globoff", "-w", "%{http_code} %{http_version}", "https://" + host + ":" + port + "/"));
        return all;
    }
}
