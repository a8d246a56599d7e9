package dev.sluice.watchdog;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sluice.core.model.Peer;
import dev.sluice.core.model.Probe;
import dev.sluice.core.model.ProbeKind;
import dev.sluice.core.port.InternalIdentity;
import dev.sluice.proxy.AgentGate;
import dev.sluice.proxy.AgentTls;
import dev.sluice.proxy.Hops;
import dev.sluice.proxy.ProxyOptions;
import dev.sluice.proxy.hop.UpstreamTls;
import dev.sluice.proxy.kit.Door;
import dev.sluice.proxy.kit.TestPairing;
import dev.sluice.watchdog.ProbeCredentials.Shown;
import io.vertx.core.Vertx;
import io.vertx.core.net.NetClient;
import io.vertx.core.net.NetClientOptions;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Probes of peers that have an agent: they are known there as the front door's. */
class AgentProbeTest {

    private static final String SECRET = "c2VjcmV0LW9mLXRoZS1wYWlyaW5n";
    private static final TestPairing PAIRING = new TestPairing();
    private static final InternalIdentity AGENT = PAIRING.agent(1);

    private Vertx vertx;
    private NetClient client;

    @BeforeEach
    void open() {
        vertx = Vertx.vertx();
        client = vertx.createNetClient(
                new NetClientOptions().setConnectTimeout(5_000).setSoLinger(0));
    }

    @AfterEach
    void close() {
        Door.await(vertx.close());
    }

    private static Door agentByCertificate(InternalIdentity own) {
        return Door.open(
                options -> options.withHttp("127.0.0.1", ProxyOptions.NONE)
                        .withHttps(0)
                        .withHops(Hops.from(AgentGate.byCertificate(() -> true))),
                new AgentTls(own));
    }

    private static ProbeCredentials certificates(InternalIdentity expected) {
        UpstreamTls tls = new UpstreamTls(Hops.to(PAIRING.credentials(Map.of())), Duration.ofSeconds(3));
        return peer -> new Shown(
                tls.options(peer.id(), TestPairing.fingerprint(expected)), InternalIdentity.nameOf(peer.id()), null);
    }

    private static ProbeCredentials secret(String secret) {
        return peer -> new Shown(null, InternalIdentity.nameOf(peer.id()), secret);
    }

    private Outcome ask(Peer peer, ProbeCredentials credentials) throws Exception {
        return asked(peer, credentials).get(10, TimeUnit.SECONDS);
    }

    private CompletableFuture<Outcome> asked(Peer peer, ProbeCredentials credentials) {
        Prober probe = new HttpProbe(
                client, new Leftovers(vertx), WatchdogOptions.of("test").with(credentials));
        CompletableFuture<Outcome> outcome = new CompletableFuture<>();
        vertx.getOrCreateContext()
                .runOnContext(go -> probe.ask(peer, new Prober.Listener() {
                    @Override
                    public void connected() {}

                    @Override
                    public void heard() {}

                    @Override
                    public void decided(Outcome what) {
                        outcome.complete(what);
                    }
                }));
        return outcome;
    }

    private static Peer peer(int port, @Nullable Integer probePort) {
        Peer plain = Peers.http(1, port);
        Probe usual = plain.probe();
        return Peers.peer(
                1,
                port,
                new Probe(ProbeKind.HTTP, probePort, usual.path(), null, usual.interval(), usual.fall(), usual.rise()));
    }

    /** That no route leads to the Host of a probe is an answer too. */
    @Test
    void anAgentAnswersToTheCertificate() throws Exception {
        try (Door agent = agentByCertificate(AGENT)) {
            for (int round = 0; round < 3; round++) {
                assertThat(ask(peer(agent.httpsPort(), null), certificates(AGENT)))
                        .isEqualTo(new Outcome.Answer("HTTP 502"));
            }
            assertThat(agent.lastFinished().failure()).isEqualTo("not_mine");
        }
    }

    @Test
    void anAgentAnswersToTheSecret() throws Exception {
        AgentGate gate = AgentGate.bySecret(SECRET, () -> true);
        try (Door agent = Door.open(options -> options.withHops(Hops.from(gate)))) {
            assertThat(ask(peer(agent.port(), null), secret(SECRET))).isEqualTo(new Outcome.Answer("HTTP 502"));
            assertThat(ask(peer(agent.port(), null), ProbeCredentials.NONE))
                    .as("a refusal of ours is an answer, but the agent would rather not see it")
                    .isEqualTo(new Outcome.Answer("HTTP 403"));
        }
    }

    /** It would refuse every request: nobody is to be sent there. */
    @Test
    void anAgentThatDoesNotKnowTheSecretIsAsGoodAsAway() throws Exception {
        AgentGate gate = AgentGate.bySecret("b2YtYW5vdGhlci1wYWlyaW5n", () -> true);
        try (Door agent = Door.open(options -> options.withHops(Hops.from(gate)))) {
            assertThat(ask(peer(agent.port(), null), secret(SECRET)))
                    .isInstanceOfSatisfying(Outcome.Refusal.class, refused -> assertThat(refused.toString())
                            .contains("pair it again")
                            .doesNotContain(SECRET));
        }
    }

    @Test
    void whoeverIsNotTheAgentThatWasPairedIsRefused() throws Exception {
        try (Door another = agentByCertificate(PAIRING.agent(1))) {
            assertThat(ask(peer(another.httpsPort(), null), certificates(AGENT)))
                    .isInstanceOf(Outcome.Refusal.class);
        }
        try (StandIn clear = new StandIn(StandIn.answers("200 OK"))) {
            assertThat(ask(peer(clear.port(), null), certificates(AGENT))).isInstanceOf(Outcome.Refusal.class);
            assertThat(clear.heads).isEmpty();
        }
    }

    /** Silence is the schedule's to judge, also within a handshake. */
    @Test
    void aStoppedAgentDecidesNothing() throws Exception {
        try (StandIn stopped = new StandIn(socket -> Thread.sleep(8_000))) {
            CompletableFuture<Outcome> outcome = asked(peer(stopped.port(), null), certificates(AGENT));
            assertThatThrownBy(() -> outcome.get(1, TimeUnit.SECONDS)).isInstanceOf(TimeoutException.class);
        }
    }

    @Test
    void aPortForProbesAloneIsAskedInClearTextAndGetsNoSecret() throws Exception {
        try (StandIn probed = new StandIn(StandIn.answers("200 OK"))) {
            Peer peer = peer(probed.port() == 65535 ? 65534 : probed.port() + 1, probed.port());
            assertThat(ask(peer, certificates(AGENT))).isEqualTo(new Outcome.Answer("HTTP 200"));
            assertThat(ask(peer, secret(SECRET))).isEqualTo(new Outcome.Answer("HTTP 200"));
            assertThat(probed.heads).hasSize(2).noneMatch(head -> head.contains(SECRET));
        }
    }

    @Test
    void nothingIsSaidOfTheSecret() {
        assertThat(new Shown(null, "x", SECRET).toString()).doesNotContain(SECRET);
    }
}
