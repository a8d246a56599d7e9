package dev.sluice.system;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.sluice.testing.ClientSocket;
import dev.sluice.testing.FreePort;
import dev.sluice.testing.PeerProcess;
import dev.sluice.testing.TcpClient;
import dev.sluice.testing.TcpService;
import dev.sluice.testing.TestCertificate;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;

/** Clients storm the listeners, until no descriptor is left all three kinds of them: HTTP, HTTPS and L4. */
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class StarvedDoorsTest {

    private static final String HOST = "starved.test";
    private static final Duration STARVED = Duration.ofSeconds(3);
    private static final int STORM = 60;
    private static final int MOST = 240;

    /** An accept of io_uring that goes on and on keeps to the limit of its beginning. */
    private static final String ONE_ACCEPT_AT_A_TIME = "-Dio.netty.iouring.acceptMultiShotEnabled=false";

    private static Site site;
    private static TcpService service;
    private static int tcpPort;

    @BeforeAll
    static void open() {
        site = new Site(Map.of(
                "JAVA_TOOL_OPTIONS", ONE_ACCEPT_AT_A_TIME, "SLUICE_PROXY_MAX_CONNECTIONS", Integer.toString(MOST)));
        site.sluice().show(TestCertificate.of(HOST));
        PeerProcess peer = site.gateway("A");
        site.serveInClearToo(site.pinnedRoute(HOST, peer));
        tcpPort = FreePort.next();
        service = TcpService.at("127.0.0.7", tcpPort, TcpService.greeting("tcp"));
        JsonObject probe = new JsonObject().put("kind", "tcp").put("port", tcpPort);
        long tcp = site.sluice()
                .create(
                        "/peers",
                        new JsonObject()
                                .put("name", "tcp")
                                .put("host", "127.0.0.7")
                                .put("probe", probe));
        site.sluice()
                .create(
                        "/routes",
                        new JsonObject()
                                .put("route_type", "l4")
                                .put("l4_listen_port", tcpPort)
                                .put("target_peer_id", tcp));
        site.awaitState(tcp, "alive");
    }

    @AfterAll
    static void close() {
        site.close();
        service.close();
    }

    private static Socket http() throws IOException {
        Socket socket =
                new Socket(InetAddress.getLoopbackAddress(), site.sluice().httpPort());
        socket.setSoTimeout(10_000);
        return socket;
    }

    private static Socket https() throws IOException {
        return ClientSocket.tls(ClientSocket.freshContext(), site.sluice().httpsPort(), HOST, 10_000);
    }

    private static int ask(Socket client) throws IOException {
        return TooManyClients.ask(client, HOST);
    }

    private static List<Socket> storm() throws IOException {
        List<Socket> storm = new ArrayList<>();
        for (int i = 0; i < STORM; i++) {
            for (int port : new int[] {site.sluice().httpPort(), site.sluice().httpsPort(), tcpPort}) {
                storm.add(new Socket(InetAddress.getLoopbackAddress(), port));
            }
        }
        return storm;
    }

    @Test
    @Order(2)
    void whoIsThereIsServedAndWhoComesIsServedAfterwards() throws IOException {
        try (Socket http = http();
                Socket https = https();
                TcpClient tcp = new TcpClient(tcpPort)) {
            assertThat(ask(http)).isEqualTo(200);
            assertThat(ask(https)).isEqualTo(200);
            assertThat(tcp.line()).isEqualTo("tcp");

            List<Socket> storm = new ArrayList<>();
            int before = site.sluice().output().length();
            site.sluice().starveOfDescriptors();
            try {
                storm.addAll(storm());
                Socket late = storm.get(
                        storm.size() - 3); // to the port for HTTP; io_uring may have asked for the first ones before
                late.setSoTimeout(200);
                assertThatThrownBy(() -> ask(late)).as("starved indeed").isInstanceOf(SocketTimeoutException.class);
                int said = site.sluice().output().length();
                Duration worked = site.sluice().processorTime();
                long from = System.nanoTime();
                int asks = 0;
                while (System.nanoTime() - from < STARVED.toNanos()) {
                    assertThat(ask(http)).isEqualTo(200);
                    assertThat(ask(https)).isEqualTo(200);
                    assertThat(tcp.echo("hello")).isEqualTo("hello");
                    asks++;
                    await().pollDelay(Duration.ofMillis(100)).until(() -> true);
                }
                assertThat(site.sluice().processorTime().minus(worked))
                        .as("no loop spins; three that did would take all there is")
                        .isLessThan(STARVED.dividedBy(2));
                assertThat(site.sluice().output().substring(said).lines().count())
                        .as("lines in the log")
                        .isLessThan(30);
                assertThat(asks).isPositive();
                assertOnlyProbesStayedHome(before);
            } finally {
                site.sluice().feedDescriptors();
            }
            await().atMost(Site.PATIENCE).ignoreExceptions().until(StarvedDoorsTest::servesEverywhere);
            for (Socket waiting : storm) {
                waiting.close();
            }
            assertThat(ask(http)).isEqualTo(200);
            assertThat(ask(https)).isEqualTo(200);
            assertThat(tcp.echo("still here")).isEqualTo("still here");
            assertThat(losses()).as("peers that were blamed").isEmpty();
        }
    }

    @Test
    @Order(1)
    void aBurstTakesNoMoreThanClientsMay() throws IOException {
        long others = site.sluice().openDescriptors();
        int counted = 16; // that event loops may have to do with, beyond what clients may
        int accepted = 16; // in one go, and closed in one: io_uring does both later than it is asked
        int beside =
                8; // to the peer for the client that was there, the admin API, a probe of each peer, a file now and
        // then
        long most = others + MOST + counted + accepted + beside;
        new TooManyClients(site, HOST, 3 * MOST, Duration.ofSeconds(2), most).play();
    }

    private static void assertOnlyProbesStayedHome(int said) {
        await().atMost(Site.PATIENCE).until(() -> site.sluice().output().indexOf("never left", said) > 0);
        assertThat(site.sluice().output().substring(said))
                .as("of its database, which was well too")
                .doesNotContain("expected it to run");
    }

    /** Sluice could not ask its peers, which is no fault of theirs; whom this machine keeps waiting may well be silent. */
    private static List<String> losses() {
        return site.events("gateway_down").stream()
                .map(event -> event.getString("message"))
                .filter(message -> !message.contains("no connection within") && !message.contains("no answer within"))
                .toList();
    }

    private static boolean servesEverywhere() throws IOException {
        try (Socket http = http();
                Socket https = https();
                TcpClient tcp = new TcpClient(tcpPort)) {
            return ask(http) == 200 && ask(https) == 200 && tcp.line().equals("tcp");
        }
    }
}
