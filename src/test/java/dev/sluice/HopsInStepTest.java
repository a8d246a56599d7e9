package dev.sluice;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.core.Some;
import dev.sluice.core.balance.Upstream;
import dev.sluice.core.model.Authority;
import dev.sluice.core.model.Desired;
import dev.sluice.core.model.Hop;
import dev.sluice.core.model.Pairing;
import dev.sluice.core.port.InternalCertificates.Issued;
import dev.sluice.core.port.InternalIdentity;
import dev.sluice.proxy.AgentGate;
import dev.sluice.proxy.AgentTls;
import dev.sluice.proxy.Hops;
import dev.sluice.proxy.ProxyOptions;
import dev.sluice.proxy.kit.Door;
import dev.sluice.proxy.kit.Plan;
import dev.sluice.proxy.kit.RawClient;
import dev.sluice.proxy.kit.RawUpstream;
import dev.sluice.proxy.kit.TestPairing;
import dev.sluice.testing.SigningRequests;
import dev.sluice.tls.CertificateRoom;
import dev.sluice.tls.TlsOptions;
import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.KeyPair;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.CompletionStage;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the internal authority has made serves a hop, from the state that holds it sealed. */
class HopsInStepTest {

    private static final KeyPair KEYS = SigningRequests.ec("secp256r1");

    @TempDir
    Path directory;

    private CertificateRoom room;
    private Authority authority;
    private Issued issued;
    private HopsInStep hops;

    @BeforeEach
    void open() {
        room = done(
                CertificateRoom.open(TlsOptions.of(directory.resolve("certs"), directory.resolve("secret.key"), "")));
        authority = done(room.authority().make());
        issued = done(room.authority().issue(authority, 1, SigningRequests.of(KEYS, "CN=x")));
        hops = new HopsInStep(room.authority());
    }

    @AfterEach
    void close() {
        room.close();
    }

    private static <T> T done(CompletionStage<T> stage) {
        return stage.toCompletableFuture().join();
    }

    private static List<X509Certificate> chain(String pem) throws CertificateException {
        return CertificateFactory.getInstance("X.509")
                .generateCertificates(new ByteArrayInputStream(pem.getBytes(StandardCharsets.US_ASCII)))
                .stream()
                .map(X509Certificate.class::cast)
                .toList();
    }

    private void pair(Hop hop) {
        hops.published(Desired.EMPTY
                .with(Some.gateway(1))
                .with(authority)
                .with(new Pairing(
                        1,
                        hop,
                        issued.fingerprint(),
                        issued.sealedGatewayAuth(),
                        issued.sealedApiToken(),
                        Instant.EPOCH,
                        "1",
                        null)));
        Awaitility.await().until(() -> hops.identity() != null);
    }

    @Test
    void withoutAPairingThereIsNothingToShow() {
        hops.published(Desired.EMPTY.with(Some.gateway(1)));
        assertThat(hops.identity()).isNull();
        assertThat(hops.secret(1)).isNull();
        assertThat(hops.of(Some.gateway(1))).isNull();
    }

    @Test
    void theSecretIsThatOfThePairing() {
        pair(Hop.SECRET);
        assertThat(hops.secret(1)).isEqualTo(issued.gatewayAuth());
        assertThat(hops.secret(2)).isNull();
        assertThat(hops.of(Some.gateway(1))).satisfies(shown -> {
            assertThat(shown.secret()).isEqualTo(issued.gatewayAuth());
            assertThat(shown.tls()).isNull();
        });
        assertThat(hops.of(Some.gateway(2))).isNull();
    }

    @Test
    void bothSidesAcceptWhatTheAuthorityHasMade() throws CertificateException {
        pair(Hop.MTLS);
        assertThat(hops.identity()).as("made once").isSameAs(hops.identity());
        assertThat(hops.of(Some.gateway(1))).satisfies(shown -> {
            assertThat(shown.secret()).isNull();
            assertThat(shown.tls()).isNotNull();
        });
        InternalIdentity own = new InternalIdentity(
                KEYS.getPrivate(),
                chain(issued.chain()),
                chain(authority.certificate()).get(0));
        try (RawUpstream app = RawUpstream.saying("app");
                Door agent = Door.open(
                        options -> options.withHttp("127.0.0.1", ProxyOptions.NONE)
                                .withHttps(0)
                                .withHops(Hops.from(AgentGate.byCertificate(() -> true))),
                        new AgentTls(own));
                Door door = Door.open(options -> options.withHops(Hops.to(hops)));
                RawClient client = door.client()) {
            Upstream paired = TestPairing.upstream(1, agent.httpsPort(), Hop.MTLS, issued.fingerprint());
            agent.publish(new Plan(7, Door.HOST).through(Door.upstream(1, app)));
            door.publish(new Plan(7, Door.HOST).through(paired));
            assertThat(client.get().body()).isEqualTo("app");
        }
    }
}
