package dev.sluice.watchdog;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.core.model.LanTls;
import dev.sluice.core.model.Peer;
import dev.sluice.core.model.PeerProtocol;
import dev.sluice.core.model.PeerTls;
import dev.sluice.core.port.InternalIdentity;
import dev.sluice.proxy.Hops;
import dev.sluice.proxy.hop.UpstreamTls;
import dev.sluice.proxy.kit.Door;
import dev.sluice.proxy.kit.Http2Upstream;
import dev.sluice.proxy.kit.RawUpstream;
import dev.sluice.proxy.kit.TestPairing;
import dev.sluice.watchdog.ProbeCredentials.Shown;
import io.vertx.core.Vertx;
import io.vertx.core.net.NetClientOptions;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Probes of peers that are spoken to over TLS without an agent. */
class PeerTlsProbeTest {

    private static final String NAME = "app.internal.test";
    private static final TestPairing AUTHORITY = new TestPairing();
    private static final InternalIdentity APP = AUTHORITY.host(NAME);
    private static final PeerTls VERIFY = new PeerTls(new LanTls(LanTls.Kind.VERIFY, null), NAME, AUTHORITY.pem());
    private static final UpstreamTls TLS = new UpstreamTls(Hops.NONE, Duration.ofSeconds(3));

    private final Vertx vertx = Vertx.vertx();

    @AfterEach
    void close() {
        Door.await(vertx.close());
    }

    private Outcome ask(RawUpstream at, PeerProtocol protocol) throws Exception {
        Peer plain = Peers.http(1, at.port());
        Peer peer = new Peer(
                plain.id(),
                plain.name(),
                plain.description(),
                plain.type(),
                plain.host(),
                plain.proxyPort(),
                plain.port(),
                plain.apiPort(),
                plain.lanAddress(),
                plain.weight(),
                plain.enabled(),
                plain.drained(),
                protocol,
                VERIFY,
                null,
                plain.probe(),
                plain.stamp());
        ProbeCredentials credentials = asked -> new Shown(TLS.options(VERIFY, protocol == PeerProtocol.H2), NAME, null);
        Prober probe = new HttpProbe(
                vertx.createNetClient(new NetClientOptions().setConnectTimeout(5_000)),
                new Leftovers(vertx),
                WatchdogOptions.of("test").with(credentials));
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
        return outcome.get(10, TimeUnit.SECONDS);
    }

    @Test
    void theAnswerCountsOfWhoeverProvesItsName() throws Exception {
        try (RawUpstream at = RawUpstream.openTls(AUTHORITY.context(APP), RawUpstream.saying200("app"))) {
            assertThat(ask(at, PeerProtocol.HTTP1)).isEqualTo(new Outcome.Answer("HTTP 200"));
        }
    }

    @Test
    void aStrangerIsARefusalThatSaysWhy() throws Exception {
        InternalIdentity stranger = new TestPairing().host(NAME);
        InternalIdentity other = AUTHORITY.host("other.internal.test");
        try (RawUpstream one = RawUpstream.openTls(AUTHORITY.context(stranger), RawUpstream.saying200("?"));
                RawUpstream two = RawUpstream.openTls(AUTHORITY.context(other), RawUpstream.saying200("?"))) {
            assertThat(ask(one, PeerProtocol.HTTP1))
                    .isEqualTo(new Outcome.Refusal("TLS with 127.0.0.1:" + one.port()
                            + " failed: no trusted authority vouches for its certificate"));
            assertThat(ask(two, PeerProtocol.HTTP1))
                    .isEqualTo(new Outcome.Refusal(
                            "TLS with 127.0.0.1:" + two.port() + " failed: its certificate is for another name"));
            assertThat(one.heads()).isEmpty();
            assertThat(two.heads()).isEmpty();
        }
    }

    @Test
    void aPeerInClearTextIsARefusal() throws Exception {
        try (RawUpstream clear = RawUpstream.sending("HTTP/1.1 400 Bad Request\r\nContent-Length: 0\r\n\r\n")) {
            assertThat(ask(clear, PeerProtocol.HTTP1)).isInstanceOf(Outcome.Refusal.class);
        }
    }

    @Test
    void http2IsAskedWhereItIsAgreedUpon() throws Exception {
        try (RawUpstream two = RawUpstream.openTls(
                        AUTHORITY.context(APP), List.of("h2"), Http2Upstream.script(asked -> asked.answer("two")));
                RawUpstream one = RawUpstream.openTls(
                        AUTHORITY.context(APP), List.of("http/1.1"), RawUpstream.saying200("one"))) {
            assertThat(ask(two, PeerProtocol.H2)).isEqualTo(new Outcome.Answer("HTTP 200"));
            assertThat(ask(one, PeerProtocol.H2)).isInstanceOf(Outcome.Refusal.class);
            assertThat(one.heads()).isEmpty();
        }
    }
}
