package dev.sluice.proxy.contract;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.proxy.kit.Answer;
import dev.sluice.proxy.kit.Door;
import dev.sluice.proxy.kit.RawUpstream;
import dev.sluice.proxy.kit.Speaker;
import dev.sluice.proxy.kit.Wire;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;

/** Bodies flow at once, both ways, and no faster than they are taken. */
class StreamContractTest extends Contract {

    private static final int MUCH = 64 * 1024;
    /** More than a client's slowness lets pass, less than the kernel takes. */
    private static final int DONE = 48 * MUCH;

    @Test
    void whatIsSentArrivesBeforeTheEnd() {
        serving(wire -> {
            wire.readHead();
            assertThat(wire.readLine()).isEqualTo("4");
            String part = wire.read(4);
            wire.send("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n4\r\n" + part + "\r\n");
            wire.readLine();
            assertThat(wire.readLine()).isEqualTo("5");
            wire.send("5\r\n" + wire.read(5) + "\r\n0\r\n\r\n");
            wire.readToEnd();
        });
        Speaker.Conversation conversation = client().ask("POST", "/", Speaker.UNKNOWN);
        conversation.send("ping");
        assertThat(conversation.status()).isEqualTo(200);
        assertThat(conversation.read(4)).isEqualTo("ping");
        conversation.send("again");
        assertThat(conversation.read(5)).isEqualTo("again");
        conversation.end();
        assertThat(conversation.answer().whole()).isTrue();
    }

    @Test
    void theBodyIsAskedForWhenTheUpstreamAsks() {
        serving(wire -> {
            String head = wire.readHead();
            assertThat(Wire.fieldOf(String.valueOf(head), "expect")).isEqualTo("100-continue");
            assertThat(wire.readByteWithin(100)).as("nothing yet").isEqualTo(-2);
            wire.send("HTTP/1.1 100 Continue\r\n\r\n");
            assertThat(wire.read(4)).isEqualTo("body");
            wire.send("HTTP/1.1 200 OK\r\nContent-Length: 4\r\n\r\ndone");
        });
        Speaker.Conversation conversation = client().ask("POST", "/", 4, "expect", "100-continue");
        assertThat(conversation.interim()).startsWith("100");
        conversation.send("body");
        conversation.end();
        assertThat(conversation.answer().body()).isEqualTo("done");
    }

    @Test
    void theBodyIsAskedForWhenTheUpstreamSaysNothing() {
        serving(wire -> {
            assertThat(wire.readRequest()).isNotNull();
            wire.send("HTTP/1.1 200 OK\r\nContent-Length: 4\r\n\r\ndone");
            wire.readToEnd();
        });
        Speaker.Conversation conversation = client().ask("POST", "/", 4, "expect", "100-continue");
        assertThat(conversation.interim()).startsWith("100");
        conversation.send("body");
        conversation.end();
        assertThat(conversation.answer().body()).isEqualTo("done");
    }

    @Test
    void hintsComeFirst() {
        serving("HTTP/1.1 103 Early Hints\r\nLink: </s.css>\r\n\r\nHTTP/1.1 102 Processing\r\n\r\n"
                + "HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok");
        Speaker.Conversation conversation = client().ask("GET", "/", Speaker.NONE);
        assertThat(conversation.interim()).startsWith("103").containsIgnoringCase("link: </s.css>");
        assertThat(conversation.interim()).as("102 is not passed").isNull();
        assertThat(conversation.answer().body()).isEqualTo("ok");
    }

    @Test
    void anEarlyAnswerReachesWhoIsStillSending() {
        serving(wire -> {
            wire.readHead();
            wire.send("HTTP/1.1 413 Content Too Large\r\nContent-Length: 8\r\n\r\ntoo much");
            wire.readToEnd();
        });
        Speaker.Conversation conversation = client().ask("POST", "/", Speaker.UNKNOWN);
        conversation.send("some");
        Answer answer = conversation.answer();
        assertThat(answer.status()).isEqualTo(413);
        assertThat(answer.body()).isEqualTo("too much");
        if (over.isMultiplexed()) {
            serving("HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok");
            assertThat(client().get("/").body()).isEqualTo("ok");
        } else {
            assertThat(answer.field("connection")).isEqualTo("close");
            assertThat(client().isEnded()).isTrue();
        }
    }

    @Test
    void anUpstreamThatReadsNothingHoldsTheClientUp() throws Exception {
        CountDownLatch reads = new CountDownLatch(1);
        serving(wire -> {
            wire.readHead();
            reads.await(10, TimeUnit.SECONDS);
            long left = 256L * MUCH;
            byte[] some = new byte[MUCH];
            while (left > 0) {
                left -= wire.readSome(some, (int) Math.min(left, some.length));
            }
            wire.send("HTTP/1.1 200 OK\r\nContent-Length: 3\r\n\r\nall");
        });
        AtomicLong sent = new AtomicLong();
        Speaker.Conversation conversation = client().ask("POST", "/", 256 * MUCH);
        Thread sending = new Thread(() -> {
            String piece = "x".repeat(MUCH);
            for (int i = 0; i < 256; i++) {
                conversation.send(piece);
                sent.addAndGet(MUCH);
            }
            conversation.end();
        });
        sending.setDaemon(true);
        sending.start();
        AtomicLong before = new AtomicLong(-1);
        Awaitility.await()
                .pollInterval(java.time.Duration.ofMillis(100))
                .until(() -> before.getAndSet(sent.get()) == sent.get() && sent.get() > 0);
        assertThat(sent.get()).isLessThan(200L * MUCH);
        reads.countDown();
        sending.join(10_000);
        assertThat(conversation.answer().body()).isEqualTo("all");
        assertThat(door().lastFinished().bytesIn()).isEqualTo(256L * MUCH);
    }

    @Test
    void anUpstreamThatIsDoneAndClosesIsNotCutShortForASlowClient() {
        for (String framing : List.of("Content-Length: " + DONE, "X-Until: the end")) {
            RawUpstream a = serving(wire -> {
                wire.readHead();
                wire.send("HTTP/1.1 200 OK\r\nConnection: close\r\n" + framing + "\r\n\r\n" + "z".repeat(DONE));
            });
            try (Speaker own = over.connect(door())) {
                Speaker.Conversation conversation = own.ask("GET", "/", Speaker.NONE);
                Awaitility.await().until(() -> a.accepted() == 1 && a.openConnections() == 0);
                Answer answer = conversation.answer();
                assertThat(answer.body().length()).as(framing).isEqualTo(DONE);
                assertThat(answer.whole()).as(framing).isTrue();
            }
        }
    }

    @Test
    void whatComesWhileAClientTakesNothingIsAllHandedOutBeforeTheEnd() {
        for (int size : List.of(6 * MUCH, 8 * MUCH, 16 * MUCH)) {
            CountDownLatch taken = new CountDownLatch(1);
            AtomicLong sent = new AtomicLong();
            serving(wire -> {
                wire.readHead();
                wire.send("HTTP/1.1 200 OK\r\nContent-Length: " + (size + 9) + "\r\n\r\n" + "z".repeat(size));
                sent.set(size);
                if (taken.await(15, TimeUnit.SECONDS)) {
                    wire.send("that's it");
                }
            });
            try (Speaker own = over.connect(door())) {
                Speaker.Conversation conversation = own.ask("GET", "/", Speaker.NONE);
                Awaitility.await()
                        .pollDelay(java.time.Duration.ofMillis(100)) // in which the client takes nothing
                        .until(() -> sent.get() == size);
                assertThat(conversation.read(size).length()).isEqualTo(size);
                taken.countDown();
                assertThat(conversation.answer().body()).isEqualTo("that's it");
            }
        }
    }

    @Test
    void aClientThatTakesNothingHoldsTheUpstreamUp() {
        AtomicLong sent = new AtomicLong();
        serving(wire -> {
            wire.readHead();
            wire.send("HTTP/1.1 200 OK\r\nContent-Length: " + 512L * MUCH + "\r\n\r\n");
            byte[] piece = "y".repeat(MUCH).getBytes(java.nio.charset.StandardCharsets.ISO_8859_1);
            for (int i = 0; i < 512; i++) {
                wire.send(piece);
                sent.addAndGet(MUCH);
            }
        });
        Speaker.Conversation conversation = client().ask("GET", "/", Speaker.NONE);
        AtomicLong before = new AtomicLong(-1);
        Awaitility.await()
                .pollInterval(java.time.Duration.ofMillis(100))
                .until(() -> before.getAndSet(sent.get()) == sent.get() && sent.get() > 0);
        assertThat(sent.get()).isLessThan(400L * MUCH);
        for (int i = 0; i < 512; i++) {
            assertThat(conversation.read(MUCH).length()).as("%s", conversation).isEqualTo(MUCH);
        }
        assertThat(conversation.answer().whole()).isTrue();
        assertThat(door().lastFinished().bytesOut()).isEqualTo(512L * MUCH);
        assertThat(door().lastFinished().host()).isEqualTo(Door.HOST);
    }
}
