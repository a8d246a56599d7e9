package dev.sluice.proxy.contract;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.core.balance.Upstream;
import dev.sluice.core.mirror.MirrorCounts;
import dev.sluice.core.mirror.MirrorCounts.Outcome;
import dev.sluice.core.mirror.Mirroring;
import dev.sluice.core.site.Mirror;
import dev.sluice.core.site.SiteFields;
import dev.sluice.proxy.kit.Answer;
import dev.sluice.proxy.kit.Door;
import dev.sluice.proxy.kit.Plan;
import dev.sluice.proxy.kit.RawUpstream;
import dev.sluice.proxy.kit.Speaker;
import dev.sluice.proxy.kit.Wire;
import dev.sluice.testing.FreePort;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CopyOnWriteArrayList;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;

/** The contract on a route whose requests are copied: the copies are right, and nobody feels them. */
class MirrorContractTest extends Contract {

    private static final Map<String, Object> POSTS =
            Map.of("methods", List.of("GET", "POST"), "max_body_bytes", 60_000);

    private final MirrorCounts counts = new MirrorCounts();
    private final List<String> copies = new CopyOnWriteArrayList<>();
    private final List<String> originals = new CopyOnWriteArrayList<>();

    private static RawUpstream.Script keeping(List<String> bodies, String answer) {
        return wire -> {
            for (Wire.Message one = wire.readRequest(); one != null; one = wire.readRequest()) {
                bodies.add(one.body());
                wire.send("HTTP/1.1 200 OK\r\nContent-Length: " + answer.length() + "\r\n\r\n" + answer);
            }
        };
    }

    private RawUpstream app() {
        return upstream(keeping(originals, "hi"));
    }

    private RawUpstream mirror() {
        return upstream(keeping(copies, "copied"));
    }

    private void publish(int mirrorPort, Map<String, Object> more, Upstream... upstreams) {
        Map<String, Object> terms = new HashMap<>(more);
        terms.put("url", "http://127.0.0.1:" + mirrorPort);
        Mirror mirror =
                Objects.requireNonNull(SiteFields.read(Map.of("mirror", terms)).of(Mirror.class));
        door().publish(new Plan(7, Door.HOST)
                .mirror(new Mirroring(mirror, counts))
                .through(upstreams));
    }

    private void await(Outcome outcome, long count) {
        Awaitility.await()
                .pollInterval(Duration.ofMillis(5))
                .until(() -> counts.counted(outcome) == count && counts.inFlight() == 0);
    }

    private static String field(RawUpstream at, String name) {
        return Objects.requireNonNull(Wire.fieldOf(at.heads().get(0), name));
    }

    @Test
    void aCopyIsWhatThePeerGets() {
        RawUpstream app = app();
        RawUpstream mirror = mirror();
        publish(mirror.port(), Map.of(), Door.upstream(1, app));
        Answer answer = client().get("/a/../b?q=1", "cookie", "sid=1", "authorization", "Bearer x", "x-own", "yes");
        assertThat(answer.body()).isEqualTo("hi");
        await(Outcome.ANSWERED, 1);
        String head = mirror.heads().get(0);
        assertThat(head).startsWith("GET /a/../b?q=1 HTTP/1.1\r\n");
        for (String same :
                List.of("host", "cookie", "authorization", "x-own", "x-request-id", "via", "x-forwarded-for")) {
            assertThat(field(mirror, same)).as(same).isEqualTo(field(app, same));
        }
        assertThat(field(mirror, "host")).isEqualTo(Door.HOST);
        assertThat(field(mirror, "x-gateway-mirror")).isEqualTo("1");
        assertThat(head.toLowerCase(Locale.ROOT)).doesNotContain("x-gateway-target");
        assertThat(app.heads().get(0)).doesNotContain("mirror");
        for (int i = 0; i < 3; i++) {
            assertThat(client().get("/").body()).isEqualTo("hi");
        }
        await(Outcome.ANSWERED, 4);
        assertThat(mirror.heads()).hasSize(4);
        assertThat(door().finished()).hasSize(4);
    }

    @Test
    void bodiesArriveIdentical() {
        RawUpstream mirror = mirror();
        publish(mirror.port(), POSTS, Door.upstream(1, app()));
        String body = "0123456789".repeat(6_000);
        assertThat(client().post(body).body()).isEqualTo("hi");
        Speaker.Conversation piecewise = client().ask("POST", "/", Speaker.UNKNOWN);
        piecewise.send("first, ");
        piecewise.send("second");
        piecewise.end("x-sum", "1");
        assertThat(piecewise.answer().body()).isEqualTo("hi");
        assertThat(client().ask("POST", "/", Speaker.NONE).answer().body()).isEqualTo("hi");
        await(Outcome.ANSWERED, 3);
        assertThat(originals).containsExactly(body, "first, second", "");
        assertThat(copies).containsExactlyInAnyOrderElementsOf(originals);
        assertThat(mirror.heads()).allSatisfy(head -> {
            assertThat(Wire.fieldOf(head, "content-length")).isIn("60000", "13", null);
            assertThat(Wire.fieldOf(head, "transfer-encoding")).isNull();
        });
    }

    @Test
    void whatIsTooLargeIsNotCopied() {
        RawUpstream mirror = mirror();
        publish(mirror.port(), POSTS, Door.upstream(1, app()));
        String body = "x".repeat(60_001);
        assertThat(client().post(body).body()).isEqualTo("hi");
        Speaker.Conversation unsaid = client().ask("POST", "/", Speaker.UNKNOWN);
        unsaid.send(body);
        unsaid.end();
        assertThat(unsaid.answer().body()).isEqualTo("hi");
        await(Outcome.TOO_LARGE, 2);
        assertThat(originals).containsExactly(body, body);
        assertThat(mirror.accepted()).isZero();
    }

    @Test
    void onlySafeMethodsAreCopiedUnlessOthersAreNamed() {
        RawUpstream mirror = mirror();
        publish(mirror.port(), Map.of(), Door.upstream(1, app()));
        assertThat(client().post("x").body()).isEqualTo("hi");
        assertThat(client().get("/", "x-gateway-mirror", "1").body())
                .as("a copy")
                .isEqualTo("hi");
        publish(mirror.port(), Map.of("percent", 0), Door.upstream(1, app()));
        assertThat(client().get("/").body()).isEqualTo("hi");
        publish(mirror.port(), Map.of(), Door.upstream(1, app()));
        assertThat(client().get("/").body()).isEqualTo("hi");
        await(Outcome.ANSWERED, 1);
        assertThat(mirror.heads()).hasSize(1);
    }

    @Test
    void aMirrorThatIsAwayIsNotNoticed() {
        Upstream app = Door.upstream(1, app());
        publish(FreePort.next(), POSTS, app);
        for (int i = 1; i <= 3; i++) {
            assertThat(client().get("/").body()).isEqualTo("hi");
            assertThat(client().post("x").body()).isEqualTo("hi");
            await(Outcome.FAILED, 2 * i);
        }
        RawUpstream lying = upstream(wire -> {
            wire.readRequest();
            wire.send("nonsense\r\n\r\n");
        });
        publish(lying.port(), POSTS, app);
        assertThat(client().get("/").body()).isEqualTo("hi");
        await(Outcome.FAILED, 7);
        assertThat(door().suspicions()).isEmpty();
        assertThat(app.vitals().isSuspect()).isFalse();
        assertThat(door().finished())
                .allSatisfy(told -> assertThat(told.failure()).isNull());
    }

    @Test
    void aSilentMirrorCostsPlacesAndNothingElse() {
        RawUpstream silent = upstream(wire -> {
            while (wire.readRequest() != null) {
                continue;
            }
        });
        publish(silent.port(), Map.of("max_in_flight", 2, "timeout", "1m"), Door.upstream(1, app()));
        for (int i = 0; i < 6; i++) {
            assertThat(client().get("/").body()).isEqualTo("hi");
        }
        Awaitility.await()
                .pollInterval(Duration.ofMillis(5))
                .until(() -> silent.heads().size() == 2);
        assertThat(counts.inFlight()).isEqualTo(2);
        assertThat(counts.counted(Outcome.DROPPED)).isEqualTo(4);
        assertThat(silent.accepted()).isEqualTo(2);
        silent.close();
        await(Outcome.FAILED, 2);
    }

    @Test
    void whatTakesTooLongIsCut() {
        RawUpstream slow = upstream(wire -> {
            while (wire.readRequest() != null) {
                wire.send("HTTP/1.1 200 OK\r\nContent-Length: 100\r\n\r\nnot all");
            }
        });
        publish(slow.port(), Map.of("timeout", "100ms"), Door.upstream(1, app()));
        assertThat(client().get("/").body()).isEqualTo("hi");
        await(Outcome.FAILED, 1);
        Awaitility.await().pollInterval(Duration.ofMillis(5)).until(() -> slow.openConnections() == 0);
        RawUpstream endless = upstream(wire -> {
            wire.readRequest();
            wire.send("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n");
            while (true) {
                wire.send("10000\r\n" + "x".repeat(0x10000) + "\r\n");
            }
        });
        publish(endless.port(), Map.of("timeout", "1m"), Door.upstream(1, app()));
        assertThat(client().get("/").body()).isEqualTo("hi");
        await(Outcome.ANSWERED, 1);
        Awaitility.await().pollInterval(Duration.ofMillis(5)).until(() -> endless.openConnections() == 0);
    }

    @Test
    void whatNeverWasAWholeRequestIsNotCopied() {
        RawUpstream app = app();
        RawUpstream mirror = mirror();
        publish(mirror.port(), POSTS, Door.upstream(1, app));
        Speaker leaving = over.connect(door());
        Speaker.Conversation half = leaving.ask("POST", "/", 10);
        half.send("hal");
        Awaitility.await().pollInterval(Duration.ofMillis(5)).until(() -> counts.inFlight() == 1);
        half.abort();
        leaving.close();
        Awaitility.await().pollInterval(Duration.ofMillis(5)).until(() -> counts.inFlight() == 0);
        publish(mirror.port(), Map.of("methods", List.of("POST"), "timeout", "100ms"), Door.upstream(1, app));
        Speaker.Conversation late = client().ask("POST", "/", 4);
        late.send("la");
        await(Outcome.DROPPED, 1);
        late.send("te");
        late.end();
        assertThat(late.answer().body()).isEqualTo("hi");
        assertThat(originals).containsExactly("late");
        assertThat(mirror.accepted()).isZero();
    }

    @Test
    void aRequestThatGoesOnElsewhereIsCopiedOnce() {
        RawUpstream dying = upstream(wire -> wire.readRequest());
        RawUpstream mirror = mirror();
        publish(
                mirror.port(),
                Map.of(),
                Door.upstream(1, FreePort.next()),
                Door.upstream(2, dying),
                Door.upstream(3, app()));
        assertThat(client().get("/").body()).isEqualTo("hi");
        assertThat(dying.heads()).hasSize(1);
        await(Outcome.ANSWERED, 1);
        publish(mirror.port(), Map.of(), Door.upstream(1, FreePort.next()));
        assertThat(client().get("/").status()).as("sent to nobody").isEqualTo(503);
        assertThat(counts.inFlight()).isZero();
        assertThat(mirror.heads()).hasSize(1);
    }
}
