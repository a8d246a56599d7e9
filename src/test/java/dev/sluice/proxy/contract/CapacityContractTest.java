package dev.sluice.proxy.contract;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.core.balance.InFlightGate;
import dev.sluice.core.balance.Upstream;
import dev.sluice.core.model.PeerCapacity;
import dev.sluice.proxy.kit.Answer;
import dev.sluice.proxy.kit.Door;
import dev.sluice.proxy.kit.Plan;
import dev.sluice.proxy.kit.RawUpstream;
import dev.sluice.proxy.kit.Speaker;
import java.time.Duration;
import java.util.Objects;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** The contract where a peer is asked no more at once than it is said to bear. */
class CapacityContractTest extends Contract {

    private final CountDownLatch held = new CountDownLatch(1);

    @AfterEach
    void letGo() {
        held.countDown();
    }

    /** Answers when it is let go. */
    private RawUpstream holding() {
        return upstream(wire -> {
            while (wire.readRequest() != null) {
                held.await(10, TimeUnit.SECONDS);
                wire.send("HTTP/1.1 200 OK\r\nContent-Length: 4\r\n\r\nheld");
            }
        });
    }

    private Upstream full(RawUpstream at, int queue, Duration patience) {
        Upstream upstream = Door.upstream(1, at);
        upstream.vitals().capacity(new PeerCapacity(1, queue, patience));
        return upstream;
    }

    private Speaker.Conversation taken(Upstream upstream) {
        Speaker.Conversation first = client().ask("GET", "/", Speaker.NONE);
        Awaitility.await().until(() -> upstream.vitals().inFlight() == 1);
        return first;
    }

    @Test
    void whoDoesNotFitWaitsForItsTurn() {
        RawUpstream app = holding();
        Upstream upstream = full(app, 1, Duration.ofSeconds(8));
        through(upstream);
        Speaker.Conversation first = taken(upstream);
        Speaker.Conversation second = other().ask("POST", "/", 4);
        second.send("body");
        second.end();
        Awaitility.await()
                .during(Duration.ofMillis(100))
                .until(() -> app.heads().size() == 1);
        held.countDown();
        assertThat(first.answer().body()).isEqualTo("held");
        assertThat(second.answer().body()).isEqualTo("held");
        assertThat(upstream.vitals().inFlight()).isZero();
        assertThat(upstream.vitals().isSuspect()).isFalse();
    }

    @Test
    void whoWaitsInVainGoesElsewhere() {
        RawUpstream app = holding();
        Upstream upstream = full(app, 0, Duration.ofSeconds(8));
        through(upstream, Door.upstream(2, upstream(RawUpstream.saying200("other"))));
        taken(upstream);
        assertThat(other().post("at once").body()).as("no queue").isEqualTo("other");
        upstream.vitals().capacity(new PeerCapacity(1, 1, Duration.ofMillis(50)));
        assertThat(other().post("after a while").body()).isEqualTo("other");
        assertThat(app.heads()).hasSize(1);
        assertThat(upstream.vitals().inFlight()).isEqualTo(1);
    }

    @Test
    void elseItIsToldToComeAgain() {
        Upstream upstream = full(holding(), 1, Duration.ofMillis(50));
        through(upstream);
        Speaker.Conversation first = taken(upstream);
        Answer answer = other().get("/");
        assertThat(answer.status()).isEqualTo(503);
        assertThat(answer.field("retry-after")).isEqualTo("1");
        assertThat(door().lastFinished().failure()).isEqualTo("upstream_busy");
        held.countDown();
        assertThat(first.answer().status()).isEqualTo(200);
        assertThat(other().get("/").body()).isEqualTo("held");
    }

    @Test
    void whoLeavesWhileItWaitsHoldsNothing() {
        RawUpstream app = holding();
        Upstream upstream = full(app, 1, Duration.ofSeconds(8));
        through(upstream);
        Speaker.Conversation first = taken(upstream);
        other().ask("GET", "/", Speaker.NONE).abort();
        Awaitility.await().until(() -> !door().finished().isEmpty());
        held.countDown();
        assertThat(first.answer().status()).isEqualTo(200);
        Awaitility.await().until(() -> upstream.vitals().inFlight() == 0);
        assertThat(app.heads()).hasSize(1);
        assertThat(upstream.vitals().tryAcquire()).isTrue();
        upstream.vitals().release();
    }

    /** It need not wait for the end of its patience. */
    @Test
    void whoWaitsAtAPeerThatGoesDownMovesOn() {
        Upstream upstream = full(holding(), 1, Duration.ofSeconds(8));
        Upstream better = Door.upstream(2, upstream(RawUpstream.saying200("other")));
        through(upstream);
        assertThat(upstream.vitals().tryAcquire()).isTrue();
        Speaker.Conversation second = other().ask("POST", "/", Speaker.NONE);
        InFlightGate gate = Objects.requireNonNull(upstream.vitals().gate());
        Awaitility.await().until(() -> gate.waiting() == 1);
        door().publish(java.util.Set.of(1L), new Plan(7, Door.HOST).through(better));
        assertThat(second.answer().body()).isEqualTo("other");
        upstream.vitals().release();
    }
}
