package dev.sluice.proxy;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.core.balance.Upstream;
import dev.sluice.proxy.kit.Door;
import dev.sluice.proxy.kit.Plan;
import dev.sluice.proxy.kit.RawClient;
import dev.sluice.proxy.kit.RawUpstream;
import dev.sluice.proxy.kit.Wire;
import java.util.concurrent.atomic.AtomicInteger;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A kept-alive connection that dies under a request, before any byte of an answer: who is asked again, and who is not. */
class ReplayTest {

    /** Answers one request of each connection, and closes it when the next one comes. */
    private static RawUpstream closingUnderTheSecond(AtomicInteger lost) {
        return RawUpstream.open(wire -> {
            wire.readRequest();
            wire.send("HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok");
            if (wire.readRequest() != null) {
                lost.incrementAndGet();
            }
        });
    }

    @Test
    void aGetIsRetriedOnAFreshConnectionEachTime() {
        AtomicInteger lost = new AtomicInteger();
        try (RawUpstream a = closingUnderTheSecond(lost)) {
            Upstream upstream = Door.upstream(1, a);
            try (Door door = Door.to(upstream);
                    RawClient client = door.client()) {
                for (int round = 0; round < 20; round++) {
                    assertThat(client.get().status()).as("warm-up " + round).isEqualTo(200);
                    assertThat(client.get().status()).as("round " + round).isEqualTo(200);
                }
                assertThat(lost.get())
                        .as("connections that died under a request")
                        .isGreaterThanOrEqualTo(20);
                assertThat(upstream.vitals().rescued()).isEqualTo(lost.get());
                assertThat(upstream.vitals().inFlight()).isZero();
                assertThat(door.suspicions()).isEmpty();
                assertThat(door.finished()).anyMatch(told -> told.rescued() && told.attempts() == 2);
            }
        }
    }

    @Test
    void theNextCandidateIsAskedIfThereIsOne() {
        AtomicInteger lost = new AtomicInteger();
        try (RawUpstream a = closingUnderTheSecond(lost);
                RawUpstream b = RawUpstream.saying("b");
                Door door = Door.to(Door.upstream(1, a), Door.upstream(2, b));
                RawClient client = door.client()) {
            assertThat(client.get().body()).isEqualTo("ok");
            assertThat(client.get().body()).isEqualTo("b");
            assertThat(lost.get()).isEqualTo(1);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"POST", "PUT", "DELETE", "PATCH"})
    void whatChangesThingsIsNeverSentTwice(String method) {
        AtomicInteger lost = new AtomicInteger();
        try (RawUpstream a = closingUnderTheSecond(lost);
                RawUpstream b = RawUpstream.saying("b");
                Door door = Door.to(Door.upstream(1, a), Door.upstream(2, b));
                RawClient client = door.client()) {
            for (int round = 0; round < 5; round++) {
                assertThat(client.get().status()).isEqualTo(200);
                client.send(method + " / HTTP/1.1\r\nHost: " + Door.HOST + "\r\nContent-Length: 4\r\n\r\ndata");
                Wire.Message answer = client.read();
                assertThat(answer.status()).isEqualTo(502);
                assertThat(answer.body()).contains("upstream_closed");
            }
            assertThat(lost.get()).isEqualTo(5);
            assertThat(b.heads()).isEmpty();
            assertThat(a.heads().stream().filter(head -> head.startsWith(method)))
                    .hasSize(5);
        }
    }

    @Test
    void aGetWithABodyIsNotSentTwice() {
        AtomicInteger lost = new AtomicInteger();
        try (RawUpstream a = closingUnderTheSecond(lost);
                Door door = Door.to(Door.upstream(1, a));
                RawClient client = door.client()) {
            client.get();
            client.send("GET / HTTP/1.1\r\nHost: " + Door.HOST + "\r\nContent-Length: 4\r\n\r\ndata");
            assertThat(client.read().status()).isEqualTo(502);
        }
    }

    @Test
    void aRouteMayForbidIt() {
        AtomicInteger lost = new AtomicInteger();
        try (RawUpstream a = closingUnderTheSecond(lost);
                Door door = Door.open();
                RawClient client = door.client()) {
            door.publish(new Plan(7, Door.HOST).through(Door.upstream(1, a)).noRescue());
            client.get();
            assertThat(client.get().status()).isEqualTo(502);
        }
    }

    @Test
    void onceIsEnough() {
        try (RawUpstream a = RawUpstream.open(wire -> wire.readRequest());
                Door door = Door.to(Door.upstream(1, a));
                RawClient client = door.client()) {
            assertThat(client.get().status()).isEqualTo(502);
            assertThat(a.heads()).hasSize(2);
        }
    }

    @Test
    void aPeerThatDiesWithRequestsInFlightLosesNoGet() {
        RawUpstream a = RawUpstream.frozen();
        try (RawUpstream b = RawUpstream.saying("b");
                Door door = Door.to(Door.upstream(1, a), Door.upstream(2, b));
                RawClient get = door.client();
                RawClient post = door.client()) {
            get.send("GET / HTTP/1.1\r\nHost: " + Door.HOST + "\r\n\r\n");
            post.send("POST / HTTP/1.1\r\nHost: " + Door.HOST + "\r\nContent-Length: 2\r\n\r\nhi");
            Awaitility.await().until(() -> a.heads().size() == 2);
            a.kill();
            assertThat(get.read().body()).isEqualTo("b");
            assertThat(post.read().status()).isEqualTo(502);
            assertThat(b.heads()).hasSize(1);
        }
    }
}
