package dev.sluice.proxy;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.core.balance.Upstream;
import dev.sluice.proxy.kit.Crowd;
import dev.sluice.proxy.kit.Door;
import dev.sluice.proxy.kit.RawClient;
import dev.sluice.proxy.kit.RawUpstream;
import dev.sluice.proxy.kit.Wire;
import java.io.IOException;
import java.time.Duration;
import java.util.Random;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.zip.CRC32;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;

/** Bodies of many megabytes between a fast and a slow side: held back at the source, and whole at the end. */
class BackPressureTest {

    private static final int PIECE = 1 << 20;
    private static final int PIECES = 48;
    private static final long TOTAL = (long) PIECE * PIECES;
    /** What the kernel may hold in four socket buffers, and a little for us. */
    private static final long MOST_ON_THE_WAY = 24L << 20;

    private static byte[] piece(int i) {
        byte[] bytes = new byte[PIECE];
        new Random(i).nextBytes(bytes);
        return bytes;
    }

    private static long expectedSum() {
        CRC32 sum = new CRC32();
        for (int i = 0; i < PIECES; i++) {
            sum.update(piece(i));
        }
        return sum.getValue();
    }

    private static void sendAll(Wire wire, AtomicLong sent) throws IOException {
        for (int i = 0; i < PIECES; i++) {
            byte[] bytes = piece(i);
            for (int at = 0; at < PIECE; at += 1 << 16) {
                wire.socket().getOutputStream().write(bytes, at, 1 << 16);
                sent.addAndGet(1 << 16);
            }
        }
    }

    private static long sumOf(Wire wire) throws IOException {
        CRC32 sum = new CRC32();
        byte[] buffer = new byte[1 << 16];
        long left = TOTAL;
        while (left > 0) {
            int n = wire.readSome(buffer, (int) Math.min(buffer.length, left));
            if (n < 0) {
                throw new IOException("cut with " + left + " bytes to go");
            }
            sum.update(buffer, 0, n);
            left -= n;
        }
        return sum.getValue();
    }

    private static void awaitStandstill(AtomicLong sent) {
        AtomicLong last = new AtomicLong(-1);
        Awaitility.await()
                .pollInterval(Duration.ofMillis(400))
                .atMost(Duration.ofSeconds(15))
                .until(() -> sent.get() > 0 && last.getAndSet(sent.get()) == sent.get());
    }

    @Test
    void aSlowClientHoldsTheUpstreamBack() throws Exception {
        AtomicLong sent = new AtomicLong();
        try (RawUpstream a = RawUpstream.open(wire -> {
            wire.readRequest();
            wire.send("HTTP/1.1 200 OK\r\nContent-Length: " + TOTAL + "\r\n\r\n");
            sendAll(wire, sent);
        })) {
            Upstream upstream = Door.upstream(1, a);
            try (Door door = Door.to(upstream);
                    RawClient client = door.client()) {
                client.send("GET / HTTP/1.1\r\nHost: " + Door.HOST + "\r\n\r\n");
                assertThat(client.wire().readHead()).startsWith("HTTP/1.1 200 ");
                awaitStandstill(sent);
                assertThat(sent.get()).isLessThan(MOST_ON_THE_WAY);
                assertThat(sumOf(client.wire())).isEqualTo(expectedSum());
                Awaitility.await()
                        .untilAsserted(
                                () -> assertThat(upstream.vitals().inFlight()).isZero());
                assertThat(door.lastFinished().bytesOut()).isEqualTo(TOTAL);
            }
        }
    }

    @Test
    void aSlowUpstreamHoldsTheClientBack() {
        CountDownLatch read = new CountDownLatch(1);
        AtomicLong sum = new AtomicLong();
        AtomicLong sent = new AtomicLong();
        try (RawUpstream a = RawUpstream.open(wire -> {
                    wire.readHead();
                    read.await(30, TimeUnit.SECONDS);
                    sum.set(sumOf(wire));
                    wire.send("HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok");
                });
                Door door = Door.to(Door.upstream(1, a));
                RawClient client = door.client()) {
            client.send("POST / HTTP/1.1\r\nHost: " + Door.HOST + "\r\nContent-Length: " + TOTAL + "\r\n\r\n");
            try (Crowd<Boolean> sender = Crowd.of(1, i -> () -> {
                sendAll(client.wire(), sent);
                return true;
            })) {
                awaitStandstill(sent);
                assertThat(sent.get()).isLessThan(MOST_ON_THE_WAY);
                read.countDown();
                assertThat(sender.results()).containsExactly(true);
            }
            assertThat(client.read().body()).isEqualTo("ok");
            assertThat(sum.get()).isEqualTo(expectedSum());
            assertThat(door.lastFinished().bytesIn()).isEqualTo(TOTAL);
        }
    }

    @Test
    void aClientThatLeavesMidwayReleasesEverything() {
        AtomicLong sent = new AtomicLong();
        try (RawUpstream a = RawUpstream.open(wire -> {
            wire.readRequest();
            wire.send("HTTP/1.1 200 OK\r\nContent-Length: " + TOTAL + "\r\n\r\n");
            sendAll(wire, sent);
        })) {
            Upstream upstream = Door.upstream(1, a);
            try (Door door = Door.to(upstream)) {
                for (int i = 0; i < 5; i++) {
                    try (RawClient client = door.client()) {
                        client.send("GET / HTTP/1.1\r\nHost: " + Door.HOST + "\r\n\r\n");
                        long before = sent.get();
                        Awaitility.await().until(() -> sent.get() > before);
                    }
                }
                Awaitility.await().untilAsserted(() -> {
                    assertThat(upstream.vitals().inFlight()).isZero();
                    assertThat(a.openConnections()).isZero();
                    assertThat(door.finished()).hasSize(5);
                });
                assertThat(upstream.vitals().failed()).isZero();
                assertThat(door.finished()).allMatch(told -> "client_gone".equals(told.failure()));
            }
        }
    }

    @Test
    void anUploadThatBreaksOffReleasesEverything() {
        try (RawUpstream a = RawUpstream.frozen()) {
            Upstream upstream = Door.upstream(1, a);
            try (Door door = Door.to(upstream)) {
                for (int i = 0; i < 5; i++) {
                    int before = a.heads().size();
                    try (RawClient client = door.client()) {
                        client.send("POST / HTTP/1.1\r\nHost: " + Door.HOST + "\r\nContent-Length: 1000\r\n\r\nabc");
                        Awaitility.await().until(() -> a.heads().size() > before);
                    }
                }
                Awaitility.await().untilAsserted(() -> {
                    assertThat(upstream.vitals().inFlight()).isZero();
                    assertThat(a.openConnections()).isZero();
                    assertThat(door.finished()).hasSize(5).allMatch(told -> told.status() == 499);
                });
                assertThat(upstream.vitals().failed()).isZero();
            }
        }
    }
}
