package dev.sluice.admin;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sluice.admin.GatewayClient.Shown;
import dev.sluice.core.failover.Event;
import dev.sluice.core.failover.EventName;
import dev.sluice.core.model.Hop;
import dev.sluice.core.model.Pairing;
import dev.sluice.core.port.AgentReception.IssuedCode;
import dev.sluice.core.port.StoreAwayException;
import dev.sluice.core.rule.Rejection;
import dev.sluice.testing.SigningRequests;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.nio.file.Path;
import java.security.KeyPair;
import java.security.MessageDigest;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** An agent is paired once, by a code that was issued for it, over TLS that the code vouches for. */
class GatewayPairingTest {

    private static final KeyPair KEYS = SigningRequests.ec("secp256r1");

    @TempDir
    Path directory;

    private GatewaySite site;
    private long home;

    @BeforeEach
    void open() {
        site = new GatewaySite(directory);
        home = site.gateway("Home");
    }

    @AfterEach
    void close() {
        site.close();
    }

    private Reply pair(JsonObject body) throws IOException {
        try (GatewayClient agent = site.stranger()) {
            return agent.ask("POST", "pair", body);
        }
    }

    private List<EventName> told() {
        return site.memory.events().stream().map(Event::name).toList();
    }

    @Test
    void nothingListensBeforeTheFirstCode() {
        assertThat(site.desk.port()).isNegative();
        site.code(home);
        assertThat(site.desk.port()).isPositive();
    }

    @Test
    void aCodeVouchesForTheAuthorityThatTheListenerShows() throws Exception {
        IssuedCode issued =
                site.desk.issueCode(home, "root").toCompletableFuture().join();
        byte[] bytes = Base64.getUrlDecoder().decode(issued.code().substring("sluice-".length()));
        try (GatewayClient agent = site.stranger()) {
            X509Certificate last = (X509Certificate) agent.shownByServer().get(1);
            assertThat(Arrays.copyOfRange(bytes, 16, 48))
                    .isEqualTo(MessageDigest.getInstance("SHA-256").digest(last.getEncoded()));
        }
        assertThat(site.codes.lifetime).isEqualTo(Duration.ofMinutes(10));
        assertThat(issued.command())
                .isEqualTo(
                        "./sluice agent --server https://127.0.0.1:" + site.desk.port() + " --pair " + issued.code());
        assertThat(issued.toString()).doesNotContain(issued.code());
        assertThat(told()).contains(EventName.PAIRING_CODE_ISSUED, EventName.AUTHORITY_CREATED);
    }

    @Test
    void anAgentIsPairedAndThenKnownByItsCertificate() throws Exception {
        String code = site.code(home);
        Reply reply = pair(GatewaySite.asking(code, KEYS).put("lan_address", "192.168.2.5"));

        assertThat(reply.status()).as(reply.body().toString()).isEqualTo(200);
        JsonObject got = reply.json();
        assertThat(got.getLong("peer_id")).isEqualTo(home);
        assertThat(got.getString("peer_name")).isEqualTo("Home");
        assertThat(GatewaySite.chain(got.getString("authority"))).containsExactly(site.authority());
        Pairing pairing = Objects.requireNonNull(
                site.memory.snapshot().desired().pairings().get(home));
        assertThat(pairing.hop()).isEqualTo(Hop.MTLS);
        assertThat(pairing.agentVersion()).isEqualTo("1.2.3");
        assertThat(pairing.lanAddress()).isEqualTo("192.168.2.5");
        assertThat(site.certificates.authority().gatewayAuth(home)).isEqualTo(got.getString("gateway_auth"));
        assertThat(site.desk.apiToken(home)).isEqualTo(got.getString("api_token"));
        assertThat(told()).contains(EventName.PEER_PAIRED);
        Shown shown = new Shown(KEYS.getPrivate(), GatewaySite.chain(got.getString("certificate")));
        try (GatewayClient agent = site.connect(shown)) {
            assertThat(agent.ask("GET", "config", null).json().getLong("peer_id"))
                    .isEqualTo(home);
        }
    }

    @Test
    void aStolenCodeIsGoodForOneOfAllWhoTry() throws Exception {
        String code = site.code(home);
        ExecutorService thieves = Executors.newFixedThreadPool(6);
        try {
            List<Callable<Integer>> tries = new ArrayList<>();
            for (int i = 0; i < 6; i++) {
                tries.add(() -> pair(GatewaySite.asking(code, SigningRequests.ec("secp256r1")))
                        .status());
            }
            List<Integer> outcomes = new ArrayList<>();
            for (Future<Integer> one : thieves.invokeAll(tries)) {
                outcomes.add(one.get());
            }
            assertThat(outcomes).containsExactlyInAnyOrder(200, 400, 400, 400, 400, 400);
        } finally {
            thieves.shutdownNow();
        }
    }

    @Test
    void aCodeThatIsOldReplacedOrMadeUpGetsOneAnswer() throws Exception {
        String replaced = site.code(home);
        String old = site.code(home);
        Reply first = pair(GatewaySite.asking(replaced, KEYS));
        site.codes.expire();
        Reply second = pair(GatewaySite.asking(old, KEYS));
        Reply third = pair(GatewaySite.asking("sluice-x", KEYS));
        assertThat(List.of(first.status(), second.status(), third.status())).containsOnly(400);
        assertThat(first.code()).isEqualTo("invalid_or_expired");
        assertThat(second.body()).isEqualTo(first.body());
        assertThat(third.body()).isEqualTo(first.body());
        assertThat(told()).doesNotContain(EventName.PEER_PAIRED);
    }

    @Test
    void aWrongRequestDoesNotSpendTheCode() throws Exception {
        String code = site.code(home);
        Reply wrong =
                pair(GatewaySite.asking(code, KEYS).put("csr", SigningRequests.of(SigningRequests.rsa(), "CN=x")));
        assertThat(wrong.status()).isEqualTo(400);
        assertThat(wrong.paths()).containsExactly("csr");
        assertThat(pair(GatewaySite.asking(code, KEYS)).status()).isEqualTo(200);
    }

    @Test
    void whoGuessesIsSlowedDownAndACodeDoesNotHelpThen() throws Exception {
        String code = site.code(home);
        String guess = code.substring(0, 7) + (code.charAt(7) == 'A' ? 'B' : 'A') + code.substring(8);
        for (int i = 0; i < 10; i++) {
            assertThat(pair(GatewaySite.asking(guess, KEYS)).status()).isEqualTo(400);
        }
        Reply enough = pair(GatewaySite.asking(code, KEYS));
        assertThat(enough.status()).isEqualTo(429);
        assertThat(Integer.parseInt(Objects.requireNonNull(enough.header("Retry-After"))))
                .isBetween(1, 61);
    }

    @Test
    void manyWhoPairAtOnceFromOneAddressAreNotSlowedDown() throws Exception {
        List<String> codes = new ArrayList<>();
        for (int i = 0; i < 12; i++) {
            codes.add(site.code(site.gateway("G" + i)));
        }
        ExecutorService agents = Executors.newFixedThreadPool(12);
        try {
            List<Callable<Integer>> tries = codes.stream()
                    .<Callable<Integer>>map(
                            code -> () -> pair(GatewaySite.asking(code, KEYS)).status())
                    .toList();
            for (Future<Integer> one : agents.invokeAll(tries)) {
                assertThat(one.get()).isEqualTo(200);
            }
        } finally {
            agents.shutdownNow();
        }
    }

    @Test
    void hostileBodiesAreRefusedAndQuotedNowhere() throws Exception {
        String code = site.code(home);
        JsonObject good = GatewaySite.asking(code, KEYS);
        List<JsonObject> hostile = List.of(
                new JsonObject(),
                good.copy().put("code", 7),
                good.copy().put("code", "a".repeat(300)),
                good.copy().put("csr", new JsonObject()),
                good.copy().put("csr", "x".repeat(9000)),
                good.copy().put("hop", "open"),
                good.copy().put("version", "1\u001b[2J"),
                good.copy().put("lan_address", List.of(1)));
        for (JsonObject body : hostile) {
            Reply reply = pair(body);
            assertThat(reply.status()).as(reply.body().toString()).isEqualTo(400);
            assertThat(reply.code()).isEqualTo("invalid");
            assertThat(reply.body().toString())
                    .doesNotContain(code)
                    .doesNotContain("aaaa")
                    .doesNotContain("xxxx");
        }
        try (GatewayClient agent = site.stranger()) {
            assertThat(agent.raw("POST", "pair", Buffer.buffer("{\"code\": ")).status())
                    .isEqualTo(400);
            assertThat(agent.raw("POST", "pair", Buffer.buffer("[]")).status()).isEqualTo(400);
            assertThat(agent.ask("POST", "pair", null).status()).isEqualTo(400);
        }
        try (GatewayClient agent = site.stranger()) {
            assertThat(agent.raw("POST", "pair", Buffer.buffer("\"" + "x".repeat(20_000) + "\""))
                            .status())
                    .isEqualTo(413);
        }
        assertThat(pair(good.copy().put("unknown_to_us", true)).status())
                .as("an agent may be newer than we are")
                .isEqualTo(200);
    }

    @Test
    void whileTheDatabaseIsAwayNobodyIsPairedAndTheCodeIsStillGood() throws Exception {
        String code = site.code(home);
        site.codes.failing = new StoreAwayException("gone", new IllegalStateException());
        Reply reply = pair(GatewaySite.asking(code, KEYS));
        assertThat(reply.status()).isEqualTo(503);
        assertThat(reply.code()).isEqualTo("store_away");
        site.codes.failing = null;
        assertThat(pair(GatewaySite.asking(code, KEYS)).status()).isEqualTo(200);
    }

    @Test
    void aPairingOfBeforeIsWorthNothingAfterAnother() throws Exception {
        Shown before = site.paired(home);
        String code = site.code(home);
        assertThat(pair(GatewaySite.asking(code, KEYS).put("hop", "secret")).status())
                .isEqualTo(200);
        assertThat(site.memory.snapshot().desired().hop(home)).isEqualTo(Hop.SECRET);
        try (GatewayClient agent = site.connect(before)) {
            assertThat(agent.ask("GET", "config", null).status()).isEqualTo(401);
        }
    }

    @Test
    void aRegularPeerOrNoneGetsNoCode() {
        assertThatThrownBy(() -> site.code(999)).cause().isInstanceOf(Rejection.class);
    }
}
