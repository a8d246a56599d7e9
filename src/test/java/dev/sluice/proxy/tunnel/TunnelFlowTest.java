package dev.sluice.proxy.tunnel;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.proxy.kit.RawUpstream;
import dev.sluice.testing.DrillForm;
import io.vertx.core.net.NetServerOptions;
import java.io.IOException;
import java.net.Socket;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What goes in at one end comes out at the other, in order, whole, and no faster than it is taken. */
@Tag("drill")
class TunnelFlowTest {

    private static final long SIZE = DrillForm.current().pick(12L << 20, 100L << 20);
    /** Watermark and one turn of reads. */
    private static final long MOST_HELD = 512L << 10;

    private final BlockingQueue<String> received = new LinkedBlockingQueue<>();
    private final CompletableFuture<TunnelSite> watched = new CompletableFuture<>();

    private String nextReceived() throws InterruptedException {
        String sum = received.poll(30, TimeUnit.SECONDS);
        return sum == null ? "nothing" : sum;
    }

    @ParameterizedTest
    @EnumSource
    void afterTheClientsEndALargeAnswerComesWhole(Net net) throws Exception {
        try (RawUpstream upstream = RawUpstream.open(wire -> {
                    received.add(Bulk.receive(wire.socket().getInputStream()));
                    Bulk.send(wire.socket().getOutputStream(), 2, SIZE);
                });
                TunnelSite site = new TunnelSite(net, upstream.port());
                Socket client = site.connect()) {
            site.watchHeld();
            Bulk.send(client.getOutputStream(), 1, SIZE);
            client.shutdownOutput();
            assertThat(nextReceived()).isEqualTo(Bulk.expected(1, SIZE));
            site.awaitHeld();
            assertThat(Bulk.receive(client.getInputStream(), 1 << 17)).isEqualTo(Bulk.expected(2, SIZE));
            assertThat(site.onlyEnd()).isEqualTo(new TunnelSite.End(Ending.COMPLETE, SIZE, SIZE));
            assertThat(site.mostHeld()).isLessThan(MOST_HELD);
            assertThat(site.vitals().inFlight()).isZero();
        }
    }

    @ParameterizedTest
    @EnumSource
    void afterTheUpstreamsEndALargeRequestGoesOn(Net net) throws Exception {
        try (RawUpstream upstream = RawUpstream.open(wire -> {
                    Bulk.send(wire.socket().getOutputStream(), 2, SIZE);
                    wire.socket().shutdownOutput();
                    watched.join().awaitHeld();
                    received.add(Bulk.receive(wire.socket().getInputStream(), 1 << 17));
                });
                TunnelSite site = new TunnelSite(net, upstream.port());
                Socket client = site.connect()) {
            site.watchHeld();
            watched.complete(site);
            assertThat(Bulk.receive(client.getInputStream())).isEqualTo(Bulk.expected(2, SIZE));
            Bulk.send(client.getOutputStream(), 1, SIZE);
            client.shutdownOutput();
            assertThat(nextReceived()).isEqualTo(Bulk.expected(1, SIZE));
            assertThat(site.onlyEnd()).isEqualTo(new TunnelSite.End(Ending.COMPLETE, SIZE, SIZE));
            assertThat(site.mostHeld()).isLessThan(MOST_HELD);
        }
    }

    @ParameterizedTest
    @EnumSource
    void bothWaysAtOnceThroughSlowReadersLittleIsHeld(Net net) throws Exception {
        try (RawUpstream upstream = RawUpstream.open(wire -> {
                    CompletableFuture<String> sending = sending(wire.socket(), 2);
                    watched.join().awaitHeld();
                    received.add(Bulk.receive(wire.socket().getInputStream(), 1 << 17));
                    sending.join();
                });
                TunnelSite site = new TunnelSite(net, upstream.port());
                Socket client = site.connect()) {
            site.watchHeld();
            watched.complete(site);
            CompletableFuture<String> sending = sending(client, 1);
            site.awaitHeld();
            assertThat(Bulk.receive(client.getInputStream(), 1 << 17)).isEqualTo(Bulk.expected(2, SIZE));
            assertThat(nextReceived()).isEqualTo(sending.join()).isEqualTo(Bulk.expected(1, SIZE));
            assertThat(site.onlyEnd().how()).isEqualTo(Ending.COMPLETE);
            assertThat(site.mostHeld()).isLessThan(2 * MOST_HELD);
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
    @EnumSource
    void whatAClientSendsAndEndsDuringTheDialIsNotLost(Net net) throws Exception {
        try (RawUpstream upstream = RawUpstream.open(wire -> wire.send("got " + wire.readToEnd()));
                TunnelSite site =
                        new TunnelSite(net, upstream.port(), 300, options -> options, new NetServerOptions());
                Socket client = site.connect()) {
            client.getOutputStream().write("abc".getBytes());
            client.shutdownOutput();
            assertThat(new String(client.getInputStream().readAllBytes())).isEqualTo("got abc");
            assertThat(site.onlyEnd()).isEqualTo(new TunnelSite.End(Ending.COMPLETE, 3, 7));
        }
    }

    @ParameterizedTest
    @EnumSource
    void anUpstreamMaySpeakFirst(Net net) throws Exception {
        try (RawUpstream upstream = RawUpstream.open(wire -> {
                    wire.send("SSH-2.0-x\r\n");
                    wire.send(wire.read(3));
                });
                TunnelSite site = new TunnelSite(net, upstream.port());
                Socket client = site.connect()) {
            assertThat(new String(client.getInputStream().readNBytes(11))).isEqualTo("SSH-2.0-x\r\n");
            client.getOutputStream().write("abc".getBytes());
            assertThat(new String(client.getInputStream().readAllBytes())).isEqualTo("abc");
        }
    }
}
