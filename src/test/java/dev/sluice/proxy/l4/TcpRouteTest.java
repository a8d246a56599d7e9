package dev.sluice.proxy.l4;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.core.balance.PeerVitals;
import dev.sluice.core.balance.Policy;
import dev.sluice.core.balance.Upstream;
import dev.sluice.core.model.PeerProtocol;
import dev.sluice.core.port.FinishedRequest;
import dev.sluice.proxy.kit.Door;
import dev.sluice.testing.TcpClient;
import dev.sluice.testing.TcpService;
import io.vertx.core.transport.Transport;
import java.io.IOException;
import java.security.MessageDigest;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.Stream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Connections to a port that one route takes. */
class TcpRouteTest {

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

    private TcpService gateway(int id) {
        return with(TcpService.at("127.0.0." + id, port, TcpService.greeting("gw-" + id)));
    }

    private L4Door door(Policy policy, Upstream... upstreams) {
        return with(new L4Door()).route(7, port, policy, upstreams).awaitOpen(port);
    }

    private TcpClient client() {
        return with(new TcpClient(port));
    }

    @Test
    void theServerMaySpeakFirst() {
        gateway(2);
        door(Policy.failover(), L4Door.gateway(2, port));

        TcpClient client = client();
        assertThat(client.line()).isEqualTo("gw-2");
        assertThat(client.echo("hello")).isEqualTo("hello");
    }

    @Test
    void aRefusedDialGoesToTheNext() {
        gateway(3);
        Upstream dead = L4Door.gateway(2, port);
        L4Door door = door(Policy.failover(), dead, L4Door.gateway(3, port));

        assertThat(client().line()).isEqualTo("gw-3");
        assertThat(dead.vitals().retried()).isPositive();
        assertThat(dead.vitals().inFlight()).isZero();
        assertThat(door.suspects()).isEmpty(); // the peer's other ports may be fine
    }

    @Test
    void aDeadGatewayIsLeftAtOnceByWhoeverComesNext() {
        TcpService home = gateway(2);
        gateway(3);
        door(Policy.failover(), L4Door.gateway(2, port), L4Door.gateway(3, port));
        TcpClient before = client();
        assertThat(before.line()).isEqualTo("gw-2");

        home.close();

        long began = System.nanoTime();
        assertThat(client().line()).isEqualTo("gw-3");
        assertThat(Duration.ofNanos(System.nanoTime() - began)).isLessThan(Duration.ofSeconds(1));
        assertThat(before.rest()).isEmpty();
    }

    @Test
    void inAnOutageTheConnectionIsClosedAtOnce() {
        L4Door door = door(Policy.failover());

        assertThat(client().rest()).isEmpty();
        FinishedRequest told = door.finished(each -> true);
        assertThat(told.status()).isEqualTo(503);
        assertThat(told.failure()).isEqualTo("outage");
        assertThat(told.routeId()).isEqualTo(7);
    }

    @Test
    void eachConnectionIsToldOfWhenItIsOver() {
        gateway(2);
        L4Door door = door(Policy.failover(), L4Door.gateway(2, port));
        TcpClient client = client();
        client.line();
        client.echo("hello");
        client.end();
        client.rest();

        FinishedRequest told = door.finished(each -> each.bytesIn() > 0);
        assertThat(told.method()).isEqualTo("TCP");
        assertThat(told.scheme()).isEqualTo("tcp");
        assertThat(told.target()).isEqualTo(":" + port);
        assertThat(told.client()).isEqualTo("127.0.0.1");
        assertThat(told.status()).isEqualTo(200);
        assertThat(told.bytesIn()).isEqualTo(6);
        assertThat(told.bytesOut()).isEqualTo(11);
        assertThat(told.peerId()).isEqualTo(2);
        assertThat(told.attempts()).isEqualTo(1);
        assertThat(told.upstreamNanos()).isPositive();
        assertThat(told.failure()).isNull();
    }

    static Stream<Transport> transports() {
        return Stream.of(Transport.IO_URING, Transport.EPOLL, Transport.NIO)
                .filter(transport -> transport != null && transport.available());
    }

    /** The answer begins when all of the question is there: half-closed, then as much back. */
    @ParameterizedTest(name = "{0}")
    @MethodSource("transports")
    void megabytesGoBothWaysAcrossAHalfClose(Transport transport) throws Exception {
        byte[] up = new byte[20 << 20];
        new Random(1).nextBytes(up);
        with(TcpService.at("127.0.0.2", port, socket -> {
            byte[] all = socket.getInputStream().readAllBytes();
            socket.getOutputStream().write(all);
        }));
        L4Door door = with(new L4Door(transport, null, options -> options));
        door.route(7, port, Policy.failover(), L4Door.gateway(2, port)).awaitOpen(port);
        TcpClient client = client();
        client.send(up);
        client.end();

        byte[] buffer = new byte[256 << 10];
        MessageDigest back = MessageDigest.getInstance("SHA-256");
        int total = 0;
        for (int read = client.in().read(buffer); read >= 0; read = client.in().read(buffer)) {
            back.update(buffer, 0, read);
            total += read;
        }
        assertThat(total).isEqualTo(up.length);
        assertThat(hash(back.digest()))
                .isEqualTo(hash(MessageDigest.getInstance("SHA-256").digest(up)));
        assertThat(door.finished(each -> each.bytesIn() == up.length).failure()).isNull();
    }

    private static String hash(byte[] digest) {
        return HexFormat.of().formatHex(digest);
    }

    private Map<String, Integer> spread(int connections, String from) {
        Map<String, Integer> taken = new HashMap<>();
        for (int i = 0; i < connections; i++) {
            taken.merge(with(new TcpClient(from, port)).line(), 1, Integer::sum);
        }
        return taken;
    }

    @Test
    void roundRobinGivesEachItsTurn() {
        gateway(2);
        gateway(3);
        door(Policy.roundRobin(), L4Door.gateway(2, port), L4Door.gateway(3, port));

        assertThat(spread(10, "127.0.0.1")).containsEntry("gw-2", 5).containsEntry("gw-3", 5);
    }

    @Test
    void leastConnCountsWhatIsOpen() {
        gateway(2);
        gateway(3);
        Upstream two = L4Door.gateway(2, port);
        Upstream three = L4Door.gateway(3, port);
        door(Policy.leastConn(), two, three);
        Awaitility.await().until(() -> two.vitals().inFlight() + three.vitals().inFlight() == 0);
        for (int i = 0; i < 6; i++) {
            two.vitals().acquire();
        }

        assertThat(spread(6, "127.0.0.1")).containsEntry("gw-3", 6);
        assertThat(three.vitals().inFlight()).isEqualTo(6);
        assertThat(spread(4, "127.0.0.1")).containsEntry("gw-2", 2).containsEntry("gw-3", 2);
    }

    @Test
    void ipHashKeepsAClientWhereItIs() {
        gateway(2);
        gateway(3);
        door(Policy.ipHash(), L4Door.gateway(2, port), L4Door.gateway(3, port));

        Map<String, Integer> all = new HashMap<>();
        for (int client = 10; client < 26; client++) {
            Map<String, Integer> one = spread(2, "127.0.1." + client);
            assertThat(one).hasSize(1);
            one.forEach((name, count) -> all.merge(name, count, Integer::sum));
        }
        assertThat(all).hasSize(2);
    }

    @Test
    void tooManyConnectionsAreClosed() {
        gateway(2);
        with(new L4Door(Transport.NIO, null, Door.clients(limits -> limits.withConnections(2))))
                .route(7, port, Policy.failover(), L4Door.gateway(2, port))
                .awaitOpen(port);
        TcpClient first = client();
        assertThat(first.line()).isEqualTo("gw-2");
        assertThat(client().line()).isEqualTo("gw-2");

        assertThat(client().rest()).isEmpty();
        first.close();
        Awaitility.await().until(() -> new String(firstBytes(), US_ASCII).startsWith("gw-2"));
    }

    private byte[] firstBytes() throws IOException {
        return client().in().readNBytes(4);
    }

    @Test
    void aClientThatLeavesDuringTheDialTakesItsUpstreamAlong() throws IOException {
        TcpService gateway = gateway(2);
        Upstream upstream = L4Door.gateway(2, port);
        door(Policy.failover(), upstream);
        for (int i = 0; i < 20; i++) {
            TcpClient hasty = new TcpClient(port);
            hasty.socket.setSoLinger(true, 0);
            hasty.close();
        }

        Awaitility.await().until(() -> upstream.vitals().inFlight() == 0 && gateway.talking() == 0);
    }

    @Test
    void aRouteThatLeadsBackHereEndsAfterOneRound() {
        Upstream here = new Upstream(new PeerVitals(2), "here", "127.0.0.1", port, false, PeerProtocol.HTTP1, 1);
        L4Door door = door(Policy.failover(), here);

        assertThat(client().rest()).isEmpty();

        Awaitility.await()
                .until(() -> door.front().connections() == 0 && here.vitals().inFlight() == 0);
        assertThat(here.vitals().requests()).isLessThanOrEqualTo(2);
        assertThat(door.finished(each -> "loop".equals(each.failure())).status())
                .isEqualTo(508);
    }
}
