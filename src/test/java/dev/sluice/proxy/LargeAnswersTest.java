package dev.sluice.proxy;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.core.balance.Upstream;
import dev.sluice.proxy.kit.Door;
import dev.sluice.proxy.kit.RawClient;
import dev.sluice.proxy.kit.RawUpstream;
import dev.sluice.proxy.kit.Wire;
import java.io.IOException;
import java.util.Random;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;

/** Answers whose bytes go past Vert.x: whole, in order, in their framing, and given back wherever they are cut. */
class LargeAnswersTest {

    private static final String HEAD = "HTTP/1.1 200 OK\r\n";

    private static String letters(Random random, int length) {
        StringBuilder letters = new StringBuilder(length);
        for (int i = 0; i < length; i++) {
            letters.append((char) ('a' + random.nextInt(26)));
        }
        return letters.toString();
    }

    /** In writes of every size, so that reads end anywhere. */
    private static void sendInPieces(Wire wire, String bytes, Random random) throws IOException {
        for (int at = 0, end; at < bytes.length(); at = end) {
            end = Math.min(bytes.length(), at + 1 + random.nextInt(50_000));
            wire.send(bytes.substring(at, end));
        }
    }

    private static String chunked(String body, Random random) {
        StringBuilder framed = new StringBuilder();
        for (int at = 0, end; at < body.length(); at = end) {
            end = Math.min(body.length(), at + 1 + random.nextInt(40_000));
            framed.append(Integer.toHexString(end - at)).append("\r\n");
            framed.append(body, at, end).append("\r\n");
        }
        return framed.append("0\r\nX-Sum: 7\r\n\r\n").toString();
    }

    @Test
    void oneAfterTheOtherOnTheSameConnections() {
        Random random = new Random(9);
        String body = letters(random, 700_000);
        try (RawUpstream a = RawUpstream.open(wire -> {
                    for (int i = 0; wire.readRequest() != null; i++) {
                        boolean isChunked = i % 2 == 0;
                        String framing = isChunked ? "Transfer-Encoding: chunked" : "Content-Length: " + body.length();
                        String framed = isChunked ? chunked(body, random) : body;
                        sendInPieces(wire, HEAD + framing + "\r\n\r\n" + framed, random);
                    }
                });
                Door door = Door.to(Door.upstream(1, a));
                RawClient client = door.client()) {
            for (int i = 0; i < 10; i++) {
                Wire.Message answer = client.get();
                assertThat(answer.body()).isEqualTo(body);
                assertThat(answer.trailers()).isEqualToIgnoringCase(i % 2 == 0 ? "x-sum: 7\r\n" : "");
            }
            assertThat(a.accepted()).isEqualTo(1);
            assertThat(door.lastFinished().bytesOut()).isEqualTo(body.length());
        }
    }

    @Test
    void aCutOneIsCutForTheClient() throws IOException {
        String part = letters(new Random(1), 300_000);
        try (RawUpstream a = RawUpstream.open(wire -> {
                    wire.readRequest();
                    wire.send(HEAD + "Content-Length: 400000\r\n\r\n" + part);
                });
                Door door = Door.to(Door.upstream(1, a));
                RawClient client = door.client()) {
            client.send("GET / HTTP/1.1\r\nHost: " + Door.HOST + "\r\n\r\n");
            client.wire().readHead();
            assertThat(part).startsWith(client.wire().readToEnd());
            assertThat(client.isClosed()).isTrue();
            assertThat(door.lastFinished().failure()).isEqualTo("upstream_cut");
        }
    }

    @Test
    void aClientThatLeavesLetsGoOfTheUpstream() throws Exception {
        CountDownLatch left = new CountDownLatch(1);
        try (RawUpstream a = RawUpstream.open(wire -> {
            wire.readRequest();
            wire.send(HEAD + "Content-Length: 100000000\r\n\r\n");
            try {
                while (true) {
                    wire.send(new byte[100_000]);
                }
            } catch (IOException gone) {
                left.countDown();
            }
        })) {
            Upstream upstream = Door.upstream(1, a);
            try (Door door = Door.to(upstream)) {
                try (RawClient client = door.client()) {
                    client.send("GET / HTTP/1.1\r\nHost: " + Door.HOST + "\r\n\r\n");
                    client.wire().readHead();
                    client.wire().read(500_000);
                }
                assertThat(left.await(20, TimeUnit.SECONDS)).isTrue();
                Awaitility.await()
                        .untilAsserted(
                                () -> assertThat(upstream.vitals().inFlight()).isZero());
                assertThat(door.lastFinished().failure()).isEqualTo("client_gone");
            }
        }
    }
}
