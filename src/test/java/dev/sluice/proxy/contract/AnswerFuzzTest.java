package dev.sluice.proxy.contract;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.core.balance.Upstream;
import dev.sluice.proxy.ProxyOptions;
import dev.sluice.proxy.kit.Answer;
import dev.sluice.proxy.kit.Door;
import dev.sluice.proxy.kit.Plan;
import dev.sluice.proxy.kit.RawUpstream;
import dev.sluice.proxy.kit.Speaker;
import dev.sluice.proxy.kit.StrictWire;
import dev.sluice.proxy.kit.Wire;
import dev.sluice.testing.fuzz.Fuzz;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.SocketException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentHashMap;
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
 * Answers that are broken at random. Whatever an upstream says: the client gets an answer by the letter, or one that is visibly cut,
 * in time; and who asks next, on whatever connection, gets his own answer and nothing of another's.
 */
@Tag("fuzz")
class AnswerFuzzTest {

    private static final int AT_ONCE = 48;
    private static final int PATIENCE_MS = 10_000;
    private static final int LINGER_MS = 500;
    private static final Duration RESPONSE_HEAD = Duration.ofSeconds(3);
    private static final String[] PIECES = {
        "\r\n",
        "\n",
        "\r",
        "\r\n\r\n",
        "\0",
        " ",
        ":",
        "\r\n ",
        "HTTP/1.1 200 OK\r\nContent-Length: 5\r\n\r\nother",
        "HTTP/1.1 100 Continue\r\n\r\n",
        "HTTP/1.1 103 Early Hints\r\nLink: </a>\r\n\r\n",
        "HTTP/1.1 204 No Content\r\n\r\n",
        "HTTP/1.1 101 Switching Protocols\r\nConnection: upgrade\r\nUpgrade: websocket\r\n\r\n",
        "HTTP/1.0 200 OK\r\n\r\n",
        "HTTP/2 200\r\n",
        "Content-Length: 3\r\n",
        "Content-Length: -1\r\n",
        "Content-Length : 4\r\n",
        "Transfer-Encoding: chunked\r\n",
        "Transfer-Encoding: gzip, chunked\r\n",
        "Transfer-Encoding:\u000bchunked\r\n",
        "Connection: close\r\n",
        "Connection: content-length\r\n",
        "0\r\n\r\n",
        "5\r\nabcde\r\n",
        "ffffffffffffffff\r\n",
        ";x=\"\r\n\"",
        "\u00ff"
    };

    private final Map<String, byte[]> answers = new ConcurrentHashMap<>();
    private final AtomicInteger cases = new AtomicInteger();
    private RawUpstream liar;
    private Upstream upstream;
    private Door door;

    @BeforeEach
    void open() {
        liar = RawUpstream.open(this::answer);
        door = Door.open(AnswerFuzzTest::hurried);
        upstream = Door.upstream(1, liar);
        door.publish(new Plan(7, Door.HOST).through(upstream));
    }

    @AfterEach
    void close() {
        door.close();
        liar.close();
    }

    private static ProxyOptions hurried(ProxyOptions options) {
        return options.withH2c(true).withUpstreams(options.upstreams().withResponseHead(RESPONSE_HEAD));
    }

    /** To {@code /lie/N} what is broken in round N, to anything else its own target. */
    private void answer(Wire wire) throws IOException {
        for (Wire.Message request = wire.readRequest(); request != null; request = wire.readRequest()) {
            String target = request.firstLine().split(" ")[1];
            byte[] lie = answers.get(target);
            if (lie == null) {
                wire.send("HTTP/1.1 200 OK\r\nContent-Length: " + target.length() + "\r\n\r\n" + target);
                continue;
            }
            wire.send(lie);
            if (lie.length % 2 == 0) {
                return;
            }
            wire.socket().setSoTimeout(LINGER_MS); // an answer may have no other end than the connection's
        }
    }

    @Test
    void toHttp1() throws Exception {
        play(250, this::byTheLetter);
    }

    @Test
    void toHttp2() throws Exception {
        play(100, target -> {
            try (Speaker client = Over.HTTP2.connect(door)) {
                client.get(target);
                assertOwnAnswer(client);
            }
        });
    }

    /** Asks for the broken answer. */
    @FunctionalInterface
    private interface Asking {

        void ask(String target) throws IOException;
    }

    private void play(int rounds, Asking asking) throws InterruptedException {
        Fuzz fuzz = Fuzz.of("http1-answer", PIECES);
        Queue<AssertionError> failures = new ConcurrentLinkedQueue<>();
        ExecutorService clients = Executors.newFixedThreadPool(AT_ONCE);
        Semaphore free = new Semaphore(AT_ONCE * 2);
        fuzz.play(rounds, input -> {
            free.acquire();
            String target = "/lie/" + cases.incrementAndGet();
            answers.put(target, input);
            clients.execute(() -> {
                try {
                    asking.ask(target);
                } catch (IOException | RuntimeException | AssertionError e) {
                    failures.add(new AssertionError(fuzz.failure(failures.size(), input), e));
                } finally {
                    answers.remove(target);
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
        Awaitility.await().until(() -> door.front().connections() == 0);
        assertThat(upstream.vitals().inFlight()).isZero();
    }

    private void byTheLetter(String target) throws IOException {
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), door.port())) {
            socket.setSoTimeout(PATIENCE_MS);
            String request = "GET " + target + " HTTP/1.1\r\nHost: " + Door.HOST + "\r\nConnection: close\r\n\r\n";
            socket.getOutputStream().write(request.getBytes(StandardCharsets.ISO_8859_1));
            StrictWire wire = new StrictWire(socket.getInputStream());
            try {
                StrictWire.Message answer = wire.readAnswer("GET");
                while (answer != null && answer.status() < 200) {
                    answer = wire.readAnswer("GET");
                }
                assertThat(answer == null || answer.whole() ? wire.readAnswer("GET") : null)
                        .as("what comes after the answer")
                        .isNull();
            } catch (SocketException reset) {
                // how an answer without a length is cut
            }
        }
        try (Speaker client = Over.HTTP1.connect(door)) {
            assertOwnAnswer(client);
        }
    }

    private void assertOwnAnswer(Speaker client) {
        String own = "/own/" + cases.incrementAndGet();
        Answer answer = client.get(own);
        assertThat(answer.status()).isEqualTo(200);
        assertThat(answer.body()).isEqualTo(own);
    }
}
