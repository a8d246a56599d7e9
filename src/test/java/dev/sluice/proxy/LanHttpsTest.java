package dev.sluice.proxy;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.core.balance.Approach;
import dev.sluice.core.balance.PeerVitals;
import dev.sluice.core.balance.Upstream;
import dev.sluice.core.model.LanTls;
import dev.sluice.core.model.PeerProtocol;
import dev.sluice.core.model.PeerTls;
import dev.sluice.core.port.InternalIdentity;
import dev.sluice.proxy.kit.Door;
import dev.sluice.proxy.kit.Plan;
import dev.sluice.proxy.kit.RawClient;
import dev.sluice.proxy.kit.RawUpstream;
import dev.sluice.proxy.kit.TestPairing;
import dev.sluice.proxy.kit.WebSocketWords;
import dev.sluice.proxy.kit.Wire;
import java.io.IOException;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** LAN hosts that an agent speaks HTTPS to: which certificates it takes. */
class LanHttpsTest {

    private static final String SECRET = "c2VjcmV0LW9mLXRoZS1wYWlyaW5n";
    private static final TestPairing AUTHORITY = new TestPairing();
    private static final InternalIdentity NAS = AUTHORITY.host("127.0.0.1");
    private static final LanTls VERIFY = new LanTls(LanTls.Kind.VERIFY, null);
    private static final LanTls ANY = new LanTls(LanTls.Kind.ANY, null);

    private static Door agent;

    @BeforeAll
    static void open() {
        AgentGate gate = AgentGate.bySecret(SECRET, () -> true);
        agent = Door.open(options -> options.withHops(Hops.from(gate).withLanAuthorities(AUTHORITY.trust())));
    }

    @AfterAll
    static void close() {
        agent.close();
    }

    private static RawUpstream host(InternalIdentity as) {
        return RawUpstream.openTls(AUTHORITY.context(as), RawUpstream.saying200("app"));
    }

    private static Upstream lan(RawUpstream at, LanTls tls) {
        return new Upstream(
                new PeerVitals(1),
                "nas",
                "127.0.0.1",
                at.port(),
                true,
                PeerProtocol.HTTP1,
                1,
                new Approach.Https(PeerTls.of(tls)));
    }

    private static Wire.Message get(RawUpstream at, LanTls tls) {
        agent.publish(new Plan(7, Door.HOST).through(lan(at, tls)));
        try (RawClient frontDoor = agent.client()) {
            return frontDoor
                    .send("GET / HTTP/1.1\r\nHost: " + Door.HOST + "\r\nX-Gateway-Auth: " + SECRET + "\r\n\r\n")
                    .read();
        }
    }

    private static void refused(RawUpstream at, LanTls tls) {
        Wire.Message answer = get(at, tls);
        assertThat(answer.status()).isEqualTo(502);
        assertThat(answer.field("x-gateway-error")).isEqualTo("lan_refused");
        assertThat(at.heads()).as("what was asked of a stranger").isEmpty();
    }

    @Test
    void aVerifiedHostHasToProveItsName() {
        try (RawUpstream nas = host(NAS);
                RawUpstream another = host(AUTHORITY.host("192.168.1.5"));
                RawUpstream stranger = host(new TestPairing().host("127.0.0.1"))) {
            assertThat(get(nas, VERIFY).body()).isEqualTo("app");
            assertThat(Wire.fieldOf(nas.heads().get(0), "host"))
                    .as("it is asked as clients ask")
                    .isEqualTo(Door.HOST);
            refused(another, VERIFY);
            refused(stranger, VERIFY);
        }
    }

    @Test
    void anyCertificateWillDoIfTheRouteSaysSo() {
        try (RawUpstream another = host(AUTHORITY.host("192.168.1.5"));
                RawUpstream stranger = host(new TestPairing().host("127.0.0.1"))) {
            assertThat(get(another, ANY).body()).isEqualTo("app");
            assertThat(get(stranger, ANY).body()).isEqualTo("app");
        }
    }

    @Test
    void aPinnedHostHasToShowThatVeryCertificate() {
        InternalIdentity own = new TestPairing().host("whatever.example.org");
        LanTls pinned = new LanTls(LanTls.Kind.PINNED, TestPairing.fingerprint(own));
        try (RawUpstream right = host(own);
                RawUpstream wrong = host(NAS)) {
            assertThat(get(right, pinned).body()).isEqualTo("app");
            refused(wrong, pinned);
        }
    }

    /** One that any certificate would do for may have left a connection behind. */
    @Test
    void aStricterRouteToTheSameHostDoesNotProfitFromALaxOne() {
        try (RawUpstream stranger = host(new TestPairing().host("127.0.0.1"))) {
            assertThat(get(stranger, ANY).body()).isEqualTo("app");
            Wire.Message answer = get(stranger, VERIFY);
            assertThat(answer.status()).isEqualTo(502);
            assertThat(stranger.heads()).hasSize(1);
        }
    }

    @Test
    void aHostThatSpeaksNoTlsIsRefused() {
        try (RawUpstream clear = RawUpstream.saying("clear")) {
            Wire.Message answer = get(clear, ANY);
            assertThat(answer.field("x-gateway-error")).isIn("lan_refused", "lan_timeout");
        }
    }

    @Test
    void webSocketsPassToo() throws IOException {
        try (RawUpstream nas = RawUpstream.openTls(AUTHORITY.context(NAS), WebSocketWords::echo);
                RawClient frontDoor = agent.client()) {
            agent.publish(new Plan(7, Door.HOST).through(lan(nas, VERIFY)));
            frontDoor.send(
                    WebSocketWords.ASK.replace("\r\nConnection:", "\r\nX-Gateway-Auth: " + SECRET + "\r\nConnection:"));
            assertThat(frontDoor.wire().readHead()).startsWith("HTTP/1.1 101 ");
            assertThat(Wire.fieldOf(nas.heads().get(0), "x-gateway-auth")).isNull();
            frontDoor.send("hello");
            assertThat(frontDoor.wire().read(5)).isEqualTo("hello");
        }
    }
}
