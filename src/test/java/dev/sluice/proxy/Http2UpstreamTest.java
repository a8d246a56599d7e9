package dev.sluice.proxy;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.core.balance.Upstream;
import dev.sluice.proxy.kit.Answer;
import dev.sluice.proxy.kit.Crowd;
import dev.sluice.proxy.kit.Door;
import dev.sluice.proxy.kit.FrameWire;
import dev.sluice.proxy.kit.Http1Speaker;
import dev.sluice.proxy.kit.Http2Speaker;
import dev.sluice.proxy.kit.Http2Upstream;
import dev.sluice.proxy.kit.Plan;
import dev.sluice.proxy.kit.RawClient;
import dev.sluice.proxy.kit.RawUpstream;
import dev.sluice.proxy.kit.Speaker;
import dev.sluice.proxy.kit.Wire;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/** Peers that are spoken to in HTTP/2: what they see, and what is done when they fail. */
@Execution(ExecutionMode.CONCURRENT) // nearly all of it is waiting
class Http2UpstreamTest {

    private static final int REFUSED_STREAM = 7;

    @Test
    void aRequestArrivesAsHttp2() {
        List<Http2Upstream.Asked> seen = new CopyOnWriteArrayList<>();
        try (RawUpstream a = Http2Upstream.answering(asked -> {
                    seen.add(asked);
                    asked.answer("got " + asked.body());
                });
                Door door = Door.to(Door.http2(1, a));
                RawClient client = door.client()) {
            Wire.Message answer = client.post("body");
            assertThat(answer.status()).isEqualTo(200);
            assertThat(answer.body()).isEqualTo("got body");
            assertThat(answer.field("via")).isEqualTo("2.0 sluice");
            Http2Upstream.Asked asked = seen.get(0);
            assertThat(asked.field(":authority")).isEqualTo(Door.HOST);
            assertThat(asked.field(":method")).isEqualTo("POST");
            assertThat(asked.field(":path")).isEqualTo("/");
            assertThat(asked.field("via")).isEqualTo("1.1 sluice");
            assertThat(asked.head()).doesNotContain("\nhost:", "connection", "transfer-encoding");
        }
    }

    @Test
    void bodiesWithoutALengthTrailersAndHintsPass() {
        try (RawUpstream a = Http2Upstream.answering(asked -> {
                    asked.head(102, false);
                    asked.head(103, false, "link", "</style.css>");
                    asked.head(200, false, "grpc", asked.field("te"));
                    asked.body("echo ", false);
                    asked.body(asked.body(), false);
                    asked.trailers("grpc-status", "0");
                });
                Door door = Door.open(options -> options.withH2c(true))) {
            door.publish(new Plan(7, Door.HOST).through(Door.http2(1, a)));
            try (Speaker http1 = Http1Speaker.plain(door.port());
                    Speaker http2 = Http2Speaker.plain(door.port())) {
                for (Speaker client : List.of(http1, http2)) {
                    Speaker.Conversation conversation = client.ask("POST", "/", Speaker.UNKNOWN, "te", "trailers");
                    conversation.send("abc");
                    conversation.end();
                    assertThat(conversation.interim()).startsWith("103").contains("/style.css");
                    Answer answer = conversation.answer();
                    assertThat(answer.body()).isEqualTo("echo abc");
                    assertThat(answer.field("grpc")).isEqualTo("trailers");
                    assertThat(answer.trailers()).contains("grpc-status: 0");
                    assertThat(answer.whole()).isTrue();
                }
            }
        }
    }

    @Test
    void manyRequestsShareFewConnections() {
        CountDownLatch all = new CountDownLatch(20);
        try (RawUpstream a = Http2Upstream.answering(asked -> {
                    all.countDown();
                    Thread answering = new Thread(() -> {
                        try {
                            all.await(10, TimeUnit.SECONDS);
                            asked.answer("together");
                        } catch (Exception e) {
                            throw new IllegalStateException(e);
                        }
                    });
                    answering.setDaemon(true);
                    answering.start();
                });
                Door door = Door.to(Door.http2(1, a));
                Crowd<String> crowd = Crowd.of(20, i -> () -> {
                    try (RawClient client = door.client()) {
                        return client.get().body();
                    }
                })) {
            assertThat(crowd.results()).hasSize(20).containsOnly("together");
            assertThat(a.accepted()).isLessThanOrEqualTo(2 * Door.LOOPS);
        }
    }

    @Test
    void whatWasNotProcessedIsSentAgainWhateverItsMethod() {
        AtomicInteger asks = new AtomicInteger();
        try (RawUpstream a = Http2Upstream.answering(asked -> {
                    if (asks.incrementAndGet() == 1) {
                        asked.reset(REFUSED_STREAM);
                    } else if (asks.get() == 2) {
                        asked.wire().send(FrameWire.GOAWAY, 0, 0, new byte[8]);
                    } else {
                        asked.answer("third");
                    }
                });
                Door door = Door.to(Door.http2(1, a));
                Speaker client = Http1Speaker.plain(door.port())) {
            Answer answer = client.ask("DELETE", "/", Speaker.NONE).answer();
            assertThat(answer.body()).isEqualTo("third");
            assertThat(asks).hasValue(3);
        }
    }

    @Test
    void aRequestWithABodyIsSentOnce() {
        AtomicInteger asks = new AtomicInteger();
        try (RawUpstream a = Http2Upstream.answering(asked -> {
                    asks.incrementAndGet();
                    asked.reset(REFUSED_STREAM);
                });
                Door door = Door.to(Door.http2(1, a));
                RawClient client = door.client()) {
            assertThat(client.post("x").status()).isEqualTo(502);
            assertThat(asks).hasValue(1);
        }
    }

    @Test
    void aConnectionThatDiesUnansweredIsReplayedElsewhere() {
        try (RawUpstream a = Http2Upstream.answering(asked -> asked.wire().close());
                RawUpstream b = Http2Upstream.saying("from b")) {
            Upstream first = Door.http2(1, a);
            try (Door door = Door.to(first, Door.http2(2, b));
                    RawClient client = door.client()) {
                assertThat(client.get().body()).isEqualTo("from b");
                assertThat(first.vitals().inFlight()).isZero();
                assertThat(door.lastFinished().rescued()).isTrue();
            }
        }
    }

    @Test
    void requestsThatWaitForAFrozenPeerAreRescued() {
        try (RawUpstream frozen = RawUpstream.frozen();
                RawUpstream b = Http2Upstream.saying("from b");
                Door door = Door.open()) {
            Upstream first = Door.http2(1, frozen);
            Plan plan = new Plan(7, Door.HOST).through(first, Door.http2(2, b));
            door.publish(plan);
            try (Crowd<String> crowd = Crowd.of(5, i -> () -> {
                try (RawClient client = door.client()) {
                    return client.get().body();
                }
            })) {
                Awaitility.await().until(() -> first.vitals().inFlight() == 5);
                Awaitility.await()
                        .untilAsserted(() -> assertThat(door.suspicions()).hasSize(1));
                door.publish(Set.of(1L), plan);
                assertThat(crowd.results()).hasSize(5).containsOnly("from b");
                assertThat(first.vitals().inFlight()).isZero();
            }
        }
    }

    @Test
    void anAnswerThatBreaksOffIsCut() {
        for (Http2Upstream.Answering breaking : List.<Http2Upstream.Answering>of(
                asked -> {
                    asked.head(200, false);
                    asked.body("half", false);
                    asked.reset(2);
                },
                asked -> {
                    asked.head(200, false, "content-length", "10");
                    asked.body("half", true);
                },
                asked -> {
                    asked.head(200, false);
                    asked.body("half", false);
                    asked.wire().close();
                })) {
            try (RawUpstream a = Http2Upstream.answering(breaking);
                    Door door = Door.to(Door.http2(1, a));
                    Speaker client = Http1Speaker.plain(door.port())) {
                Answer answer = client.get("/");
                assertThat(answer.status() == 502 || !answer.whole())
                        .as("%s", answer)
                        .isTrue();
                assertThat(door.lastFinished().failure()).isEqualTo("upstream_cut");
            }
        }
    }

    @Test
    void aLyingHeadIs502AndTheOtherStreamsGoOn() {
        try (RawUpstream a = Http2Upstream.answering(asked -> {
                    if (asked.field(":path").equals("/lie")) {
                        byte[] block = FrameWire.literal(":status", "200", "x-lie", "a\r\nset-cookie: b");
                        asked.wire().send(FrameWire.HEADERS, FrameWire.END_HEADERS, asked.stream(), block);
                    } else {
                        asked.answer("fine");
                    }
                });
                Door door = Door.to(Door.http2(1, a));
                RawClient client = door.client()) {
            assertThat(client.get().body()).isEqualTo("fine");
            assertThat(client.get(Door.HOST, "/lie").status()).isEqualTo(502);
            assertThat(client.get().body()).isEqualTo("fine");
        }
    }

    @Test
    void anUpstreamThatSpeaksNoHttp2IsNoUpstream() {
        try (RawUpstream a = RawUpstream.open(wire -> {
                    wire.send("HTTP/1.1 400 Bad Request\r\nContent-Length: 0\r\n\r\n"
                            .getBytes(StandardCharsets.ISO_8859_1));
                    wire.readToEnd();
                });
                Door door = Door.to(Door.http2(1, a));
                RawClient client = door.client()) {
            long before = System.nanoTime();
            assertThat(client.get().status()).isGreaterThanOrEqualTo(502);
            assertThat(Duration.ofNanos(System.nanoTime() - before)).isLessThan(Duration.ofSeconds(4));
        }
    }

    /** Whoever waited for its end is told in time, and what it held up stays alone with it. */
    @Test
    void nobodyIsSentBehindHalfAFrame() throws Exception {
        CountDownLatch dripping = new CountDownLatch(1);
        try (RawUpstream a = Http2Upstream.answering(asked -> {
                    if (asked.field(":path").equals("/whole")) {
                        asked.answer("whole");
                        return;
                    }
                    byte[] block = FrameWire.literal(":status", "200", "x-drip", "a".repeat(100));
                    byte[] head = FrameWire.frame(FrameWire.HEADERS, FrameWire.END_HEADERS, asked.stream(), block);
                    dripping.countDown();
                    for (byte next : head) {
                        asked.wire().sendBytes(new byte[] {next});
                        TimeUnit.MILLISECONDS.sleep(50);
                    }
                });
                Door door = Door.open(options -> options.withH2c(true)
                        .withUpstreams(options.upstreams().withResponseHead(Duration.ofMillis(1200))));
                Speaker waits = Http2Speaker.plain(door.port());
                Speaker leaves = Http2Speaker.plain(door.port())) {
            Upstream peer = Door.http2(1, a);
            door.publish(new Plan(7, Door.HOST).through(peer));
            Speaker.Conversation left = leaves.ask("GET", "/drip", Speaker.NONE);
            assertThat(dripping.await(10, TimeUnit.SECONDS)).isTrue();
            TimeUnit.MILLISECONDS.sleep(600); // longer than an upstream's frames stay away for good reasons
            left.abort();
            assertThat(leaves.get("/whole").body()).as("after the client left").isEqualTo("whole");
            assertThat(waits.get("/drip").status()).isEqualTo(504);
            assertThat(waits.get("/whole").body()).as("after a time-out").isEqualTo("whole");
            Awaitility.await().until(() -> peer.vitals().inFlight() == 0);
            Awaitility.await().until(() -> door.finished().size() == 4);
            door.releases(peer, a);
        }
    }
}
