package dev.sluice.proxy.contract;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.core.balance.Upstream;
import dev.sluice.core.model.Site;
import dev.sluice.core.site.SiteFields;
import dev.sluice.proxy.kit.Answer;
import dev.sluice.proxy.kit.Door;
import dev.sluice.proxy.kit.FrameWire;
import dev.sluice.proxy.kit.Http2Upstream;
import dev.sluice.proxy.kit.Plan;
import dev.sluice.proxy.kit.RawUpstream;
import dev.sluice.proxy.kit.Speaker;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;

/** The contract where the peer is spoken to in HTTP/2. */
class Http2PeerContractTest extends Contract {

    private static final int CANCEL = 8;
    private static final int BODY = 300_000;
    private static final int PIECE = 10_000;

    private Upstream peer(Http2Upstream.Answering how) {
        Upstream peer = Door.http2(1, upstream(Http2Upstream.script(how)));
        through(peer);
        return peer;
    }

    private List<Http2Upstream.Asked> echoing() {
        List<Http2Upstream.Asked> seen = new CopyOnWriteArrayList<>();
        peer(asked -> {
            seen.add(asked);
            asked.answer("ok");
        });
        return seen;
    }

    @Test
    void everyMethodButTwoPasses() {
        List<Http2Upstream.Asked> seen = echoing();
        for (String method : List.of("GET", "DELETE", "OPTIONS", "PUT", "POST", "PATCH", "PROPFIND", "M-SEARCH")) {
            assertThat(client().ask(method, "/p?q=%20&r", Speaker.NONE).answer().body())
                    .as(method)
                    .isEqualTo("ok");
            Http2Upstream.Asked asked = seen.remove(0);
            assertThat(asked.field(":method")).isEqualTo(method);
            assertThat(asked.field(":path")).isEqualTo("/p?q=%20&r");
        }
        assertThat(client().ask("TRACE", "/", Speaker.NONE).answer().status()).isEqualTo(405);
        assertThat(seen).isEmpty();
    }

    @Test
    void pathsThatItAnswersGetThePrefixBack() {
        Site site = SiteFields.read(Map.of("paths", Map.of("strip_prefix", "/app", "restore_prefix", true)));
        Upstream peer = peer(
                asked -> asked.head(302, true, "location", "/in", "set-cookie", "a=1; Path=/", "set-cookie", "b=2"));
        door().publish(new Plan(7, Door.HOST).site(site).through(peer));
        Answer answer = client().get("/app/");
        assertThat(answer.field("location")).isEqualTo("/app/in");
        assertThat(answer.field("set-cookie")).isEqualTo("a=1; Path=/app|b=2");
    }

    @Test
    void bodiesOfKnownAndUnknownLengthPass() {
        List<Http2Upstream.Asked> seen = echoing();
        assertThat(client().post("twelve bytes").body()).isEqualTo("ok");
        assertThat(seen.get(0).body()).isEqualTo("twelve bytes");
        assertThat(seen.get(0).field("content-length")).isEqualTo("12");
        Speaker.Conversation conversation = client().ask("PUT", "/", Speaker.UNKNOWN);
        conversation.send("in ");
        conversation.send("pieces");
        conversation.end();
        assertThat(conversation.answer().body()).isEqualTo("ok");
        assertThat(seen.get(1).body()).isEqualTo("in pieces");
        assertThat(seen.get(1).field("content-length")).isEmpty();
        assertThat(seen.get(1).trailers()).isEmpty();
    }

    @Test
    void trailersPassBothWays() {
        List<Http2Upstream.Asked> seen = new CopyOnWriteArrayList<>();
        peer(asked -> {
            seen.add(asked);
            asked.head(200, false, "content-type", "application/grpc");
            asked.body("abc", false);
            asked.trailers("grpc-status", "0", "set-cookie", "a=b");
        });
        for (String body : List.of("body", "")) {
            Speaker.Conversation conversation = client().ask("POST", "/", Speaker.UNKNOWN, "te", "trailers");
            if (!body.isEmpty()) {
                conversation.send(body);
            }
            conversation.end(over.isMultiplexed() ? "x-up" : "X-Up", "1", "x-gateway-target", "evil");
            Answer answer = conversation.answer();
            assertThat(answer.body()).isEqualTo("abc");
            assertThat(answer.trailers()).isEqualToIgnoringCase("grpc-status: 0\r\n");
            assertThat(answer.whole()).isTrue();
            Http2Upstream.Asked asked = seen.remove(0);
            assertThat(asked.body()).isEqualTo(body);
            assertThat(asked.trailers()).isEqualTo("x-up: 1\r\n");
            assertThat(asked.field("te")).isEqualTo("trailers");
        }
        Awaitility.await().untilAsserted(() -> assertThat(door().finished())
                .hasSize(2)
                .allMatch(told -> told.status() == 200 && told.failure() == null));
    }

    /** An answer of trailers alone, as gRPC gives to what fails at once, and as one whose request goes on. */
    @Test
    void anAnswerMayBeOneHead() {
        Upstream peer = peer(asked -> asked.head(200, true, "grpc-status", "12"));
        Speaker.Conversation conversation = client().ask("POST", "/", Speaker.UNKNOWN);
        conversation.send("x");
        conversation.end("x-up", "1");
        Answer answer = conversation.answer();
        assertThat(answer.field("grpc-status")).isEqualTo("12");
        assertThat(answer.body()).isEmpty();
        assertThat(answer.whole()).isTrue();
        assertThat(peer.vitals().inFlight()).isZero();
    }

    /** What the peer has no window for waits; trailers come after it. */
    @Test
    void trailersWaitForTheBody() throws Exception {
        CountDownLatch full = new CountDownLatch(1);
        CountDownLatch grants = new CountDownLatch(1);
        List<String> seen = new CopyOnWriteArrayList<>();
        through(Door.http2(1, upstream(connection -> {
            FrameWire wire = new FrameWire(connection.socket());
            wire.readPreface();
            wire.send(FrameWire.SETTINGS, 0, 0);
            int got = 0;
            boolean headCame = false;
            for (FrameWire.Frame frame = wire.read(); frame != null; frame = wire.read()) {
                if (frame.type() == FrameWire.SETTINGS && !frame.has(FrameWire.ACK)) {
                    wire.send(FrameWire.SETTINGS, FrameWire.ACK, 0);
                } else if (frame.type() == FrameWire.DATA) {
                    got += frame.payload().length;
                    if (got == 65_535) {
                        full.countDown();
                        grants.await(10, TimeUnit.SECONDS);
                        wire.sendNumber(FrameWire.WINDOW_UPDATE, 0, BODY);
                        wire.sendNumber(FrameWire.WINDOW_UPDATE, frame.stream(), BODY);
                    }
                    assertThat(frame.has(FrameWire.END_STREAM)).isFalse();
                } else if (frame.type() == FrameWire.HEADERS) {
                    String fields = wire.decoded(frame);
                    if (headCame) {
                        seen.add(got + " " + frame.has(FrameWire.END_STREAM) + " " + fields);
                        new Http2Upstream.Asked(wire, frame.stream(), "", "", "").answer("took it");
                    }
                    headCame = true;
                }
            }
        })));
        Speaker.Conversation conversation = client().ask("POST", "/", Speaker.UNKNOWN);
        Thread sending = new Thread(() -> {
            conversation.send("x".repeat(BODY));
            conversation.end("x-sum", "7");
        });
        sending.setDaemon(true);
        sending.start();
        assertThat(full.await(10, TimeUnit.SECONDS)).isTrue();
        assertThat(seen).isEmpty();
        grants.countDown();
        sending.join(10_000);
        assertThat(conversation.answer().body()).isEqualTo("took it");
        assertThat(seen).containsExactly(BODY + " true x-sum: 7\r\n");
    }

    @Test
    void answersWithoutABodyHaveNone() {
        peer(asked -> asked.head(Integer.parseInt(asked.field(":path").substring(1)), true, "etag", "\"1\""));
        for (String path : List.of("/204", "/304", "/200")) {
            Answer answer = client().get(path);
            assertThat(answer.status()).isEqualTo(Integer.parseInt(path.substring(1)));
            assertThat(answer.field("etag")).isEqualTo("\"1\"");
            assertThat(answer.body()).isEmpty();
            assertThat(answer.whole()).isTrue();
        }
        assertThat(client().ask("HEAD", "/200", Speaker.NONE).answer().whole()).isTrue();
        assertThat(client().get("/204").status()).isEqualTo(204);
    }

    @Test
    void fieldsOfOneHopStopHere() {
        List<Http2Upstream.Asked> seen = new CopyOnWriteArrayList<>();
        peer(asked -> {
            seen.add(asked);
            asked.head(200, false, "x-gateway-error", "lan_refused", "x-kept", "1");
            asked.body("ok", true);
        });
        Answer answer = client().get("/", "x-forwarded-for", "1.2.3.4", "x-kept", "2");
        assertThat(answer.field("x-gateway-error")).isNull();
        assertThat(answer.field("x-kept")).isEqualTo("1");
        assertThat(answer.field("via")).isEqualTo("2.0 sluice");
        Http2Upstream.Asked asked = seen.get(0);
        assertThat(asked.field(":authority")).isEqualTo(Door.HOST);
        assertThat(asked.field("x-forwarded-for")).isEqualTo("127.0.0.1");
        assertThat(asked.field("x-kept")).isEqualTo("2");
        assertThat(asked.field("via")).isEqualTo(over.isMultiplexed() ? "2.0 sluice" : "1.1 sluice");
        assertThat(asked.head()).doesNotContain("\nhost:", "\nconnection:", "\ntransfer-encoding:", "\nte:");
    }

    @Test
    void anEarlyAnswerReachesWhoIsStillSending() {
        RawUpstream peer = upstream(connection -> {
            FrameWire wire = new FrameWire(connection.socket());
            wire.readPreface();
            wire.send(FrameWire.SETTINGS, 0, 0);
            for (FrameWire.Frame frame = wire.read(); frame != null; frame = wire.read()) {
                if (frame.type() == FrameWire.HEADERS) {
                    Http2Upstream.Asked asked = new Http2Upstream.Asked(wire, frame.stream(), "", "", "");
                    asked.head(413, false);
                    asked.body("too much", true);
                }
            }
        });
        through(Door.http2(1, peer));
        Speaker.Conversation conversation = client().ask("POST", "/", Speaker.UNKNOWN);
        conversation.send("some");
        Answer answer = conversation.answer();
        assertThat(answer.status()).isEqualTo(413);
        assertThat(answer.body()).isEqualTo("too much");
        try (Speaker other = over.connect(door())) {
            assertThat(other.get("/").status()).as("its connection goes on").isEqualTo(413);
        }
        assertThat(peer.accepted()).isLessThanOrEqualTo(Door.LOOPS);
    }

    @Test
    void aCutAnswerNeverLooksWhole() {
        Upstream peer = peer(asked -> {
            asked.head(200, false);
            asked.body("half", false);
            asked.reset(CANCEL);
        });
        Answer answer = client().get("/");
        assertThat(answer.status() == 502 || !answer.whole()).as("%s", answer).isTrue();
        assertThat(door().lastFinished().failure()).isEqualTo("upstream_cut");
        assertThat(peer.vitals().inFlight()).isZero();
    }

    @Test
    void aClientThatLeavesTakesItsRequestWithIt() {
        List<Http2Upstream.Asked> seen = new CopyOnWriteArrayList<>();
        Upstream peer = peer(asked -> {
            seen.add(asked);
            if (asked.field(":path").equals("/next")) {
                asked.answer("ok");
            }
        });
        Speaker.Conversation conversation = client().ask("GET", "/", Speaker.NONE);
        Awaitility.await().until(() -> seen.size() == 1);
        conversation.abort();
        Awaitility.await().until(() -> !door().finished().isEmpty());
        assertThat(door().lastFinished().failure()).isEqualTo("client_gone");
        assertThat(peer.vitals().inFlight()).isZero();
        assertThat(peer.vitals().failed()).isZero();
        try (Speaker other = over.connect(door())) {
            assertThat(other.get("/next").body()).isEqualTo("ok");
        }
    }

    @Test
    void aPeerThatIsDoneAndGoesIsNotCutShortForASlowClient() throws Exception {
        // More than waits for a client, and within the window that a peer has without being given more.
        for (int size : List.of(120_000, 200_000)) {
            CountDownLatch gone = new CountDownLatch(1);
            peer(asked -> {
                asked.head(200, false);
                for (int sent = 0; sent < size; sent += PIECE) {
                    asked.body("x".repeat(PIECE), sent + PIECE == size);
                }
                asked.wire().send(FrameWire.GOAWAY, 0, 0, new byte[] {0, 0, 0, 1, 0, 0, 0, 0});
                asked.wire()
                        .socket()
                        .shutdownOutput(); // to close unread WINDOW_UPDATEs would take back what is under way
                gone.countDown();
            });
            try (Speaker own = over.connect(door())) {
                Speaker.Conversation conversation = own.ask("GET", "/", Speaker.NONE);
                assertThat(gone.await(10, TimeUnit.SECONDS)).isTrue();
                Answer answer = conversation.answer();
                assertThat(answer.body().length()).as("%s", size).isEqualTo(size);
                assertThat(answer.whole()).as("%s", size).isTrue();
            }
        }
    }
}
