package dev.sluice.watchdog;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.sluice.core.model.Peer;
import dev.sluice.core.model.PeerProtocol;
import dev.sluice.core.model.ProbeKind;
import dev.sluice.testing.FreePort;
import io.netty.channel.ChannelOption;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.core.internal.net.NetSocketInternal;
import io.vertx.core.net.NetClient;
import io.vertx.core.net.NetClientOptions;
import io.vertx.core.net.NetSocket;
import io.vertx.core.transport.Transport;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.MethodSource;

/** What the probes make of each thing that a peer can do, on real sockets of each transport the control loop may use. */
@ParameterizedClass
@MethodSource("transports")
class ProbeWireTest {

    @Parameter
    Transport transport;

    private Vertx vertx;
    private NetClient client;

    static List<Transport> transports() {
        List<Transport> all = new ArrayList<>(List.of(Transport.NIO));
        if (Transport.EPOLL != null && Transport.EPOLL.available()) {
            all.add(Transport.EPOLL);
        }
        return all;
    }

    @BeforeEach
    void open() {
        vertx = Vertx.builder().withTransport(transport).build();
        client = vertx.createNetClient(
                new NetClientOptions().setConnectTimeout(5_000).setSoLinger(0));
    }

    @AfterEach
    void close() throws Exception {
        vertx.close().toCompletionStage().toCompletableFuture().get(10, TimeUnit.SECONDS);
    }

    @Test
    void anyAnswerIsAnAnswer() throws Exception {
        try (StandIn peer = new StandIn(StandIn.answers("500 Oops"))) {
            assertThat(http(peer.port(), null)).isEqualTo(new Outcome.Answer("HTTP 500"));
            assertThat(peer.heads)
                    .singleElement()
                    .asString()
                    .startsWith("GET / HTTP/1.1\r\nHost: 127.0.0.1:" + peer.port() + "\r\n")
                    .contains("\r\nUser-Agent: sluice-watchdog/test\r\n");
        }
    }

    @Test
    void whatAPeerSaysAfterItsStatusIsTakenAndTheConnectionEndsInGoodOrder() throws Exception {
        CountDownLatch decided = new CountDownLatch(1);
        try (StandIn peer = new StandIn(socket -> {
            StandIn.sends("HTTP/1.1 200 OK\r\n").treat(socket);
            assertThat(decided.await(10, TimeUnit.SECONDS)).isTrue();
            for (int i = 0; i < 20; i++) {
                StandIn.sends("x: " + "y".repeat(1000) + "\r\n").treat(socket);
            }
            socket.shutdownOutput();
        })) {
            assertThat(http(peer.port(), null)).isEqualTo(new Outcome.Answer("HTTP 200"));
            decided.countDown();
            await().untilAsserted(() -> assertThat(peer.ends).containsExactly(-1));
        }
    }

    @Test
    void aPeerThatSaysTooMuchIsReset() throws Exception {
        try (StandIn peer = new StandIn(socket -> {
            for (int i = 0; i < 10_000; i++) {
                StandIn.sends("HTTP/1.1 200 OK\r\n".repeat(1000)).treat(socket);
            }
        })) {
            assertThat(http(peer.port(), null)).isEqualTo(new Outcome.Answer("HTTP 200"));
            await().untilAsserted(() -> assertThat(peer.ends).containsExactly(-2));
        }
    }

    @Test
    void aConnectionThatThePeerDoesNotEndIsReset() throws Exception {
        try (StandIn peer = new StandIn(StandIn.answers("200 OK"))) {
            http(peer.port(), null);
            await().untilAsserted(() -> assertThat(peer.ends).containsExactly(-2));
        }
    }

    /** The system gives the number of a closed connection's descriptor to the next that is opened. */
    @Test
    void aProbeThatIsOverTouchesNoOtherConnection() throws Exception {
        HttpProbe probe = new HttpProbe(client, new Leftovers(vertx), WatchdogOptions.of("test"));
        try (StandIn ending = new StandIn(socket -> {
                    StandIn.answers("200 OK").treat(socket);
                    socket.shutdownOutput();
                });
                StandIn staying = new StandIn(StandIn.answers("200 OK"))) {
            ask(probe, Peers.http(1, ending.port()));
            await().untilAsserted(() -> assertThat(ending.ends).containsExactly(-1));
            List<NetSocket> others = new ArrayList<>();
            NetClient plain = vertx.createNetClient();
            for (int i = 0; i < 20; i++) {
                others.add(plain.connect(staying.port(), "127.0.0.1")
                        .toCompletionStage()
                        .toCompletableFuture()
                        .get(10, TimeUnit.SECONDS));
            }

            ask(probe, Peers.http(2, staying.port()));
            await().untilAsserted(() -> assertThat(staying.ends).contains(-2)); // the time of both is over

            assertThat(others)
                    .extracting(socket -> ((NetSocketInternal) socket)
                            .channelHandlerContext()
                            .channel()
                            .config()
                            .getOption(ChannelOption.SO_LINGER))
                    .containsOnly(-1);
        }
    }

    @Test
    void theExpectedStatusIsAnAnswerAndAnotherIsNot() throws Exception {
        try (StandIn peer = new StandIn(StandIn.answers("200 OK"))) {
            assertThat(http(peer.port(), 200)).isEqualTo(new Outcome.Answer("HTTP 200"));
            peer.behave(StandIn.answers("503 Service Unavailable"));
            assertThat(http(peer.port(), 200)).isEqualTo(new Outcome.Refusal("HTTP 503 (expected 200)"));
        }
    }

    @Test
    void aPeerThatSpeaksHttp2IsAskedInIt() throws Exception {
        CompletableFuture<String> asked = new CompletableFuture<>();
        CompletableFuture<Void> ended = new CompletableFuture<>();
        HttpServer peer = vertx.createHttpServer(new HttpServerOptions().setHost("127.0.0.1"))
                .connectionHandler(connection -> connection.closeHandler(ended::complete))
                .requestHandler(request -> {
                    asked.complete(request.version() + " " + request.uri() + " " + request.authority() + " "
                            + request.getHeader("user-agent"));
                    request.response().setStatusCode(404).end("none".repeat(1000));
                })
                .listen(0)
                .toCompletionStage()
                .toCompletableFuture()
                .get(10, TimeUnit.SECONDS);
        HttpProbe probe = new HttpProbe(client, new Leftovers(vertx), WatchdogOptions.of("test"));

        assertThat(ask(probe, Peers.http2(1, peer.actualPort()))).isEqualTo(new Outcome.Answer("HTTP 404"));

        assertThat(asked.get(10, TimeUnit.SECONDS))
                .isEqualTo("HTTP_2 / 127.0.0.1:" + peer.actualPort() + " sluice-watchdog/test");
        ended.get(10, TimeUnit.SECONDS);
    }

    @Test
    void aPeerThatDoesNotSpeakHttp2ButShouldIsRefused() throws Exception {
        HttpProbe probe = new HttpProbe(client, new Leftovers(vertx), WatchdogOptions.of("test"));
        try (StandIn peer = new StandIn(StandIn.answers("505 No"))) {
            assertThat(ask(probe, Peers.http2(1, peer.port()))).isEqualTo(new Outcome.Refusal("not HTTP/2"));
        }
    }

    @Test
    void garbageIsRefused() throws Exception {
        try (StandIn peer = new StandIn(StandIn.sends("SSH-2.0-OpenSSH_9.2\r\n"))) {
            assertThat(http(peer.port(), null)).isEqualTo(new Outcome.Refusal("not HTTP"));
        }
    }

    @Test
    void closedWithoutAnAnswerIsRefused() throws Exception {
        try (StandIn peer = new StandIn(StandIn.closes())) {
            assertThat(http(peer.port(), null)).isEqualTo(new Outcome.Refusal("closed without an answer"));
        }
    }

    @Test
    void anAnswerThatIsCutIsRefused() throws Exception {
        try (StandIn peer = new StandIn(socket -> {
            StandIn.sends("HTTP/1.1 2").treat(socket);
            socket.close();
        })) {
            assertThat(http(peer.port(), null)).isEqualTo(new Outcome.Refusal("closed without an answer"));
        }
    }

    @Test
    void aResetIsRefused() throws Exception {
        try (StandIn peer = new StandIn(StandIn.resets())) {
            assertThat(http(peer.port(), null))
                    .isEqualTo(new Outcome.Refusal("connection reset 127.0.0.1:" + peer.port()));
        }
    }

    @Test
    void nobodyListeningIsRefused() throws Exception {
        int port = FreePort.next();
        assertThat(http(port, null)).isEqualTo(new Outcome.Refusal("connect refused 127.0.0.1:" + port));
        assertThat(tcp(port)).isEqualTo(new Outcome.Refusal("connect refused 127.0.0.1:" + port));
    }

    @Test
    void aConnectionIsATcpAnswer() throws Exception {
        try (StandIn peer = new StandIn(StandIn.isSilent())) {
            assertThat(tcp(peer.port())).isEqualTo(new Outcome.Answer("connected"));
        }
    }

    @Test
    void anUnknownNameIsNotThePeersFault() throws Exception {
        Peer named = Peers.http(1, 80);
        Peer unknown = new Peer(
                1,
                named.name(),
                "",
                named.type(),
                "no-such-host.invalid",
                80,
                null,
                1,
                null,
                1,
                true,
                false,
                PeerProtocol.HTTP1,
                named.probe(),
                named.stamp());
        assertThat(ask(new TcpProbe(client), unknown)).isInstanceOf(Outcome.LocalFault.class);
    }

    private Outcome http(int port, Integer expected) throws Exception {
        return ask(
                new HttpProbe(client, new Leftovers(vertx), WatchdogOptions.of("test")),
                Peers.peer(1, port, Peers.probe(ProbeKind.HTTP, expected, Duration.ofSeconds(1))));
    }

    private Outcome tcp(int port) throws Exception {
        return ask(new TcpProbe(client), Peers.http(1, port));
    }

    private Outcome ask(Prober prober, Peer peer) throws Exception {
        CompletableFuture<Outcome> outcome = new CompletableFuture<>();
        vertx.getOrCreateContext()
                .runOnContext(go -> prober.ask(peer, new Prober.Listener() {
                    @Override
                    public void connected() {}

                    @Override
                    public void heard() {}

                    @Override
                    public void decided(Outcome what) {
                        if (!outcome.complete(what)) {
                            throw new AssertionError("decided twice: " + what);
                        }
                    }
                }));
        return outcome.get(10, TimeUnit.SECONDS);
    }
}
