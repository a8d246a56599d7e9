package dev.sluice.proxy.tunnel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sluice.proxy.kit.RawUpstream;
import dev.sluice.testing.Descriptors;
import java.io.IOException;
import java.net.Socket;
import java.net.SocketException;
import java.net.SocketTimeoutException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** How tunnels end, and that nothing of them is left. */
class TunnelEndingTest {

    private static final Duration SHORT = Duration.ofMillis(300);

    /** Reads and gives nothing back until the connection ends; notes how it ended. */
    private static RawUpstream silent(BlockingQueue<String> ends) {
        return RawUpstream.open(wire -> {
            wire.send("!");
            try {
                wire.readToEnd();
                ends.add("end");
            } catch (SocketException reset) {
                ends.add("reset");
            }
            new CountDownLatch(1).await(5, TimeUnit.SECONDS); // our half stays open: to close is the other side's part
        });
    }

    /** Says something; what the upstream said first has come, so both ends are joined. */
    private static void talk(Socket client) throws IOException {
        client.getOutputStream().write('x');
        assertThat(client.getInputStream().read()).isEqualTo('!');
    }

    @ParameterizedTest
    @EnumSource
    void aClientsResetResetsTheUpstream(Net net) throws Exception {
        BlockingQueue<String> ends = new LinkedBlockingQueue<>();
        try (RawUpstream upstream = silent(ends);
                TunnelSite site = new TunnelSite(net, upstream.port())) {
            Socket client = site.connect();
            talk(client);
            client.setSoLinger(true, 0);
            client.close();
            assertThat(ends.poll(10, TimeUnit.SECONDS)).isEqualTo("reset");
            assertThat(site.onlyEnd().how()).isEqualTo(Ending.CLIENT_LOST);
            assertThat(site.vitals().inFlight()).isZero();
            assertThat(site.vitals().tunnelsClosed()).isZero();
        }
    }

    @ParameterizedTest
    @EnumSource
    void anUpstreamsResetResetsTheClient(Net net) throws Exception {
        try (RawUpstream upstream = RawUpstream.open(wire -> {
                    wire.send("!");
                    wire.read(1);
                    wire.reset();
                });
                TunnelSite site = new TunnelSite(net, upstream.port());
                Socket client = site.connect()) {
            talk(client);
            assertThatThrownBy(() -> client.getInputStream().read()).isInstanceOf(SocketException.class);
            assertThat(site.onlyEnd().how()).isEqualTo(Ending.UPSTREAM_LOST);
            assertThat(site.vitals().inFlight()).isZero();
            assertThat(site.vitals().tunnelsClosed()).isOne();
        }
    }

    @ParameterizedTest
    @EnumSource
    void aResetRightBehindTheLastBytesIsSeen(Net net) throws Exception {
        try (RawUpstream upstream = RawUpstream.open(wire -> {
                    wire.send("!");
                    wire.reset();
                });
                TunnelSite site = new TunnelSite(net, upstream.port())) {
            for (int i = 0; i < 300; i++) {
                try (Socket client = site.connect()) {
                    client.setSoTimeout(5000);
                    client.getInputStream().readAllBytes();
                } catch (SocketTimeoutException unseen) {
                    throw new AssertionError("the reset of connection " + i + " was not seen", unseen);
                } catch (SocketException reset) {
                    // as it should be
                }
            }
            Awaitility.await().until(() -> site.vitals().inFlight() == 0);
        }
    }

    @ParameterizedTest
    @EnumSource
    void afterOneSidesEndSilenceClosesTheRest(Net net) throws Exception {
        BlockingQueue<String> ends = new LinkedBlockingQueue<>();
        try (RawUpstream upstream = silent(ends);
                TunnelSite site = new TunnelSite(net, upstream.port(), options -> options.withLinger(SHORT));
                Socket client = site.connect()) {
            talk(client);
            client.shutdownOutput();
            assertThat(ends.poll(10, TimeUnit.SECONDS)).isEqualTo("end");
            assertThat(client.getInputStream().read()).isEqualTo(-1);
            assertThat(site.onlyEnd().how()).isEqualTo(Ending.LINGERED);
            assertThat(site.vitals().inFlight()).isZero();
        }
    }

    @Test
    void whatStillComesAfterOneSidesEndKeepsItOpen() throws Exception {
        try (RawUpstream upstream = RawUpstream.open(wire -> {
                    wire.readToEnd();
                    for (int i = 0; i < 8; i++) {
                        wire.readByteWithin(1);
                        wire.send("x");
                        Thread.sleep(SHORT.toMillis() / 3); // slower than nothing, quicker than the linger
                    }
                });
                TunnelSite site = new TunnelSite(Net.NIO, upstream.port(), options -> options.withLinger(SHORT));
                Socket client = site.connect()) {
            client.shutdownOutput();
            assertThat(client.getInputStream().readAllBytes()).hasSize(8);
            assertThat(site.onlyEnd().how()).isEqualTo(Ending.COMPLETE);
        }
    }

    @ParameterizedTest
    @EnumSource
    void anIdleTunnelIsClosedIfThereIsALimit(Net net) throws Exception {
        BlockingQueue<String> ends = new LinkedBlockingQueue<>();
        try (RawUpstream upstream = silent(ends);
                TunnelSite site = new TunnelSite(net, upstream.port(), options -> options.withIdle(SHORT));
                Socket client = site.connect()) {
            talk(client);
            assertThat(client.getInputStream().read()).isEqualTo(-1);
            assertThat(ends.poll(10, TimeUnit.SECONDS)).isEqualTo("end");
            assertThat(site.onlyEnd()).isEqualTo(new TunnelSite.End(Ending.IDLE, 1, 1));
        }
    }

    @ParameterizedTest
    @EnumSource
    void manyLeaveNothingBehind(Net net) throws Exception {
        BlockingQueue<String> ends = new LinkedBlockingQueue<>();
        try (RawUpstream upstream = silent(ends);
                TunnelSite site = new TunnelSite(net, upstream.port())) {
            long before = Descriptors.open();
            List<Socket> clients = new ArrayList<>();
            for (int i = 0; i < 120; i++) {
                Socket client = site.connect();
                clients.add(client);
                talk(client);
            }
            Awaitility.await().until(() -> site.vitals().inFlight() == 120);
            assertThat(site.tunnels().open()).isEqualTo(120);
            for (int i = 0; i < clients.size(); i++) {
                Socket client = clients.get(i);
                client.setSoLinger(i % 2 == 0, 0);
                client.close();
            }
            site.ask(() -> {
                site.tunnels().close();
                return true;
            });
            Awaitility.await().until(() -> site.ends().size() == 120);
            assertThat(site.vitals().inFlight()).isZero();
            assertThat(site.tunnels().open()).isZero();
            assertThat(site.ask(() -> site.tunnels().held())).isZero();
            Awaitility.await().until(() -> ends.size() == 120);
            upstream.kill();
            Awaitility.await().until(() -> Descriptors.open() <= before);
        }
    }
}
