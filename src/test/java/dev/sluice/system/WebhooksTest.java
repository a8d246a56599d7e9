package dev.sluice.system;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.sluice.testing.Rest;
import dev.sluice.testing.SluiceProcess;
import dev.sluice.testing.TestCertificate;
import dev.sluice.testing.ToolRun;
import dev.sluice.testing.WebhookReceiver;
import dev.sluice.testing.WebhookReceiver.Heard;
import io.vertx.core.Vertx;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyStore;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What receivers get of the running program, and which addresses it never calls. It may call 127.0.0.1, and nothing else here. */
class WebhooksTest {

    private static final Duration PATIENCE = Duration.ofSeconds(40);
    private static final String SECRET = "planted-secret-of-a-webhook";
    private static final String TRUST = "changeit";
    private static final TestCertificate SECURE = TestCertificate.of("secure.test");
    private static final String TOKEN = "planted-token-of-a-webhook";

    @TempDir
    static Path scratch;

    private static Vertx vertx;
    private static Path hosts;
    private static SluiceProcess sluice;

    @BeforeAll
    static void open() throws Exception {
        vertx = Vertx.vertx();
        hosts = scratch.resolve("hosts");
        Files.writeString(hosts, "127.0.0.1 localhost\n");
        sluice = SluiceProcess.start(Map.of(
                "SLUICE_WEBHOOKS_ALLOW",
                "127.0.0.1/32",
                "JAVA_TOOL_OPTIONS",
                "-Djdk.net.hosts.file=" + hosts + " -Dsun.net.inetaddr.ttl=0 -Dsun.net.inetaddr.negative.ttl=0"
                        + " -Djavax.net.ssl.trustStore=" + trusting(SECURE)
                        + " -Djavax.net.ssl.trustStorePassword=" + TRUST));
    }

    @AfterAll
    static void close() throws Exception {
        sluice.close();
        vertx.close().toCompletionStage().toCompletableFuture().get(20, TimeUnit.SECONDS);
    }

    private static Path trusting(TestCertificate certificate) throws Exception {
        KeyStore store = KeyStore.getInstance("PKCS12");
        store.load(null, null);
        store.setCertificateEntry("receiver", certificate.certificate());
        Path file = scratch.resolve("trust.p12");
        try (OutputStream out = Files.newOutputStream(file)) {
            store.store(out, TRUST.toCharArray());
        }
        return file;
    }

    private static JsonObject hook(String name, String url) {
        return new JsonObject()
                .put("name", name)
                .put("url", url)
                .put("secret", SECRET)
                .put("events", new JsonArray().add("peer_created"));
    }

    private static long make(String name, String url) {
        return sluice.create("/webhooks", hook(name, url));
    }

    private static JsonObject test(long id) {
        return sluice.admin()
                .post("/api/v1/webhooks/" + id + "/test", new JsonObject())
                .expect(200)
                .body();
    }

    private static void disable(long id) {
        sluice.admin()
                .put("/api/v1/webhooks/" + id, new JsonObject().put("enabled", false))
                .expect(200);
    }

    private static List<JsonObject> deliveries(long id) {
        List<JsonObject> all = new ArrayList<>();
        sluice.get("/webhooks/" + id + "/deliveries").getJsonArray("items").forEach(one -> all.add((JsonObject) one));
        return all;
    }

    private static void peer(String name) {
        sluice.create("/peers", new JsonObject().put("name", name).put("host", "10.0.0.9"));
    }

    @Test
    void aReceiverThatFailedGetsEverythingInOrderAfterItsReturnAlsoFromTheNextProcess() {
        WebhookReceiver receiver = new WebhookReceiver(vertx, 503);
        long id = make("order", receiver.url());
        List<String> expected = new ArrayList<>();
        for (int i = 1; i <= 5; i++) {
            peer("order-" + i);
            expected.add("Peer order-" + i + " was created");
        }
        await().atMost(PATIENCE).until(() -> receiver.heard().size() >= 2);
        assertThat(deliveries(id)).singleElement().matches(one -> one.getString("state")
                .equals("pending"));

        sluice.kill9();
        sluice.restart();
        peer("order-6");
        expected.add("Peer order-6 was created");
        receiver.answer(204);

        await().atMost(PATIENCE).until(() -> receiver.taken().size() >= 6);
        assertThat(messages(receiver, 204)).isEqualTo(expected);
        assertThat(messages(receiver, 503)).as("nothing else before it").containsOnly(expected.get(0));
        assertThat(receiver.uids().stream().distinct()).hasSize(6);
        await().atMost(PATIENCE)
                .until(() -> deliveries(id).size() == 6
                        && deliveries(id).stream()
                                .allMatch(one -> one.getString("state").equals("delivered")));
        JsonObject first = deliveries(id).get(5);
        assertThat(first.getInteger("attempts")).isGreaterThanOrEqualTo(3);
        assertThat(first.getString("uid")).isEqualTo(receiver.uids().get(0));
        disable(id);
    }

    private static List<String> messages(WebhookReceiver receiver, int status) {
        return receiver.heard().stream()
                .filter(one -> one.status() == status)
                .map(one -> one.body().toJsonObject().getString("message"))
                .toList();
    }

    @Test
    void signaturesAreWhatTheManualChecks() throws IOException {
        WebhookReceiver receiver = new WebhookReceiver(vertx, 200);
        long id = make("signed", receiver.url());
        assertThat(test(id).getString("failure")).isNull();
        Heard heard = receiver.heard().get(0);

        assertThat(genuineByOpenssl(heard, heard.body().toString())).isTrue();
        assertThat(genuineByOpenssl(heard, heard.body() + " ")).isFalse();
        assertThat(genuineByPython(heard, SECRET)).isTrue();
        assertThat(genuineByPython(heard, "another-secret-of-it")).isFalse();
        disable(id);
    }

    /** The lines of the manual between this one and the end of their block. */
    private static String lines(String first) throws IOException {
        String manual = Files.readString(Path.of("docs/webhooks.md"));
        int from = manual.indexOf(first);
        assertThat(from).as(first).isPositive();
        return manual.substring(from, manual.indexOf("```", from));
    }

    private static boolean genuineByOpenssl(Heard heard, String body) throws IOException {
        Files.writeString(scratch.resolve("body"), body);
        String script = "cd '" + scratch + "'\nat='" + heard.headers().get("Sluice-Webhook-Timestamp")
                + "'\nsignature='" + heard.headers().get("Sluice-Webhook-Signature") + "'\nsecret='" + SECRET + "'\n"
                + lines("want=\"sha256=$(");
        ToolRun.of("openssl", List.of("version")).succeeded();
        return ToolRun.of("sh", List.of("-c", script)).output().strip().equals("genuine");
    }

    private static boolean genuineByPython(Heard heard, String secret) throws IOException {
        String program = lines("import hashlib, hmac, time") + "\nimport sys\nprint(genuine("
                + "{'Sluice-Webhook-Timestamp': sys.argv[1], 'Sluice-Webhook-Signature': sys.argv[2]},"
                + " sys.stdin.buffer.read(), sys.argv[3]))";
        return ToolRun.of(
                        "python3",
                        heard.body().toString(),
                        List.of(
                                "-c",
                                program,
                                Objects.requireNonNull(heard.headers().get("Sluice-Webhook-Timestamp")),
                                Objects.requireNonNull(heard.headers().get("Sluice-Webhook-Signature")),
                                secret))
                .succeeded()
                .strip()
                .equals("True");
    }

    @Test
    void anAddressThatIsNotAllowedIsNotCalledByNameEither() throws IOException {
        WebhookReceiver receiver = new WebhookReceiver(vertx, 200);
        WebhookReceiver forbidden = new WebhookReceiver(vertx, "127.0.0.2", receiver.port(), 200);
        for (String url :
                List.of(forbidden.url("127.0.0.2"), "http://[::1]/", "http://169.254.169.254/", "http://10.0.0.1/")) {
            Rest.Answer refused = sluice.admin().post("/api/v1/webhooks", hook("refused", url));
            assertThat(refused.expect(400).body().getString("code")).isEqualTo("target_forbidden");
        }
        Files.writeString(hosts, "127.0.0.1 rebound.test\n");
        long id = make("rebound", receiver.url("rebound.test"));
        assertThat(test(id).getString("failure")).isNull();

        Files.writeString(hosts, "127.0.0.2 rebound.test\n");
        assertThat(test(id).getString("failure"))
                .isEqualTo("not called: 127.0.0.2 is loopback, and not in webhooks.allow");
        Files.writeString(hosts, "169.254.169.254 rebound.test\n");
        assertThat(test(id).getString("failure")).startsWith("not called: 169.254.169.254 is link-local");

        receiver.answer(307);
        receiver.lead(forbidden.url("127.0.0.2"));
        long led = make("led", receiver.url());
        assertThat(test(led).getInteger("status")).isEqualTo(307);
        assertThat(forbidden.heard()).isEmpty();
        disable(id);
        disable(led);
    }

    @Test
    void overTlsTheReceiverMustBeTheOneThatItsCertificateNames() throws IOException {
        WebhookReceiver known = new WebhookReceiver(vertx, SECURE);
        WebhookReceiver unknown = new WebhookReceiver(vertx, TestCertificate.of("secure.test"));
        Files.writeString(hosts, "127.0.0.1 secure.test other.test\n");

        assertThat(test(make("known", known.url("secure.test"))).getInteger("status"))
                .isEqualTo(200);
        assertThat(test(make("otherwise", known.url("other.test"))).getBoolean("arrived"))
                .isFalse();
        assertThat(test(make("unknown", unknown.url("secure.test"))).getBoolean("arrived"))
                .isFalse();
        assertThat(known.heard()).hasSize(1);
        assertThat(unknown.heard()).isEmpty();
    }

    @Test
    void itsSecretsAreInNoOutputAndComeBackWithABackup() {
        WebhookReceiver receiver = new WebhookReceiver(vertx, 500);
        long id = sluice.create(
                "/webhooks", hook("quiet", receiver.url() + "/{token}").put("token", TOKEN));
        peer("quiet");
        await().atMost(PATIENCE).until(() -> deliveries(id).stream().anyMatch(one -> one.getInteger("attempts") > 1));
        String backup = sluice.admin().get("/api/v1/backup").expect(200).text();
        String all = sluice.get("/webhooks").encode()
                + sluice.get("/logs/activity").encode()
                + deliveries(id)
                + sluice.admin().get("/api/v1/desired").text()
                + backup
                + sluice.output();
        assertThat(all)
                .contains("Webhook quiet was created")
                .doesNotContain(SECRET)
                .doesNotContain(TOKEN);

        sluice.admin().delete("/api/v1/webhooks/" + id).expect(204);
        sluice.admin()
                .post("/api/v1/restore?replace=true", new JsonObject(backup))
                .expect(200);
        receiver.answer(200);

        assertThat(test(id).getString("failure")).isNull();
        Heard last = receiver.heard().get(receiver.heard().size() - 1);
        assertThat(last.headers().get("Sluice-Webhook-Signature")).startsWith("sha256=");
        disable(id);
    }
}
