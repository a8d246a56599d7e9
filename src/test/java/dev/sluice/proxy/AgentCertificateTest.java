package dev.sluice.proxy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sluice.core.balance.Upstream;
import dev.sluice.proxy.kit.Door;
import dev.sluice.proxy.kit.Plan;
import dev.sluice.proxy.kit.RawClient;
import dev.sluice.proxy.kit.RawUpstream;
import dev.sluice.proxy.kit.TestPairing;
import io.netty.handler.ssl.SslProvider;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** An agent that knows its front door by the certificate that it shows. */
class AgentCertificateTest {

    private static final String SECRET = "c2VjcmV0LW9mLXRoZS1wYWlyaW5n";
    private static final TestPairing PAIRING = new TestPairing();

    private static Door byCertificate(SslProvider engine, Upstream upstream) {
        AgentGate gate = AgentGate.byCertificate(() -> true);
        Door door = Door.open(
                options -> options.withHttp("127.0.0.1", ProxyOptions.NONE)
                        .withHttps(0)
                        .withHops(Hops.from(gate)),
                new AgentTls(PAIRING.agent(5), engine));
        door.publish(new Plan(7, Door.HOST).through(upstream));
        return door;
    }

    private static String get(String host, String... fields) {
        return "GET /x HTTP/1.1\r\nHost: " + host + "\r\n"
                + String.join("", Stream.of(fields).map(field -> field + "\r\n").toList()) + "\r\n";
    }

    @ParameterizedTest
    @EnumSource(
            value = SslProvider.class,
            names = {"JDK", "OPENSSL"})
    void theFrontDoorIsServedByItsCertificate(SslProvider engine) {
        try (RawUpstream app = RawUpstream.saying("app");
                Door agent = byCertificate(engine, Door.upstream(1, app))) {
            assertThat(agent.port()).as("no port in clear text").isEqualTo(ProxyOptions.NONE);
            for (int round = 0; round < 3; round++) { // later ones may resume the session
                try (RawClient frontDoor =
                        new RawClient(PAIRING.connect(agent.httpsPort(), PAIRING.frontDoor(), 5, "http/1.1"))) {
                    assertThat(frontDoor.send(get(Door.HOST)).read().body()).isEqualTo("app");
                    assertThat(frontDoor
                                    .send(get(
                                            "other.example.org",
                                            "X-Gateway-Target: 192.168.1.10:8096",
                                            "X-Gateway-Target-Domain: " + Door.HOST))
                                    .read()
                                    .body())
                            .isEqualTo("app");
                }
            }
        }
    }

    @ParameterizedTest
    @EnumSource(
            value = SslProvider.class,
            names = {"JDK", "OPENSSL"})
    void strangersGetNothingByTls(SslProvider engine) {
        try (RawUpstream app = RawUpstream.saying("app");
                Door agent = byCertificate(engine, Door.upstream(1, app))) {
            try (RawClient another = new RawClient(PAIRING.connect(agent.httpsPort(), PAIRING.agent(6), 5))) {
                assertThat(another.send(get(Door.HOST, "X-Gateway-Auth: " + SECRET))
                                .read()
                                .status())
                        .as("paired, and yet no front door")
                        .isEqualTo(403);
                assertThat(another.isClosed()).isTrue();
            }
            assertThatThrownBy(() -> {
                        try (RawClient nobody = new RawClient(PAIRING.connect(agent.httpsPort(), null, 5))) {
                            nobody.send(get(Door.HOST, "X-Gateway-Auth: " + SECRET))
                                    .read();
                        }
                    })
                    .as("without a certificate")
                    .isInstanceOf(RuntimeException.class);
            assertThatThrownBy(() -> {
                        TestPairing foreign = new TestPairing();
                        try (RawClient nobody =
                                new RawClient(PAIRING.connect(agent.httpsPort(), foreign.frontDoor(), 5))) {
                            nobody.send(get(Door.HOST, "X-Gateway-Auth: " + SECRET))
                                    .read();
                        }
                    })
                    .as("of another authority")
                    .isInstanceOf(RuntimeException.class);
            try (RawClient clear = new RawClient(agent.httpsPort())) {
                assertThat(clear.send(get(Door.HOST, "X-Gateway-Auth: " + SECRET))
                                        .isClosed()
                                || app.accepted() == 0)
                        .isTrue();
            }
            assertThat(app.accepted()).isZero();
        }
    }

    @Test
    void theCertificateOfAPairingServesNoFrontDoorThatGoesBySecret() {
        try (RawUpstream app = RawUpstream.saying("app")) {
            AgentGate gate = AgentGate.bySecret(SECRET, () -> true);
            try (Door agent = Door.open(
                            options -> options.withHttps(0).withHops(Hops.from(gate)), new AgentTls(PAIRING.agent(5)));
                    RawClient client = new RawClient(PAIRING.connect(agent.httpsPort(), PAIRING.frontDoor(), 5))) {
                agent.publish(new Plan(7, Door.HOST).through(Door.upstream(1, app)));
                assertThat(client.send(get(Door.HOST)).read().status()).isEqualTo(403);
            }
        }
    }
}
