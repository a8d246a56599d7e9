package dev.sluice.proxy.l4;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.core.balance.Approach;
import dev.sluice.core.balance.PeerVitals;
import dev.sluice.core.balance.Policy;
import dev.sluice.core.balance.Upstream;
import dev.sluice.core.model.Hop;
import dev.sluice.core.model.L4TlsMode;
import dev.sluice.core.model.PeerProtocol;
import dev.sluice.core.port.FinishedRequest;
import dev.sluice.core.port.InternalIdentity;
import dev.sluice.proxy.AgentGate;
import dev.sluice.proxy.AgentTls;
import dev.sluice.proxy.Hops;
import dev.sluice.proxy.ProxyOptions;
import dev.sluice.proxy.kit.Door;
import dev.sluice.proxy.kit.TestPairing;
import dev.sluice.proxy.kit.TestTls;
import dev.sluice.testing.TcpClient;
import dev.sluice.testing.TcpService;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Random;
import javax.net.ssl.SSLSocket;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** L4 routes through a front door and an agent, which listens on the same port number. */
class AgentLineTest {

    private static final String SECRET = "c2VjcmV0LW9mLXRoZS1wYWlyaW5n";
    private static final TestPairing PAIRING = new TestPairing();
    private static final InternalIdentity OWN = PAIRING.agent(5);

    private final int port = L4Door.port();
    private final List<AutoCloseable> open = new ArrayList<>();

    private <T extends AutoCloseable> T with(T thing) {
        open.add(0, thing);
        return thing;
    }

    @AfterEach
    void close() throws Exception {
        for (AutoCloseable thing : open) {
            thing.close();
        }
    }

    private L4Door agent(Hop hop, String address) {
        AgentGate gate = hop == Hop.MTLS ? AgentGate.byCertificate(() -> true) : AgentGate.bySecret(SECRET, () -> true);
        return with(new L4Door(null, hop == Hop.MTLS ? new AgentTls(OWN) : null, options -> options.withHttp(
                        address, ProxyOptions.NONE)
                .withHops(Hops.from(gate))));
    }

    private L4Door frontDoor() {
        return with(new L4Door(
                null, new TestTls(), options -> options.withHops(Hops.to(PAIRING.credentials(Map.of(5L, SECRET))))));
    }

    private Upstream paired(Hop hop, int at, String fingerprint) {
        return new Upstream(
                new PeerVitals(5),
                "gw-" + at,
                "127.0.0." + at,
                port,
                false,
                PeerProtocol.HTTP1,
                1,
                new Approach.Agent(hop, fingerprint));
    }

    private Upstream paired(Hop hop) {
        return paired(hop, 5, TestPairing.fingerprint(OWN));
    }

    private static Upstream lan(int at, int port) {
        return new Upstream(new PeerVitals(1), "lan", "127.0.0." + at, port, true, PeerProtocol.HTTP1, 1);
    }

    /** A LAN host on a port of its own. */
    private Upstream service(String name, TcpService.@Nullable Talk talk) {
        int own = L4Door.port();
        with(TcpService.at("127.0.0.9", own, talk == null ? TcpService.greeting(name) : talk));
        return lan(9, own);
    }

    @ParameterizedTest
    @EnumSource(
            value = Hop.class,
            names = {"MTLS", "SECRET"})
    void linesPassAndTheAgentKnowsTheClient(Hop hop) {
        L4Door agent = agent(hop, "127.0.0.5")
                .route(7, port, Policy.failover(), service("ssh", null))
                .awaitOpen(port);
        Upstream there = paired(hop);
        L4Door door = frontDoor().route(7, port, Policy.failover(), there).awaitOpen(port);

        try (TcpClient client = new TcpClient("127.0.0.77", port)) {
            assertThat(client.line()).as("the server may speak first").isEqualTo("ssh");
            assertThat(client.echo("hello")).isEqualTo("hello");
            client.end();
            assertThat(client.rest()).isEmpty();
        }
        FinishedRequest told = agent.finished(each -> each.routeId() == 7);
        assertThat(told.client()).isEqualTo("127.0.0.77");
        assertThat(told.bytesIn()).isEqualTo(6);
        assertThat(told.failure()).isNull();
        assertThat(door.finished(each -> each.routeId() == 7).bytesOut()).isEqualTo(10);
        assertThat(there.vitals().inFlight()).isZero();
    }

    @ParameterizedTest
    @EnumSource(
            value = Hop.class,
            names = {"MTLS", "SECRET"})
    void aLargeAnswerAfterTheClientsEndIsWhole(Hop hop) {
        byte[] much = new byte[8 << 20];
        new Random(4).nextBytes(much);
        agent(hop, "127.0.0.5")
                .route(7, port, Policy.failover(), service("", socket -> {
                    socket.getInputStream().readAllBytes();
                    socket.getOutputStream().write(much);
                }))
                .awaitOpen(port);
        frontDoor().route(7, port, Policy.failover(), paired(hop)).awaitOpen(port);

        try (TcpClient client = new TcpClient(port)) {
            client.send("all of it\n").end();
            assertThat(client.rest()).isEqualTo(much);
        }
    }

    @ParameterizedTest
    @EnumSource(
            value = Hop.class,
            names = {"MTLS", "SECRET"})
    void routesOfOnePortGoByTheNameThatTheFrontDoorRead(Hop hop) throws IOException {
        agent(hop, "127.0.0.5")
                .route(3, port, L4TlsMode.TERMINATE, Door.HOST, Policy.failover(), service("ended", null))
                .route(4, port, L4TlsMode.TERMINATE, "*.example.net", Policy.failover(), service("other", null))
                .awaitOpen(port);
        frontDoor()
                .route(3, port, L4TlsMode.TERMINATE, Door.HOST, Policy.failover(), paired(hop))
                .awaitOpen(port);

        try (SSLSocket ended = TestTls.connect(port)) {
            assertThat(new String(ended.getInputStream().readNBytes(6), StandardCharsets.US_ASCII))
                    .isEqualTo("ended\n");
        }
    }

    @Test
    void anAgentThatIsNotTheOnePairedIsPassedOver() {
        agent(Hop.MTLS, "127.0.0.5")
                .route(7, port, Policy.failover(), service("ssh", null))
                .awaitOpen(port);
        with(TcpService.at("127.0.0.6", port, TcpService.greeting("next")));
        L4Door door = frontDoor()
                .route(
                        7,
                        port,
                        Policy.failover(),
                        paired(Hop.MTLS, 5, TestPairing.fingerprint(PAIRING.agent(5))),
                        L4Door.gateway(6, port))
                .awaitOpen(port);

        try (TcpClient client = new TcpClient(port)) {
            assertThat(client.line()).isEqualTo("next");
        }
        assertThat(door.suspects()).as("a listen port says nothing of the peer").isEmpty();
    }

    private static byte[] header(String secret) {
        byte[] value = secret.getBytes(StandardCharsets.US_ASCII);
        byte[] start = HexFormat.of().parseHex("0d0a0d0a000d0a515549540a2111000c7f0000017f00000101010101");
        start[15] += (byte) (value.length == 0 ? 0 : 3 + value.length);
        byte[] all = Arrays.copyOf(start, start.length + (value.length == 0 ? 0 : 3 + value.length));
        if (value.length > 0) {
            all[start.length] = (byte) 0xE0;
            all[start.length + 2] = (byte) value.length;
            System.arraycopy(value, 0, all, start.length + 3, value.length);
        }
        return all;
    }

    private static TcpClient stranger(int port) {
        return new TcpClient(port);
    }

    @Test
    void strangersReachNobody() {
        L4Door agent = agent(Hop.SECRET, "127.0.0.1")
                .route(7, port, Policy.failover(), service("ssh", null))
                .awaitOpen(port);
        byte[][] tries = {
            "SSH-2.0-OpenSSH_9.2p1\r\n".getBytes(StandardCharsets.US_ASCII),
            "PROXY TCP4 127.0.0.1 127.0.0.1 1 2\r\n".getBytes(StandardCharsets.US_ASCII),
            header(""),
            header("wrong"),
            header(SECRET + "x"),
            Hellos.asking(Door.HOST)
        };
        for (byte[] said : tries) {
            long came = System.nanoTime();
            try (TcpClient client = stranger(port)) {
                assertThat(client.send(said).rest()).isEmpty();
            }
            assertThat(Duration.ofNanos(System.nanoTime() - came))
                    .as("long before a head is too slow")
                    .isLessThan(Duration.ofSeconds(8));
        }
        try (TcpClient frontDoor = stranger(port)) {
            assertThat(frontDoor.send(header(SECRET)).line()).isEqualTo("ssh");
        }
        assertThat(agent.finished(each -> true).failure()).isEqualTo("not_admitted");
    }

    @Test
    void strangersReachNobodyByTls() {
        agent(Hop.MTLS, "127.0.0.1")
                .route(7, port, Policy.failover(), service("ssh", null))
                .awaitOpen(port);
        try (TcpClient clear = stranger(port)) {
            assertThat(new String(clear.send(header(SECRET)).rest(), StandardCharsets.US_ASCII))
                    .doesNotContain("ssh");
        }
        try (SSLSocket another = PAIRING.connect(port, PAIRING.agent(6), 5)) {
            another.getOutputStream().write(header(SECRET));
            assertThat(another.getInputStream().read()).isEqualTo(-1);
        } catch (IOException reset) {
            assertThat(reset).as("as good an end").isNotNull();
        }
        try (SSLSocket frontDoor = PAIRING.connect(port, PAIRING.frontDoor(), 5)) {
            frontDoor.getOutputStream().write(header(""));
            assertThat(new String(frontDoor.getInputStream().readNBytes(4), StandardCharsets.US_ASCII))
                    .isEqualTo("ssh\n");
        } catch (IOException e) {
            throw new AssertionError("the front door was turned away", e);
        }
    }

    @Test
    void whoSaysNothingIsNotWaitedForLong() {
        L4Door agent = with(
                new L4Door(null, null, options -> options.withHops(Hops.from(AgentGate.bySecret(SECRET, () -> true)))
                        .withClients(options.clients().withHead(Duration.ofMillis(200)))));
        agent.route(7, port, Policy.failover(), service("ssh", null)).awaitOpen(port);
        try (TcpClient client = stranger(port)) {
            assertThat(client.rest()).isEmpty();
        }
        assertThat(agent.finished(each -> true).failure()).isEqualTo("slow_head");
    }
}
