package dev.sluice.proxy.l4;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sluice.core.balance.Policy;
import dev.sluice.core.model.L4TlsMode;
import dev.sluice.core.port.FinishedRequest;
import dev.sluice.proxy.kit.Door;
import dev.sluice.proxy.kit.TestTls;
import dev.sluice.testing.TcpClient;
import dev.sluice.testing.TcpService;
import dev.sluice.testing.TestCertificate;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Random;
import javax.net.ssl.SSLException;
import javax.net.ssl.SSLSocket;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Several routes on one port, told apart by the server name that clients ask for. */
class ServerNameTest {

    private static final TestCertificate ONE = TestCertificate.of("one.example.org");
    private static final TestCertificate TWO = TestCertificate.of("two.example.org");
    private static final TestCertificate WILD = TestCertificate.of("*.three.example.org");
    private static final byte HANDSHAKE = 22;
    private static final String UNRECOGNIZED_NAME = "15030300020270";

    private final int port = L4Door.port();
    private final List<AutoCloseable> open = new ArrayList<>();

    private <T extends AutoCloseable> T with(T thing) {
        open.add(0, thing);
        return thing;
    }

    @AfterEach
    void close() throws Exception {
        for (AutoCloseable thing : open) {
            thing.close();
        }
    }

    private L4Door passing(L4Door door, long id, TestCertificate shown, String domain) {
        with(TcpService.at("127.0.0." + id, port, Tls.service(shown), TcpService.greeting("tls-" + id)));
        return door.route(id, port, L4TlsMode.PASSTHROUGH, domain, Policy.failover(), L4Door.gateway(id, port));
    }

    private L4Door threeServices() {
        L4Door door = with(new L4Door());
        passing(door, 2, ONE, "one.example.org");
        passing(door, 3, TWO, "two.example.org");
        return passing(door, 4, WILD, "*.three.example.org").awaitOpen(port);
    }

    private TcpClient client() {
        return with(new TcpClient(port));
    }

    private static String echo(SSLSocket socket, String text) throws IOException {
        socket.getOutputStream().write(text.getBytes(StandardCharsets.US_ASCII));
        return new String(socket.getInputStream().readNBytes(text.length()), StandardCharsets.US_ASCII);
    }

    @Test
    void eachOfThreeServicesIsVerifiedByItsOwnCertificate() throws IOException {
        threeServices();
        Map<String, TestCertificate> services =
                Map.of("one.example.org", ONE, "TWO.example.org", TWO, "any.three.example.org", WILD);
        Map<String, String> names =
                Map.of("one.example.org", "tls-2\n", "TWO.example.org", "tls-3\n", "any.three.example.org", "tls-4\n");

        for (String name : services.keySet()) {
            SSLSocket tls = Tls.client(client(), services.get(name), name);
            assertThat(echo(tls, names.get(name))).isEqualTo(names.get(name)); // the greeting, as long as its name
            tls.close();
        }
    }

    @Test
    void anUnknownNameAndNoneAtAllAreToldSo() {
        L4Door door = threeServices();

        assertThat(client().send(Hellos.asking("four.example.org")).rest())
                .isEqualTo(HexFormat.of().parseHex(UNRECOGNIZED_NAME));
        assertThat(client().send(Hellos.asking("three.example.org")).rest())
                .isEqualTo(HexFormat.of().parseHex(UNRECOGNIZED_NAME));
        assertThat(client().send(Hellos.inRecords(9000, Hellos.message())).rest())
                .isEqualTo(HexFormat.of().parseHex(UNRECOGNIZED_NAME));
        FinishedRequest told = door.finished(each -> each.host().equals("four.example.org"));
        assertThat(told.scheme()).isEqualTo("tls");
        assertThat(told.status()).isEqualTo(404);
        assertThat(told.failure()).isEqualTo("no_route");
        assertThat(told.routeId()).isZero();
        assertThatThrownBy(() -> Tls.client(client(), ONE, "four.example.org").startHandshake())
                .isInstanceOf(SSLException.class)
                .hasMessageContaining("unrecognized_name");
    }

    @Test
    void whatIsNoHelloIsClosedWithoutAWord() {
        L4Door door = threeServices();

        assertThat(client().send("GET / HTTP/1.1\r\n\r\n").rest()).isEmpty();
        assertThat(door.finished(each -> true).failure()).isEqualTo("bad_hello");
    }

    @Test
    void theUpstreamGetsTheClientsBytesAsTheyAre() throws IOException {
        byte[] hello = Hellos.inRecords(
                300, Hellos.message(Hellos.extension(51, new byte[4000]), Hellos.names(Hellos.name(0, "raw.example"))));
        byte[] all = Hellos.join(hello, "and what follows".getBytes(StandardCharsets.US_ASCII));
        with(TcpService.at("127.0.0.2", port, TcpService.greeting("raw")));
        L4Door door = with(new L4Door());
        door.route(2, port, L4TlsMode.PASSTHROUGH, "raw.example", Policy.failover(), L4Door.gateway(2, port))
                .awaitOpen(port);

        TcpClient whole = client().send(all);
        assertThat(whole.line()).isEqualTo("raw");
        assertThat(whole.in().readNBytes(all.length)).isEqualTo(all);
        TcpClient drip = client();
        drip.socket.setTcpNoDelay(true);
        for (int from = 0; from < all.length; from += 97) {
            drip.send(Arrays.copyOfRange(all, from, Math.min(all.length, from + 97)));
        }
        assertThat(drip.line()).isEqualTo("raw");
        assertThat(drip.in().readNBytes(all.length)).isEqualTo(all);
    }

    private L4Door impatient() {
        return with(new L4Door(null, new TestTls(), Door.clients(limits -> limits.withHead(Duration.ofMillis(300)))));
    }

    @Test
    void aHelloThatDoesNotComeIsNotWaitedForLong() {
        L4Door door = impatient();
        passing(door, 2, ONE, "one.example.org").awaitOpen(port);

        assertThat(client().rest()).isEmpty();
        assertThat(door.finished(each -> true).failure()).isEqualTo("slow_head");
        assertThat(client().send(Arrays.copyOf(Hellos.asking("one.example.org"), 40))
                        .rest())
                .isEmpty();
    }

    @Test
    void aHandshakeThatGoesNoFurtherIsNotWaitedForLong() {
        L4Door door = impatient();
        door.route(3, port, L4TlsMode.TERMINATE, Door.HOST, Policy.failover(), L4Door.gateway(3, port))
                .awaitOpen(port);

        byte[] answer = client().send(Tls.hello(Door.HOST)).rest();
        assertThat(answer[0]).as("our side of it, and no more").isEqualTo(HANDSHAKE);
        assertThat(door.finished(each -> true).failure()).isEqualTo("tls_failed");
    }

    @Test
    void tlsMayEndHereBesideRoutesThatPassItOn() throws IOException {
        L4Door door = with(new L4Door(null, new TestTls(), options -> options));
        passing(door, 2, ONE, "one.example.org");
        with(TcpService.at("127.0.0.3", port, TcpService.greeting("plain")));
        door.route(3, port, L4TlsMode.TERMINATE, Door.HOST, Policy.failover(), L4Door.gateway(3, port))
                .awaitOpen(port);

        try (SSLSocket ended = TestTls.connect(port)) {
            assertThat(new String(ended.getInputStream().readNBytes(6), StandardCharsets.US_ASCII))
                    .isEqualTo("plain\n");
            assertThat(echo(ended, "hello")).isEqualTo("hello");
            ended.shutdownOutput();
            assertThat(ended.getInputStream().read()).isEqualTo(-1);
        }
        FinishedRequest told = door.finished(each -> each.routeId() == 3);
        assertThat(told.scheme()).isEqualTo("tls");
        assertThat(told.host()).isEqualTo(Door.HOST);
        assertThat(told.bytesIn()).isEqualTo(5);
        assertThat(told.bytesOut()).isEqualTo(11);
        assertThat(told.failure()).isNull();
        SSLSocket passed = Tls.client(client(), ONE, "one.example.org");
        assertThat(echo(passed, "tls-2\n")).isEqualTo("tls-2\n");
    }

    @Test
    void megabytesPassWhereTlsEnds() throws IOException, InterruptedException {
        byte[] up = new byte[2 << 20];
        new Random(2).nextBytes(up);
        with(TcpService.at("127.0.0.3", port, socket -> {
            byte[] all = socket.getInputStream().readNBytes(up.length);
            socket.getOutputStream().write(all);
        }));
        L4Door door = with(new L4Door(null, new TestTls(), options -> options));
        door.route(3, port, L4TlsMode.TERMINATE, Door.HOST, Policy.failover(), L4Door.gateway(3, port))
                .awaitOpen(port);

        try (SSLSocket ended = TestTls.connect(port)) {
            Thread writing = new Thread(() -> {
                try {
                    ended.getOutputStream().write(up);
                } catch (IOException e) {
                    throw new UncheckedIOException(e);
                }
            });
            writing.start();
            assertThat(ended.getInputStream().readAllBytes()).isEqualTo(up);
            writing.join();
        }
    }

    @Test
    void aClientThatDoesNotTrustUsReachesNobody() {
        TcpService service = with(TcpService.at("127.0.0.3", port, TcpService.greeting("plain")));
        L4Door door = with(new L4Door(null, new TestTls(), options -> options));
        door.route(3, port, L4TlsMode.TERMINATE, Door.HOST, Policy.failover(), L4Door.gateway(3, port))
                .awaitOpen(port);

        SSLSocket wary = Tls.client(client(), ONE, Door.HOST);
        assertThatThrownBy(wary::startHandshake).isInstanceOf(SSLException.class);
        assertThat(door.finished(each -> true).failure()).isEqualTo("tls_failed");
        assertThat(service.accepted()).isZero();
    }

    @Test
    void withoutCertificatesARouteThatNeedsOneRefuses() {
        L4Door door = with(new L4Door());
        door.route(3, port, L4TlsMode.TERMINATE, Door.HOST, Policy.failover(), L4Door.gateway(3, port))
                .awaitOpen(port);

        assertThat(client().send(Hellos.asking(Door.HOST)).rest()).isEmpty();
        assertThat(door.finished(each -> true).failure()).isEqualTo("tls_failed");
    }
}
