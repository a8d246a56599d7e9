package dev.sluice.proxy.contract;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.core.balance.Upstream;
import dev.sluice.proxy.kit.Answer;
import dev.sluice.proxy.kit.Door;
import dev.sluice.proxy.kit.Plan;
import dev.sluice.proxy.kit.RawUpstream;
import dev.sluice.proxy.kit.Speaker;
import dev.sluice.proxy.kit.Wire;
import dev.sluice.testing.FreePort;
import java.util.List;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;

/** What a client sees of upstreams that fail, and they of clients that leave. */
class FaultContractTest extends Contract {

    @Test
    void aLyingHeadGives502() {
        for (String lie : List.of(
                "garbage\r\n\r\n",
                "HTTP/1.1 200 OK\r\nContent-Length: 2\r\nContent-Length: 3\r\n\r\nabc",
                "HTTP/1.1 101 Switching Protocols\r\nConnection: upgrade\r\nUpgrade: websocket\r\n\r\n",
                "HTTP/1.1 200 OK\r\nX-A: a\0b\r\nContent-Length: 0\r\n\r\n")) {
            serving(wire -> {
                wire.readRequest();
                wire.send(lie);
            });
            Answer answer = client().get("/");
            assertThat(answer.status()).as(lie).isEqualTo(502);
            assertThat(answer.whole()).isTrue();
            assertThat(answer.field("x-request-id")).isNotNull();
        }
    }

    @Test
    void aCutAnswerNeverLooksWhole() {
        for (String cut : List.of(
                "HTTP/1.1 200 OK\r\nContent-Length: 10\r\n\r\nabc",
                "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n3\r\nabc\r\n",
                "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n3\r\nabc\r\nzz\r\n")) {
            serving(wire -> {
                wire.readRequest();
                wire.send(cut);
            });
            try (Speaker own = over.connect(door())) {
                int before = door().finished().size();
                Answer answer = own.get("/");
                assertThat(answer.status() == 502 || !answer.whole())
                        .as("%s: %s", cut, answer)
                        .isTrue();
                Awaitility.await().until(() -> door().finished().size() > before);
                assertThat(door().lastFinished().failure()).isEqualTo("upstream_cut");
            }
        }
    }

    @Test
    void aClientThatLeavesTakesItsRequestWithIt() {
        RawUpstream a = upstream(wire -> {
            while (wire.readRequest() != null) {
                continue;
            }
        });
        Upstream upstream = Door.upstream(1, a);
        through(upstream);
        Speaker.Conversation conversation = client().ask("GET", "/", Speaker.NONE);
        Awaitility.await().until(() -> a.heads().size() == 1);
        conversation.abort();
        Awaitility.await().until(() -> a.openConnections() == 0);
        Awaitility.await().until(() -> !door().finished().isEmpty());
        assertThat(door().lastFinished().failure()).isEqualTo("client_gone");
        assertThat(upstream.vitals().inFlight()).isZero();
        assertThat(upstream.vitals().failed()).isZero();
        if (over.isMultiplexed()) {
            serving("HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok");
            assertThat(client().get("/").body()).isEqualTo("ok");
        }
    }

    @Test
    void aDialThatFailsGoesToTheNextWhateverTheMethod() {
        RawUpstream b = upstream(RawUpstream.saying200("from b"));
        through(Door.upstream(1, FreePort.next()), Door.upstream(2, b));
        assertThat(client().post("body").body()).isEqualTo("from b");
        assertThat(door().suspicions()).hasSize(1);
    }

    @Test
    void aDeadConnectionIsReplayedOnceAndNeverForAPost() {
        AtomicInteger connections = new AtomicInteger();
        RawUpstream a = serving(wire -> {
            connections.incrementAndGet();
            wire.readRequest();
            wire.send("HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok");
            wire.readRequest(); // and dies of it
        });
        assertThat(client().get("/first").body()).isEqualTo("ok");
        assertThat(client().get("/second").body()).isEqualTo("ok");
        assertThat(connections).hasValue(2);
        assertThat(door().lastFinished().rescued()).isTrue();
        int before = a.heads().size();
        assertThat(client().post("once").status()).isEqualTo(502);
        assertThat(a.heads()).hasSize(before + 1);
    }

    @Test
    void whoWaitsForAPeerThatIsDownIsRescued() {
        RawUpstream frozen = upstream(Wire::readToEnd);
        RawUpstream b = upstream(RawUpstream.saying200("from b"));
        Upstream first = Door.upstream(1, frozen);
        Plan plan = new Plan(7, Door.HOST).through(first, Door.upstream(2, b));
        door().publish(plan);
        Speaker.Conversation conversation = client().ask("GET", "/", Speaker.NONE);
        Awaitility.await().until(() -> first.vitals().inFlight() == 1);
        door().publish(Set.of(1L), plan);
        assertThat(conversation.answer().body()).isEqualTo("from b");
    }

    @Test
    void withoutAnyUpstreamThereIsThePage() {
        door().publish(new Plan(7, Door.HOST).outageMessage("<!doctype html>back soon"));
        Answer answer = client().get("/");
        assertThat(answer.status()).isEqualTo(503);
        assertThat(answer.body()).isEqualTo("<!doctype html>back soon");
        assertThat(answer.field("retry-after")).isEqualTo("5");
        assertThat(answer.field("content-type")).startsWith("text/html");
        assertThat(client().get("/", "host", "nowhere.example.org").status()).isEqualTo(404);
    }
}
