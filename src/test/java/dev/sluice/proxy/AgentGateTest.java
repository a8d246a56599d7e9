package dev.sluice.proxy;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.core.balance.Upstream;
import dev.sluice.core.model.Target;
import dev.sluice.proxy.kit.BlackHole;
import dev.sluice.proxy.kit.Door;
import dev.sluice.proxy.kit.Plan;
import dev.sluice.proxy.kit.RawClient;
import dev.sluice.proxy.kit.RawUpstream;
import dev.sluice.proxy.kit.TestPairing;
import dev.sluice.proxy.kit.Wire;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.SocketTimeoutException;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** An agent's side of the hop: whom it serves, where it sends what it is asked, and what it says when it cannot. */
class AgentGateTest {

    private static final String SECRET = "c2VjcmV0LW9mLXRoZS1wYWlyaW5n";
    private static final TestPairing PAIRING = new TestPairing();

    private static Door bySecret(AtomicBoolean configured, UnaryOperator<ProxyOptions> tuning) {
        AgentGate gate = AgentGate.bySecret(SECRET, configured::get);
        return Door.open(options -> tuning.apply(options).withHops(Hops.from(gate)));
    }

    private static Door bySecret(Upstream... upstreams) {
        Door door = bySecret(new AtomicBoolean(true), options -> options);
        door.publish(new Plan(7, Door.HOST).through(upstreams));
        return door;
    }

    private static String get(String host, String... fields) {
        StringBuilder head = new StringBuilder("GET /x HTTP/1.1\r\nHost: " + host + "\r\n");
        for (String field : fields) {
            head.append(field).append("\r\n");
        }
        return head.append("\r\n").toString();
    }

    private static String auth() {
        return "X-Gateway-Auth: " + SECRET;
    }

    @Test
    void theFrontDoorIsServedByItsSecret() {
        try (RawUpstream app = RawUpstream.saying("app");
                Door agent = bySecret(Door.upstream(1, app));
                RawClient frontDoor = agent.client()) {
            for (int round = 0; round < 3; round++) {
                assertThat(frontDoor
                                .send(get(
                                        "any.example.org",
                                        auth(),
                                        "X-Gateway-Target-Domain: " + Door.HOST,
                                        "X-Gateway-Target: 192.168.1.10:8096"))
                                .read()
                                .body())
                        .isEqualTo("app");
            }
            assertThat(frontDoor.send(get(Door.HOST, auth())).read().status())
                    .as("without that field the Host decides")
                    .isEqualTo(200);
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "X-Other: 1",
                "X-Gateway-Auth: wrong",
                "X-Gateway-Auth: ",
                "X_Gateway_Auth: " + SECRET,
                "X-Gateway-Auth: " + SECRET + "x",
                "X-Gateway-Auth: wrong\r\nX-Gateway-Auth: " + SECRET,
                "X-Gateway-Target: 127.0.0.1:80\r\nX-Forwarded-For: 127.0.0.1\r\nX-Real-IP: 127.0.0.1"
            })
    void strangersGetNothingWhateverTheySay(String field) {
        try (RawUpstream app = RawUpstream.saying("app");
                Door agent = bySecret(Door.upstream(1, app));
                RawClient stranger = agent.client()) {
            Wire.Message answer = stranger.send(get(Door.HOST, field)).read();
            assertThat(answer.status()).isEqualTo(403);
            assertThat(answer.field("connection")).isEqualTo("close");
            assertThat(answer.body()).isEmpty();
            assertThat(answer.field("x-request-id")).isNull();
            assertThat(answer.field("x-gateway-error")).isNull();
            assertThat(stranger.isClosed()).isTrue();
            assertThat(app.accepted()).isZero();
        }
    }

    /** What cannot be read was not asked by the front door either. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "GET /x HTTP/1.1\r\n\r\n",
                "GET /x HTTP/1.1\r\nHost: a b\r\n\r\n",
                "CONNECT " + Door.HOST + ":443 HTTP/1.1\r\nHost: " + Door.HOST + ":443\r\n\r\n",
                "GET /x HTTP/9.9\r\nHost: a\r\n\r\n",
                "GET /x HTTP/1.1\r\nHost: a\r\n folded\r\n\r\n",
                "POST /x HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: gzip\r\n\r\n",
                "NONSENSE\r\n\r\n",
                "\u0016\u0003\u0001"
            })
    void whatIsNoRequestIsRefusedInAWord(String said) {
        try (RawUpstream app = RawUpstream.saying("app");
                Door agent = bySecret(Door.upstream(1, app));
                RawClient stranger = agent.client()) {
            stranger.send(said);
            assertThat(restOf(stranger)).matches("(?s)(HTTP/[0-9.]+ [45].*\r\nconnection: close\r\n\r\n)?");
            assertThat(app.accepted()).isZero();
        }
    }

    private static String restOf(RawClient client) {
        try {
            return client.wire().readToEnd();
        } catch (SocketTimeoutException open) {
            throw new UncheckedIOException(open);
        } catch (IOException reset) {
            return "";
        }
    }

    @Test
    void eachRequestOfAConnectionHasToBringTheSecret() {
        try (RawUpstream app = RawUpstream.saying("app");
                Door agent = bySecret(Door.upstream(1, app));
                RawClient client = agent.client()) {
            assertThat(client.send(get(Door.HOST, auth())).read().status()).isEqualTo(200);
            assertThat(client.send(get(Door.HOST)).read().status()).isEqualTo(403);
            assertThat(client.isClosed()).isTrue();
        }
    }

    @Test
    void theLanHostLearnsOfTheClientAndNothingOfTheHop() {
        try (RawUpstream app = RawUpstream.saying("app");
                Door agent = bySecret();
                RawClient frontDoor = agent.client()) {
            agent.publish(new Plan(7, Door.HOST).lanTarget("10.0.0.1:80", null).through(Door.upstream(1, app)));
            frontDoor
                    .send(get(
                            Door.HOST,
                            auth(),
                            "X-Gateway-Target: 10.0.0.1:80",
                            "X-Gateway-Target-Domain: " + Door.HOST,
                            "X-Gateway-Error: starting",
                            "X-Forwarded-For: 203.0.113.9",
                            "X-Forwarded-Proto: https",
                            "X-Real-IP: 203.0.113.9",
                            "X-Request-Id: id-of-the-front-door"))
                    .read();
            String head = app.heads().get(0);
            assertThat(head.toLowerCase()).doesNotContain("x-gateway").doesNotContain(SECRET.toLowerCase());
            assertThat(Wire.fieldOf(head, "host")).isEqualTo(Door.HOST);
            assertThat(Wire.fieldOf(head, "x-forwarded-for")).isEqualTo("203.0.113.9, 127.0.0.1");
            assertThat(Wire.fieldOf(head, "x-forwarded-proto")).isEqualTo("https");
            assertThat(Wire.fieldOf(head, "x-real-ip")).isEqualTo("203.0.113.9");
            assertThat(Wire.fieldOf(head, "x-request-id")).isEqualTo("id-of-the-front-door");
            assertThat(agent.lastFinished().client()).isEqualTo("203.0.113.9");
        }
    }

    /** Whatever the table says of their kind: the agent's routes end at LAN hosts. */
    @Test
    void noRouteOfAnAgentLeadsToAGateway() {
        try (RawUpstream app = RawUpstream.saying("app");
                Door agent = bySecret();
                RawClient frontDoor = agent.client()) {
            agent.publish(new Plan(7, Door.HOST)
                    .target(new Target.Gateway(1, null))
                    .lanTarget("192.168.1.9:80", null)
                    .through(Door.upstream(1, app)));
            frontDoor.send(get(Door.HOST, auth())).read();
            assertThat(app.heads().get(0).toLowerCase()).doesNotContain("x-gateway");
        }
    }

    @Test
    void whatItDoesNotCarryItSays() {
        AtomicBoolean configured = new AtomicBoolean();
        try (Door agent = bySecret(configured, options -> options);
                RawClient frontDoor = agent.client()) {
            Wire.Message starting = frontDoor.send(get(Door.HOST, auth())).read();
            assertThat(starting.status()).isEqualTo(503);
            assertThat(starting.field("x-gateway-error")).isEqualTo("starting");
            configured.set(true);
            Wire.Message notMine = frontDoor.send(get(Door.HOST, auth())).read();
            assertThat(notMine.status()).isEqualTo(502);
            assertThat(notMine.field("x-gateway-error")).isEqualTo("not_mine");
            assertThat(agent.lastFinished().failure()).isEqualTo("not_mine");
        }
    }

    @Test
    void aLanHostThatRefusesIsNamedSo() {
        RawUpstream gone = RawUpstream.saying("x");
        gone.close();
        try (Door agent = bySecret(Door.upstream(1, gone.port()));
                RawClient frontDoor = agent.client()) {
            Wire.Message answer = frontDoor.send(get(Door.HOST, auth())).read();
            assertThat(answer.status()).isEqualTo(502);
            assertThat(answer.field("x-gateway-error")).isEqualTo("lan_refused");
        }
    }

    @Test
    void aLanHostThatIsSilentIsNamedSo() throws Exception {
        UnaryOperator<ProxyOptions> quick = options -> options.withUpstreams(new UpstreamLimits(
                Duration.ofMillis(200),
                Duration.ofMillis(200),
                Duration.ofSeconds(5),
                16,
                16,
                Duration.ofSeconds(4),
                Duration.ofMillis(300),
                Duration.ofSeconds(5),
                10));
        try (BlackHole unreachable = new BlackHole();
                RawUpstream frozen = RawUpstream.frozen();
                Door agent = bySecret(new AtomicBoolean(true), quick);
                RawClient frontDoor = agent.client()) {
            agent.publish(
                    new Plan(7, Door.HOST).through(Door.upstream(1, unreachable.port())),
                    new Plan(8, "frozen.example.org").through(Door.upstream(2, frozen)));
            for (String host : new String[] {Door.HOST, "frozen.example.org"}) {
                Wire.Message answer = frontDoor.send(get(host, auth())).read();
                assertThat(answer.status()).as(host).isEqualTo(504);
                assertThat(answer.field("x-gateway-error")).as(host).isEqualTo("lan_timeout");
            }
        }
    }

    @Test
    void anApplicationCannotSpeakForTheAgent() {
        try (RawUpstream app = RawUpstream.sending(
                        "HTTP/1.1 502 Bad Gateway\r\nX-Gateway-Error: not_mine\r\nContent-Length: 0\r\n\r\n");
                Door agent = bySecret(Door.upstream(1, app));
                RawClient frontDoor = agent.client()) {
            Wire.Message answer = frontDoor.send(get(Door.HOST, auth())).read();
            assertThat(answer.status()).isEqualTo(502);
            assertThat(answer.field("x-gateway-error")).isNull();
        }
    }

    @Test
    void nothingIsSaidOfTheSecret() {
        assertThat(AgentGate.bySecret(SECRET, () -> true).toString()).doesNotContain(SECRET);
        assertThat(PAIRING.agent(1).toString()).doesNotContain("PRIVATE").contains("peer-1.sluice.internal");
    }

    @Test
    void anUnknownDomainIsRefusedAsSuch() {
        try (Door agent = bySecret();
                RawClient frontDoor = agent.client()) {
            assertThat(frontDoor
                            .send(get(Door.HOST, auth(), "X-Gateway-Target-Domain: a b"))
                            .read()
                            .status())
                    .isEqualTo(400);
        }
    }
}
