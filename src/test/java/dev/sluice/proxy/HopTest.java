package dev.sluice.proxy;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.core.balance.Upstream;
import dev.sluice.core.model.Hop;
import dev.sluice.core.port.InternalIdentity;
import dev.sluice.proxy.kit.Door;
import dev.sluice.proxy.kit.Plan;
import dev.sluice.proxy.kit.RawClient;
import dev.sluice.proxy.kit.RawUpstream;
import dev.sluice.proxy.kit.TestPairing;
import dev.sluice.proxy.kit.WebSocketWords;
import dev.sluice.proxy.kit.Wire;
import java.io.IOException;
import java.time.Duration;
import java.util.Map;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;

/** A front door and an agent, both real, and what passes between them. */
class HopTest {

    private static final String SECRET = "c2VjcmV0LW9mLXRoZS1wYWlyaW5n";
    private static final String LAN_HOST = "192.168.1.10:8096";
    private static final TestPairing PAIRING = new TestPairing();
    private static final InternalIdentity AGENT = PAIRING.agent(5);

    private static Door agent(InternalIdentity as, Upstream... lan) {
        Door agent = Door.open(
                options -> options.withHttp("127.0.0.1", ProxyOptions.NONE)
                        .withHttps(0)
                        .withHops(Hops.from(AgentGate.byCertificate(() -> true))),
                new AgentTls(as));
        agent.publish(new Plan(7, Door.HOST).lanTarget(LAN_HOST, LAN_HOST).through(lan));
        return agent;
    }

    private static Door frontDoor(Upstream... upstreams) {
        return frontDoor(options -> options, upstreams);
    }

    private static Door frontDoor(UnaryOperator<ProxyOptions> tuning, Upstream... upstreams) {
        Door door =
                Door.open(options -> tuning.apply(options).withHops(Hops.to(PAIRING.credentials(Map.of(6L, SECRET)))));
        door.publish(new Plan(7, Door.HOST).lanTarget(LAN_HOST, LAN_HOST).through(upstreams));
        return door;
    }

    private static Upstream mtls(Door agent) {
        return TestPairing.upstream(5, agent.httpsPort(), Hop.MTLS, TestPairing.fingerprint(AGENT));
    }

    @Test
    void requestsPassByTlsOnConnectionsThatAreKept() {
        try (RawUpstream app = RawUpstream.open(wire -> {
                    for (Wire.Message asked = wire.readRequest(); asked != null; asked = wire.readRequest()) {
                        String body = asked.body();
                        wire.send("HTTP/1.1 200 OK\r\nContent-Length: " + body.length() + "\r\n\r\n" + body);
                    }
                });
                Door agent = agent(AGENT, Door.upstream(1, app))) {
            Upstream hop = mtls(agent);
            try (Door door = frontDoor(hop);
                    RawClient client = door.client()) {
                String body = "0123456789".repeat(50_000);
                for (int round = 0; round < 5; round++) {
                    assertThat(client.post(body).body()).isEqualTo(body);
                    assertThat(client.get().status()).isEqualTo(200);
                }
                assertThat(agent.front().connections()).isOne();
                String seen = app.heads().get(0);
                assertThat(seen.toLowerCase()).doesNotContain("x-gateway");
                assertThat(Wire.fieldOf(seen, "host")).isEqualTo(Door.HOST);
                assertThat(Wire.fieldOf(seen, "x-real-ip")).isEqualTo("127.0.0.1");
                assertThat(Wire.fieldOf(seen, "x-forwarded-proto")).isEqualTo("http");
                assertThat(agent.finished().get(0).requestId())
                        .as("one request, one id")
                        .isEqualTo(door.finished().get(0).requestId());
                assertThat(hop.vitals().inFlight()).isZero();
                assertThat(door.suspicions()).isEmpty();
            }
        }
    }

    @Test
    void webSocketsPassByTls() throws IOException {
        try (RawUpstream app = RawUpstream.open(WebSocketWords::echo);
                Door agent = agent(AGENT, Door.upstream(1, app))) {
            Upstream hop = mtls(agent);
            try (Door door = frontDoor(hop);
                    RawClient client = door.client()) {
                assertThat(WebSocketWords.ask(client.wire())).startsWith("HTTP/1.1 101 ");
                String much = "0123456789abcdef".repeat(64 * 1024);
                Thread sender = new Thread(() -> {
                    client.send(much);
                    try {
                        client.wire().socket().shutdownOutput();
                    } catch (IOException e) {
                        throw new IllegalStateException(e);
                    }
                });
                sender.start();
                assertThat(client.wire().readToEnd())
                        .as("all of it, although the client has ended its side")
                        .isEqualTo(much);
                WebSocketWords.awaitReleased(hop);
                assertThat(door.lastFinished().bytesOut()).isEqualTo(much.length());
            }
        }
    }

    @Test
    void anAgentThatIsNotTheOnePairedGetsNothing() {
        InternalIdentity sameNameAnotherKey = PAIRING.agent(5);
        InternalIdentity anotherName = PAIRING.agent(6);
        try (RawUpstream app = RawUpstream.saying("app");
                RawUpstream other = RawUpstream.saying("other");
                Door earlier = agent(sameNameAnotherKey, Door.upstream(1, app));
                Door wrong = agent(anotherName, Door.upstream(1, app));
                Door foreign = agent(new TestPairing().agent(5), Door.upstream(1, app))) {
            Upstream[] nobodies = {
                mtls(earlier),
                TestPairing.upstream(5, wrong.httpsPort(), Hop.MTLS, TestPairing.fingerprint(anotherName)),
                mtls(foreign),
                TestPairing.upstream(5, app.port(), Hop.MTLS, TestPairing.fingerprint(AGENT)), // clear text
            };
            for (Upstream nobody : nobodies) {
                try (Door door = frontDoor(quick(), nobody, Door.upstream(9, other));
                        RawClient client = door.client()) {
                    assertThat(client.get().body()).isEqualTo("other");
                    assertThat(door.suspicions()).hasSize(1);
                }
            }
            assertThat(app.heads()).isEmpty();
        }
    }

    private static UnaryOperator<ProxyOptions> quick() {
        return Door.upstreams(limits -> limits.withDial(Duration.ofMillis(300)));
    }

    /** The kernel of a stopped process takes connections, and no handshake ever begins. */
    @Test
    void aHandshakeThatHangsIsAFailedDial() {
        try (RawUpstream stopped = RawUpstream.frozen();
                RawUpstream other = RawUpstream.saying("other");
                Door door = frontDoor(
                        quick(),
                        TestPairing.upstream(5, stopped.port(), Hop.MTLS, TestPairing.fingerprint(AGENT)),
                        Door.upstream(9, other));
                RawClient client = door.client()) {
            assertThat(client.get().body()).isEqualTo("other");
            assertThat(door.suspicions()).hasSize(1);
        }
    }

    @Test
    void theSecretGoesToItsAgentAndNobodyElse() {
        try (RawUpstream paired = RawUpstream.saying("paired");
                RawUpstream unpaired = RawUpstream.saying("unpaired");
                Door door = frontDoor(TestPairing.upstream(6, paired.port(), Hop.SECRET, "00"));
                RawClient client = door.client()) {
            client.send("GET / HTTP/1.1\r\nHost: " + Door.HOST + "\r\nX-Gateway-Auth: forged\r\n\r\n")
                    .read();
            assertThat(Wire.fieldOf(paired.heads().get(0), "x-gateway-auth")).isEqualTo(SECRET);
            door.publish(new Plan(7, Door.HOST).through(Door.upstream(6, unpaired)));
            client.send("GET / HTTP/1.1\r\nHost: " + Door.HOST + "\r\nX-Gateway-Auth: forged\r\n\r\n")
                    .read();
            assertThat(Wire.fieldOf(unpaired.heads().get(0), "x-gateway-auth")).isNull();
        }
    }

    @Test
    void whoIsPairedAnewIsAnotherUpstream() {
        InternalIdentity renewed = PAIRING.agent(5);
        try (RawUpstream app = RawUpstream.saying("app");
                Door agent = agent(AGENT, Door.upstream(1, app));
                Door door = frontDoor(mtls(agent));
                RawClient client = door.client()) {
            assertThat(client.get().status()).isEqualTo(200);
            door.publish(new Plan(7, Door.HOST)
                    .through(TestPairing.upstream(5, agent.httpsPort(), Hop.MTLS, TestPairing.fingerprint(renewed))));
            assertThat(client.get().status())
                    .as("the connection to the former agent is of no use any more")
                    .isEqualTo(503);
        }
    }
}
