package dev.sluice.proxy.contract;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.core.balance.Upstream;
import dev.sluice.core.port.FinishedRequest;
import dev.sluice.proxy.ClientLimits;
import dev.sluice.proxy.ProxyOptions;
import dev.sluice.proxy.UpstreamLimits;
import dev.sluice.proxy.kit.Door;
import dev.sluice.proxy.kit.Plan;
import dev.sluice.proxy.kit.RawClient;
import dev.sluice.proxy.kit.RawUpstream;
import dev.sluice.proxy.kit.StrictWire;
import dev.sluice.proxy.kit.Wire;
import dev.sluice.testing.fuzz.Fuzz;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.SocketException;
import java.time.Duration;
import java.util.List;
import java.util.Queue;
import java.util.Random;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/**
 * Requests that are broken at random, in HTTP/1.1 and in HTTP/2. Whatever comes: what is written upstream is HTTP by the letter and
 * has passed our rules, the client gets an answer by the letter or none, never a 5xx for its own fault, its connection ends in
 * time, nothing is held afterwards, and nobody else notices.
 */
@Tag("fuzz")
class RequestFuzzTest {

    private static final int AT_ONCE = 64;
    private static final int PATIENCE_MS = 10_000;
    private static final Duration SHORT = Duration.ofMillis(150);
    private static final String[] HTTP1_PIECES = {
        "\r\n",
        "\n",
        "\r",
        "\r\n\r\n",
        "\0",
        "\t",
        " ",
        ":",
        " :",
        "\r\n ",
        "GET / HTTP/1.1\r\nHost: app.example.org\r\n\r\n",
        "Host: app.example.org\r\n",
        "Host: other.example\r\n",
        "Content-Length: 5\r\n",
        "Content-Length: 0\r\n",
        "Content-Length : 3\r\n",
        "Transfer-Encoding: chunked\r\n",
        "Transfer-Encoding:\u000bchunked\r\n",
        "Transfer-Encoding: x\r\n",
        "Connection: close, host\r\n",
        "Connection: upgrade\r\nUpgrade: websocket\r\n",
        "Expect: 100-continue\r\n",
        "TE: trailers\r\n",
        "0\r\n\r\n",
        "5\r\nabcde\r\n",
        "5;a=\"b\r\nc\"\r\n",
        "fffffffffffffffff\r\n",
        "0x5",
        "HTTP/1.0",
        "HTTP/1.1",
        "http://app.example.org",
        "https://",
        "//",
        "/../",
        "%2e%2e/",
        "%00",
        "#",
        "*",
        "\u0080",
        "\u00ff",
        "CONNECT ",
        "HEAD ",
        "POST "
    };

    private final Queue<String> malformed = new ConcurrentLinkedQueue<>();
    private final AtomicInteger passed = new AtomicInteger();
    private RawUpstream recorder;
    private Upstream upstream;
    private Door door;

    @BeforeEach
    void open() {
        recorder = RawUpstream.open(this::record);
        door = Door.open(RequestFuzzTest::hurried);
        upstream = Door.upstream(1, recorder);
        door.publish(new Plan(7, Door.HOST).through(upstream));
    }

    @AfterEach
    void close() {
        door.close();
        recorder.close();
    }

    private static ProxyOptions hurried(ProxyOptions options) {
        ClientLimits c = options.clients();
        UpstreamLimits u = options.upstreams();
        return options.withH2c(true)
                .withClients(new ClientLimits(
                        SHORT,
                        c.headBytes(),
                        SHORT,
                        c.bodyRate(),
                        c.bodyRateGrace(),
                        SHORT,
                        Duration.ofSeconds(1),
                        c.connections(),
                        c.connectionsPerAddress()))
                .withUpstreams(new UpstreamLimits(
                        u.dial(),
                        u.lastResortDial(),
                        u.acquire(),
                        u.waiting(),
                        u.connections(),
                        Duration.ofSeconds(1),
                        u.responseHead(),
                        u.responseIdle(),
                        u.interim()));
    }

    private void record(Wire wire) throws IOException {
        StrictWire strict = new StrictWire(wire.socket().getInputStream());
        try {
            for (StrictWire.Message request = strict.readRequest(); request != null; request = strict.readRequest()) {
                if (request.all("via").stream().noneMatch(via -> via.endsWith(" sluice"))
                        || request.all("x-request-id").size() != 1
                        || request.all("x-forwarded-for").size() != 1) {
                    malformed.add("has not passed our rules: " + request);
                }
                if (!request.whole()) {
                    return;
                }
                passed.incrementAndGet();
                boolean head = request.start().startsWith("HEAD ");
                wire.send("HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\n" + (head ? "" : "ok"));
            }
        } catch (StrictWire.Malformed e) {
            malformed.add(e.getMessage());
        }
    }

    @Test
    void http1() throws Exception {
        Fuzz fuzz = Fuzz.of("http1-request", HTTP1_PIECES);
        play(fuzz, this::answeredByTheLetter);
    }

    @Test
    void http2() throws Exception {
        Fuzz fuzz = Fuzz.of(
                "http2-request", "\0\0\0\4\0\0\0\0\0", "\0\0\4\10\0\0\0\0\1\0\0\0\1", "\0\0\10\6\0\0\0\0\0abcdefgh");
        play(fuzz, RequestFuzzTest::readToTheEnd);
    }

    /** What a client does with its connection after it has sent all. */
    @FunctionalInterface
    private interface Reading {

        void read(Socket socket, byte[] sent) throws IOException;
    }

    private void play(Fuzz fuzz, Reading reading) throws InterruptedException {
        Queue<AssertionError> failures = new ConcurrentLinkedQueue<>();
        ExecutorService clients = Executors.newFixedThreadPool(AT_ONCE);
        Semaphore free = new Semaphore(AT_ONCE * 2);
        int rounds = fuzz.play(400, input -> {
            free.acquire();
            clients.execute(() -> {
                try {
                    send(input, reading);
                } catch (IOException | RuntimeException | AssertionError e) {
                    failures.add(new AssertionError(fuzz.failure(failures.size(), input), e));
                } finally {
                    free.release();
                }
            });
            if (!failures.isEmpty()) {
                throw failures.peek();
            }
        });
        clients.shutdown();
        assertThat(clients.awaitTermination(30, TimeUnit.SECONDS)).isTrue();
        assertThat(failures).isEmpty();
        assertThat(malformed).isEmpty();
        // A generator that makes nothing but refused requests tests nothing but refusals.
        assertThat(passed.get())
                .as("requests that passed, of %s inputs", rounds)
                .isGreaterThan(rounds / 20);
        assertNobodyElseNoticed();
    }

    private void send(byte[] input, Reading reading) throws IOException {
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), door.port())) {
            socket.setTcpNoDelay(true);
            socket.setSoTimeout(PATIENCE_MS);
            int cut = new Random(input.length).nextInt(input.length + 1);
            try {
                socket.getOutputStream().write(input, 0, cut);
                socket.getOutputStream().write(input, cut, input.length - cut);
            } catch (SocketException closed) {
                // refused before all was sent
            }
            reading.read(socket, input);
        }
    }

    /** Reads the answers; a connection that is not closed in time ends in a timeout. */
    private void answeredByTheLetter(Socket socket, byte[] sent) throws IOException {
        StrictWire wire = new StrictWire(socket.getInputStream());
        boolean head = Fuzz.text(sent).contains("HEAD");
        try {
            for (StrictWire.Message answer = wire.readAnswer(""); answer != null; answer = wire.readAnswer("")) {
                if (head) {
                    readToTheEnd(socket, sent); // which of the answers has no body cannot be told
                    return;
                }
            }
        } catch (SocketException reset) {
            // bytes that nobody wanted are answered by a reset
        }
    }

    private static void readToTheEnd(Socket socket, byte[] sent) throws IOException {
        try {
            socket.getInputStream().transferTo(java.io.OutputStream.nullOutputStream());
        } catch (SocketException reset) {
            // as above
        }
    }

    private void assertNobodyElseNoticed() {
        Awaitility.await()
                .until(() ->
                        door.front().connections() == 0 && upstream.vitals().inFlight() == 0);
        assertThat(upstream.vitals().failed()).isZero();
        assertThat(door.suspicions()).isEmpty();
        List<FinishedRequest> ours = door.finished().stream()
                .filter(told -> told.status() >= 500)
                .filter(told -> told.status() != 501 && told.status() != 505 && told.status() != 508)
                .toList();
        assertThat(ours).isEmpty();
        try (RawClient clean = door.client()) {
            assertThat(clean.get().body()).isEqualTo("ok");
        }
        Awaitility.await().until(() -> recorder.openConnections() == 0);
    }
}
