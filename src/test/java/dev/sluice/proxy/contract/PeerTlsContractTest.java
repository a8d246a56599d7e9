package dev.sluice.proxy.contract;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.core.balance.Approach;
import dev.sluice.core.balance.PeerVitals;
import dev.sluice.core.balance.Upstream;
import dev.sluice.core.model.LanTls;
import dev.sluice.core.model.PeerProtocol;
import dev.sluice.core.model.PeerTls;
import dev.sluice.core.port.InternalIdentity;
import dev.sluice.proxy.kit.Answer;
import dev.sluice.proxy.kit.Door;
import dev.sluice.proxy.kit.Http2Upstream;
import dev.sluice.proxy.kit.RawClient;
import dev.sluice.proxy.kit.RawUpstream;
import dev.sluice.proxy.kit.Speaker;
import dev.sluice.proxy.kit.TestPairing;
import dev.sluice.proxy.kit.WebSocketWords;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** The contract where a peer without agent is spoken to over TLS. */
class PeerTlsContractTest extends Contract {

    private static final String NAME = "app.internal.test";
    private static final TestPairing AUTHORITY = new TestPairing();
    private static final InternalIdentity APP = AUTHORITY.host(NAME);
    private static final PeerTls VERIFY = verify(NAME, AUTHORITY.pem());

    private final List<RawUpstream> opened = new ArrayList<>();

    private static PeerTls verify(@Nullable String name, @Nullable String authorities) {
        return new PeerTls(new LanTls(LanTls.Kind.VERIFY, null), name, authorities);
    }

    @AfterEach
    void closeAll() {
        opened.forEach(RawUpstream::close);
    }

    private RawUpstream server(InternalIdentity as, RawUpstream.Script script, String... alpn) {
        RawUpstream made = RawUpstream.openTls(AUTHORITY.context(as), List.of(alpn), script);
        opened.add(made);
        return made;
    }

    private RawUpstream app(InternalIdentity as) {
        return server(as, RawUpstream.saying200("app"));
    }

    private static Upstream peer(long id, RawUpstream at, PeerTls tls, PeerProtocol protocol) {
        return new Upstream(
                new PeerVitals(id), "app-" + id, "127.0.0.1", at.port(), true, protocol, 1, new Approach.Https(tls));
    }

    private static Upstream peer(RawUpstream at, PeerTls tls) {
        return peer(1, at, tls, PeerProtocol.HTTP1);
    }

    private Answer get() {
        return client().ask("GET", "/", Speaker.NONE).answer();
    }

    private void refusedFor(Upstream peer, RawUpstream at, String why) {
        door().forget();
        through(peer);
        assertThat(get().status()).isEqualTo(503);
        assertThat(at.heads()).as("what was asked of a stranger").isEmpty();
        assertThat(Objects.requireNonNull(door().suspicions().get(0)).evidence())
                .isEqualTo("TLS handshake with 127.0.0.1:" + at.port() + " failed: " + why);
    }

    @Test
    void aNamedAuthorityVouchesForThePeersName() {
        RawUpstream at = app(APP);
        through(peer(at, VERIFY));
        assertThat(get().body()).isEqualTo("app");
        assertThat(client().post("a body").body()).isEqualTo("app");
        assertThat(at.accepted()).as("one connection serves both").isEqualTo(1);
    }

    @Test
    void withoutAnotherNameItIsThePeersHost() {
        RawUpstream at = app(AUTHORITY.host("127.0.0.1"));
        through(peer(at, verify(null, AUTHORITY.pem())));
        assertThat(get().body()).isEqualTo("app");
    }

    @Test
    void whoeverCannotProveItsNameIsNeverAsked() {
        RawUpstream other = app(AUTHORITY.host("other.internal.test"));
        refusedFor(peer(other, VERIFY), other, "its certificate is for another name");
        RawUpstream stranger = app(new TestPairing().host(NAME));
        refusedFor(peer(stranger, VERIFY), stranger, "no trusted authority vouches for its certificate");
        RawUpstream unnamed = app(APP);
        refusedFor(peer(unnamed, verify(NAME, null)), unnamed, "no trusted authority vouches for its certificate");
    }

    @Test
    void aPinnedPeerHasToShowThatVeryCertificate() {
        LanTls pin = new LanTls(LanTls.Kind.PINNED, TestPairing.fingerprint(APP));
        through(peer(app(APP), PeerTls.of(pin)));
        assertThat(get().body()).isEqualTo("app");
        InternalIdentity renewed = AUTHORITY.host(NAME);
        RawUpstream at = app(renewed);
        refusedFor(
                peer(at, PeerTls.of(pin)),
                at,
                "its certificate is not the pinned one, SHA-256: actual " + TestPairing.fingerprint(renewed)
                        + ", expected " + pin.pin());
    }

    @Test
    void anyCertificateWillDoIfThePeerSaysSo() {
        through(peer(app(new TestPairing().host("x.test")), PeerTls.of(new LanTls(LanTls.Kind.ANY, null))));
        assertThat(get().body()).isEqualTo("app");
    }

    /** Nothing was sent, so a POST may go on too. */
    @Test
    void aRefusedCertificateIsAFailedDial() {
        RawUpstream stranger = app(new TestPairing().host(NAME));
        Upstream first = peer(stranger, VERIFY);
        through(first, peer(2, app(APP), VERIFY, PeerProtocol.HTTP1));
        assertThat(client().post("a body").body()).isEqualTo("app");
        assertThat(stranger.heads()).isEmpty();
        assertThat(first.vitals().isSuspect()).isTrue();
        assertThat(first.vitals().retried()).isEqualTo(1);
    }

    /** Neither side falls back: not we to clear text, nor a clear text server into what we say. */
    @Test
    void aPeerWithoutTlsIsAFailedDial() {
        RawUpstream clear = upstream(wire -> {
            wire.read(1);
            wire.send("HTTP/1.1 400 Bad Request\r\nContent-Length: 0\r\n\r\n");
        });
        through(peer(clear, PeerTls.of(new LanTls(LanTls.Kind.ANY, null))));
        assertThat(get().status()).isEqualTo(503);
        assertThat(door().suspicions()).hasSize(1);
    }

    /** An edit makes another upstream: what a laxer one has left behind is not used. */
    @Test
    void anEditCountsFromTheNextRequestOn() {
        RawUpstream stranger = app(new TestPairing().host(NAME));
        through(peer(stranger, PeerTls.of(new LanTls(LanTls.Kind.ANY, null))));
        assertThat(get().body()).isEqualTo("app");
        through(peer(stranger, VERIFY));
        assertThat(get().status()).isEqualTo(503);
        assertThat(stranger.heads()).hasSize(1);
    }

    @Test
    void http2IsAgreedUpon() {
        List<Http2Upstream.Asked> seen = new ArrayList<>();
        RawUpstream at = server(
                APP,
                Http2Upstream.script(asked -> {
                    seen.add(asked);
                    asked.answer("two");
                }),
                "h2");
        through(peer(1, at, VERIFY, PeerProtocol.H2));
        assertThat(client().post("twelve bytes").body()).isEqualTo("two");
        assertThat(get().body()).isEqualTo("two");
        assertThat(seen.get(0).body()).isEqualTo("twelve bytes");
        assertThat(seen.get(0).field(":authority")).isEqualTo(Door.HOST);
        assertThat(seen.get(0).field(":scheme")).isEqualTo("https");
        assertThat(at.accepted()).isEqualTo(1);
    }

    @Test
    void aPeerThatDoesNotAgreeToHttp2IsAFailedDial() {
        RawUpstream other = server(APP, RawUpstream.saying200("one"), "http/1.1");
        RawUpstream mute = app(APP);
        for (RawUpstream at : List.of(other, mute)) {
            through(peer(1, at, VERIFY, PeerProtocol.H2));
            assertThat(get().status()).isEqualTo(503);
            assertThat(at.heads()).isEmpty();
        }
        RawUpstream stranger = server(new TestPairing().host(NAME), RawUpstream.saying200("?"), "h2");
        refusedFor(
                peer(1, stranger, VERIFY, PeerProtocol.H2),
                stranger,
                "no trusted authority vouches for its certificate");
    }

    @Test
    void webSocketsPassToo() throws IOException {
        RawUpstream at = server(APP, WebSocketWords::echo);
        for (PeerProtocol protocol : List.of(PeerProtocol.HTTP1, PeerProtocol.H2)) {
            through(peer(1, at, VERIFY, protocol));
            try (RawClient socket = door().client()) {
                socket.send(WebSocketWords.ASK);
                assertThat(socket.wire().readHead()).startsWith("HTTP/1.1 101 ");
                socket.send("hello");
                assertThat(socket.wire().read(5)).isEqualTo("hello");
            }
        }
    }
}
