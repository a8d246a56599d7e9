package dev.sluice.proxy.l4;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.core.balance.Approach;
import dev.sluice.core.balance.PeerVitals;
import dev.sluice.core.balance.Policy;
import dev.sluice.core.balance.Upstream;
import dev.sluice.core.model.Hop;
import dev.sluice.core.model.PeerProtocol;
import dev.sluice.core.port.InternalIdentity;
import dev.sluice.proxy.AgentGate;
import dev.sluice.proxy.AgentTls;
import dev.sluice.proxy.Hops;
import dev.sluice.proxy.ProxyOptions;
import dev.sluice.proxy.kit.TestPairing;
import dev.sluice.testing.TcpClient;
import dev.sluice.testing.TcpService;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Where front door and agent know an L4 route otherwise, another LAN host must not answer for the one that is meant. */
class LanTargetTest {

    private static final String SECRET = "c2VjcmV0LW9mLXRoZS1wYWlyaW5n";
    private static final TestPairing PAIRING = new TestPairing();
    private static final InternalIdentity OWN = PAIRING.agent(5);
    private static final String OLD = "127.0.0.9:22";
    private static final String FRESH = "127.0.0.8:22";

    private final int port = L4Door.port();
    private final int lanPort = L4Door.port();

    private static L4Door agent(Hop hop, AgentGate.News news) {
        AgentGate gate = hop == Hop.MTLS ? AgentGate.byCertificate(() -> true) : AgentGate.bySecret(SECRET, () -> true);
        return new L4Door(null, hop == Hop.MTLS ? new AgentTls(OWN) : null, options -> options.withHttp(
                        "127.0.0.5", ProxyOptions.NONE)
                .withHops(Hops.from(gate.withNews(news).withNewsPatience(Duration.ofSeconds(1)))));
    }

    private static L4Door frontDoor() {
        return new L4Door(null, null, options -> options.withHops(Hops.to(PAIRING.credentials(Map.of(5L, SECRET)))));
    }

    private Upstream paired(Hop hop) {
        return new Upstream(
                new PeerVitals(5),
                "gw",
                "127.0.0.5",
                port,
                false,
                PeerProtocol.HTTP1,
                1,
                new Approach.Agent(hop, TestPairing.fingerprint(OWN)));
    }

    private Upstream lan(int at) {
        return new Upstream(new PeerVitals(at), "lan", "127.0.0." + at, lanPort, true, PeerProtocol.HTTP1, 1);
    }

    @ParameterizedTest
    @EnumSource(
            value = Hop.class,
            names = {"MTLS", "SECRET"})
    void anAgentThatHearsNothingClosesTheConnection(Hop hop) {
        try (TcpService old = TcpService.at("127.0.0.9", lanPort, TcpService.greeting("old"));
                L4Door agent = agent(hop, answered -> false);
                L4Door door = frontDoor()) {
            agent.lanTarget(OLD).route(7, port, Policy.failover(), lan(9)).awaitOpen(port);
            door.lanTarget(FRESH).route(7, port, Policy.failover(), paired(hop)).awaitOpen(port);
            try (TcpClient client = new TcpClient(port)) {
                assertThat(client.send("hello\n").rest()).isEmpty();
            }
            assertThat(agent.finished(each -> true).failure()).isEqualTo("not_mine");
            assertThat(old.accepted()).isZero();
            door.lanTarget(OLD).route(7, port, Policy.failover(), paired(hop));
            try (TcpClient client = new TcpClient(port)) {
                assertThat(client.line()).isEqualTo("old");
            }
        }
    }

    @ParameterizedTest
    @EnumSource(
            value = Hop.class,
            names = {"MTLS", "SECRET"})
    void aConnectionThatOvertookTheNewsWaitsForIt(Hop hop) {
        try (TcpService old = TcpService.at("127.0.0.9", lanPort, TcpService.greeting("old"));
                TcpService fresh = TcpService.at("127.0.0.8", lanPort, TcpService.greeting("fresh"));
                L4Door agent = agent(hop, answered -> true);
                L4Door door = frontDoor()) {
            agent.lanTarget(OLD).route(7, port, Policy.failover(), lan(9)).awaitOpen(port);
            door.lanTarget(FRESH).route(7, port, Policy.failover(), paired(hop)).awaitOpen(port);
            try (TcpClient client = new TcpClient(port)) {
                client.send("hello\n");
                agent.lanTarget(FRESH).route(7, port, Policy.failover(), lan(8));
                assertThat(client.line()).isEqualTo("fresh");
                assertThat(client.line()).as("what it said meanwhile").isEqualTo("hello");
            }
            door.lanTarget(OLD).route(7, port, Policy.failover(), paired(hop));
            try (TcpClient never = new TcpClient(port)) {
                assertThat(never.rest()).isEmpty();
            }
            assertThat(old.accepted()).isZero();
            assertThat(fresh.accepted()).isOne();
        }
    }
}
