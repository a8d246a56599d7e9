package dev.sluice.proxy.tunnel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sluice.core.port.FinishedRequest;
import dev.sluice.proxy.kit.RawUpstream;
import dev.sluice.testing.DrillForm;
import dev.sluice.testing.DrillTable;
import io.netty.handler.ssl.SslProvider;
import java.io.IOException;
import java.net.Socket;
import java.net.SocketException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Tunnels from a client's listener to an upstream, with TLS and without: all bytes, each side's end by itself, little in
 * memory. {@link TunnelFlowTest} has the same for a bare tunnel.
 */
@Tag("drill")
class TunnelLinesTest {

    /** What a tunnel runs on. */
    record Ground(Net net, SslProvider engine) {}

    /** A line on its ground. */
    record Case(Line line, Ground ground) {

        LineSite site() {
            return SITES.computeIfAbsent(ground, on -> new LineSite(on.net(), on.engine()));
        }
    }

    private static final long SIZE = DrillForm.current().pick(6L << 20, 100L << 20);
    private static final long SLOW = 1 << 17;
    /** Watermark and one turn of reads. */
    private static final long MOST_HELD = 512L << 10;

    private static final Map<Ground, LineSite> SITES = new HashMap<>();
    private static String up = "";
    private static String down = "";
    private static long mostHeld;

    private final BlockingQueue<String> received = new LinkedBlockingQueue<>();

    @BeforeAll
    static void add() throws IOException {
        up = Bulk.expected(1, SIZE);
        down = Bulk.expected(2, SIZE);
    }

    @AfterAll
    static void close() {
        SITES.values().forEach(LineSite::close);
        SITES.clear();
        DrillTable.row(
                "tunnels, slow readers",
                (SIZE >> 20) + " MiB each way whole, under " + (2 * MOST_HELD >> 10) + " KiB in memory",
                (mostHeld >> 10) + " KiB at most");
    }

    static List<Case> cases() {
        boolean full = DrillForm.current() == DrillForm.FULL;
        List<Case> all = new ArrayList<>();
        for (Line line : Line.values()) {
            for (Net net : Net.values()) {
                if (line.isTls()) {
                    all.add(new Case(line, new Ground(net, SslProvider.OPENSSL)));
                }
                if (full || net == (line.isTls() ? Net.NIO : Net.EPOLL)) {
                    all.add(new Case(line, new Ground(net, SslProvider.JDK)));
                }
            }
        }
        return all;
    }

    private String nextReceived() throws InterruptedException {
        String sum = received.poll(60, TimeUnit.SECONDS);
        return sum == null ? "nothing" : sum;
    }

    /** Begins only when something waits in memory, and takes its time then. */
    private static String slowly(LineSite site, Socket from) throws IOException {
        Awaitility.await().pollInterval(Duration.ofMillis(2)).until(() -> site.mostHeld() > 0);
        return Bulk.receive(from.getInputStream(), SLOW);
    }

    private static void whole(LineSite site, long mayHold) throws InterruptedException {
        FinishedRequest told = site.told();
        assertThat(told.failure()).isNull();
        assertThat(told.bytesIn()).isEqualTo(SIZE);
        assertThat(told.bytesOut()).isEqualTo(SIZE);
        mostHeld = Math.max(mostHeld, site.mostHeld());
        assertThat(site.mostHeld()).isLessThan(mayHold);
    }

    @ParameterizedTest
    @MethodSource("cases")
    void afterTheClientsEndALargeAnswerComesWhole(Case at) throws Exception {
        LineSite site = at.site();
        try (RawUpstream upstream = at.line().upstream(wire -> {
                    received.add(Bulk.receive(wire.socket().getInputStream()));
                    Bulk.send(wire.socket().getOutputStream(), 2, SIZE);
                });
                LineSite.Client client = site.connect(at.line(), upstream)) {
            Bulk.send(client.socket().getOutputStream(), 1, SIZE);
            client.socket().shutdownOutput();
            assertThat(nextReceived()).isEqualTo(up);
            assertThat(slowly(site, client.socket())).isEqualTo(down);
            whole(site, MOST_HELD);
        }
    }

    @ParameterizedTest
    @MethodSource("cases")
    void afterTheUpstreamsEndALargeRequestGoesOn(Case at) throws Exception {
        LineSite site = at.site();
        try (RawUpstream upstream = at.line().upstream(wire -> {
                    Bulk.send(wire.socket().getOutputStream(), 2, SIZE);
                    wire.socket().shutdownOutput();
                    received.add(slowly(site, wire.socket()));
                });
                LineSite.Client client = site.connect(at.line(), upstream)) {
            assertThat(Bulk.receive(client.socket().getInputStream())).isEqualTo(down);
            Bulk.send(client.socket().getOutputStream(), 1, SIZE);
            client.socket().shutdownOutput();
            assertThat(nextReceived()).isEqualTo(up);
            whole(site, MOST_HELD);
        }
    }

    @ParameterizedTest
    @MethodSource("cases")
    void bothWaysAtOnceThroughSlowReadersLittleIsHeld(Case at) throws Exception {
        LineSite site = at.site();
        try (RawUpstream upstream = at.line().upstream(wire -> {
                    CompletableFuture<String> sending = sending(wire.socket(), 2);
                    received.add(slowly(site, wire.socket()));
                    sending.join();
                });
                LineSite.Client client = site.connect(at.line(), upstream)) {
            CompletableFuture<String> sending = sending(client.socket(), 1);
            assertThat(slowly(site, client.socket())).isEqualTo(down);
            assertThat(nextReceived()).isEqualTo(sending.join()).isEqualTo(up);
            whole(site, 2 * MOST_HELD);
        }
    }

    private static CompletableFuture<String> sending(Socket socket, long seed) {
        return CompletableFuture.supplyAsync(() -> {
            try {
                String sum = Bulk.send(socket.getOutputStream(), seed, SIZE);
                socket.shutdownOutput();
                return sum;
            } catch (IOException e) {
                throw new IllegalStateException(e);
            }
        });
    }

    @ParameterizedTest
    @MethodSource("cases")
    void whoseClientIsLostIsCutForTheUpstream(Case at) throws Exception {
        LineSite site = at.site();
        try (RawUpstream upstream = at.line().upstream(wire -> {
                    wire.send("!");
                    try {
                        wire.readToEnd();
                        received.add("end");
                    } catch (SocketException reset) {
                        received.add("reset");
                    }
                });
                LineSite.Client client = site.connect(at.line(), upstream)) {
            assertThat(client.socket().getInputStream().read()).isEqualTo('!');
            client.socket().getOutputStream().write('x');
            client.reset();
            assertThat(nextReceived()).isEqualTo("reset");
            assertThat(site.told().failure()).isEqualTo("client_gone");
        }
    }

    @ParameterizedTest
    @MethodSource("cases")
    void whoseUpstreamIsLostIsCutForTheClient(Case at) throws Exception {
        LineSite site = at.site();
        try (RawUpstream upstream = at.line().upstream(wire -> {
                    wire.send("!");
                    wire.read(1);
                    wire.reset();
                });
                LineSite.Client client = site.connect(at.line(), upstream)) {
            assertThat(client.socket().getInputStream().read()).isEqualTo('!');
            client.socket().getOutputStream().write('x');
            assertThatThrownBy(() -> client.socket().getInputStream().read()).isInstanceOf(IOException.class);
            assertThat(site.told().failure()).isEqualTo("upstream_cut");
        }
    }
}
