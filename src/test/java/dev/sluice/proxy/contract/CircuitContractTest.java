package dev.sluice.proxy.contract;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.core.balance.Terms;
import dev.sluice.core.circuit.Breaker.State;
import dev.sluice.core.circuit.Breakers;
import dev.sluice.core.site.CircuitBreaker;
import dev.sluice.proxy.kit.Answer;
import dev.sluice.proxy.kit.Door;
import dev.sluice.proxy.kit.Plan;
import dev.sluice.proxy.kit.RawUpstream;
import dev.sluice.proxy.kit.Speaker;
import dev.sluice.testing.FreePort;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;

/** The contract on a route that leaves peers alone which fail it. */
class CircuitContractTest extends Contract {

    private static final String OTHER = "other.example.org";

    private final AtomicInteger status = new AtomicInteger(503);
    private final Breakers circuits = breakers(Duration.ofMinutes(10));

    private static Breakers breakers(Duration openFor) {
        return new Breakers(new CircuitBreaker(2, 50, Duration.ofSeconds(60), openFor, List.of(502, 503, 504)));
    }

    private State state(Breakers of, long peerId) {
        return Objects.requireNonNull(of.byPeer().get(peerId)).state();
    }

    /** Answers with the status of the moment. */
    private RawUpstream app() {
        return upstream(wire -> {
            while (wire.readRequest() != null) {
                wire.send("HTTP/1.1 " + status.get() + " X\r\nContent-Length: 1\r\n\r\na");
            }
        });
    }

    @Test
    void whoFailsIsLeftAloneByThatRouteOnly() {
        RawUpstream failing = app();
        RawUpstream good = upstream(RawUpstream.saying200("b"));
        var first = Door.upstream(1, failing);
        var second = Door.upstream(2, good);
        door().publish(
                        new Plan(7, Door.HOST).circuits(circuits).through(first, second),
                        new Plan(8, OTHER).through(first, second));
        assertThat(client().get("/").status()).isEqualTo(503);
        assertThat(client().post("x").status()).isEqualTo(503);
        for (int i = 0; i < 3; i++) {
            assertThat(client().get("/").body()).isEqualTo("b");
        }
        assertThat(state(circuits, 1)).isEqualTo(State.OPEN);
        assertThat(state(circuits, 2)).isEqualTo(State.CLOSED);
        assertThat(failing.heads()).hasSize(2);
        assertThat(client().get("/", "host", OTHER).status())
                .as("another route")
                .isEqualTo(503);
        assertThat(first.vitals().isSuspect()).isFalse();
        assertThat(door().suspicions()).isEmpty();
    }

    @Test
    void whereNobodyIsLeftTheAnswerSaysWhenToComeAgain() {
        RawUpstream only = app();
        door().publish(new Plan(7, Door.HOST).circuits(circuits).through(Door.upstream(1, only)));
        client().get("/");
        client().get("/");
        Answer shut = client().get("/", "accept", "application/json");
        assertThat(shut.status()).isEqualTo(503);
        assertThat(shut.body()).contains("\"code\":\"circuit_open\"");
        assertThat(Integer.parseInt(Objects.requireNonNull(shut.field("retry-after"))))
                .isBetween(590, 600);
        assertThat(only.heads()).hasSize(2);
        assertThat(door().lastFinished().failure()).isEqualTo("circuit_open");
    }

    @Test
    void oneRequestThatGoesWellClosesItAgain() {
        Breakers quick = breakers(Duration.ofSeconds(1));
        RawUpstream only = app();
        door().publish(new Plan(7, Door.HOST).circuits(quick).through(Door.upstream(1, only)));
        client().get("/");
        client().get("/");
        assertThat(client().get("/").body()).contains("circuit_open");
        status.set(200);
        Awaitility.await().until(() -> state(quick, 1) == State.HALF_OPEN);
        assertThat(client().get("/").body()).isEqualTo("a");
        assertThat(state(quick, 1)).isEqualTo(State.CLOSED);
        assertThat(client().get("/").body()).isEqualTo("a");
    }

    @Test
    void anApplicationsOwnWordAndClientsFaultsOpenNothing() {
        door().publish(new Plan(7, Door.HOST).circuits(circuits).through(Door.upstream(1, app())));
        for (int answer : new int[] {500, 404, 400, 429, 500, 500}) {
            status.set(answer);
            assertThat(client().get("/").status()).isEqualTo(answer);
        }
        RawUpstream silent = upstream(wire -> {
            while (wire.readRequest() != null) {
                continue;
            }
        });
        Breakers others = breakers(Duration.ofMinutes(1));
        door().publish(new Plan(7, Door.HOST).circuits(others).through(Door.upstream(1, silent)));
        for (int i = 1; i <= 3; i++) {
            int reached = i;
            Speaker leaving = over.connect(door());
            Speaker.Conversation asked = leaving.ask("GET", "/", Speaker.NONE);
            Awaitility.await().until(() -> silent.heads().size() == reached);
            asked.abort();
            leaving.close();
        }
        Awaitility.await()
                .until(() -> door().finished().stream()
                                .filter(told -> "client_gone".equals(told.failure()))
                                .count()
                        == 3);
        assertThat(state(circuits, 1)).isEqualTo(State.CLOSED);
        assertThat(state(others, 1)).isEqualTo(State.CLOSED);
    }

    private RawUpstream once(String answer) {
        return upstream(wire -> {
            wire.readRequest();
            wire.send(answer);
        });
    }

    @Test
    void anAnswerThatBreaksOffBehindItsHeadFails() {
        RawUpstream cutting = once("HTTP/1.1 200 OK\r\nContent-Length: 10\r\n\r\nabc");
        RawUpstream lying = once("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n3\r\nabc\r\nzz\r\n");
        RawUpstream good = upstream(RawUpstream.saying200("b"));
        door().publish(new Plan(7, Door.HOST)
                .circuits(circuits)
                .through(Door.upstream(1, cutting), Door.upstream(2, lying), Door.upstream(3, good)));
        for (int i = 0; i < 4; i++) {
            try (Speaker own = over.connect(door())) {
                Answer answer = own.get("/");
                assertThat(answer.status() == 502 || !answer.whole()).isTrue();
            }
        }
        assertThat(client().get("/").body()).isEqualTo("b");
        assertThat(state(circuits, 1)).isEqualTo(State.OPEN);
        assertThat(state(circuits, 2)).isEqualTo(State.OPEN);
        assertThat(cutting.heads()).hasSize(2);
        assertThat(lying.heads()).hasSize(2);
    }

    /** Where 2 is left alone, and 1 that is asked instead may be followed by nobody. */
    private Breakers oneShut(RawUpstream other) {
        Breakers strict =
                new Breakers(new CircuitBreaker(1, 1, Duration.ofSeconds(60), Duration.ofMinutes(10), List.of(503)));
        Plan plan = new Plan(7, Door.HOST)
                .circuits(strict)
                .terms(new Terms(null, null, null, List.of(502)))
                .through(Door.upstream(2, app()), Door.upstream(1, other));
        door().publish(plan);
        assertThat(client().get("/").status()).isEqualTo(503);
        assertThat(state(strict, 2)).isEqualTo(State.OPEN);
        return strict;
    }

    @Test
    void anAnswerThatNobodyElseIsAskedInsteadOfStillCounts() {
        Breakers strict = oneShut(once("HTTP/1.1 502 X\r\nContent-Length: 10\r\n\r\nabc"));
        try (Speaker own = over.connect(door())) {
            Answer cut = own.get("/");
            assertThat(cut.status() == 502 && !cut.whole()).isTrue();
        }
        assertThat(state(strict, 1)).isEqualTo(State.OPEN);
    }

    @Test
    void soDoesThatOfAPeerThatIsDownAndWaitedForAllTheSame() {
        CountDownLatch held = new CountDownLatch(1);
        RawUpstream slow = upstream(wire -> {
            while (wire.readRequest() != null) {
                held.await(10, TimeUnit.SECONDS);
                wire.send("HTTP/1.1 503 X\r\nContent-Length: 1\r\n\r\na");
            }
        });
        Breakers strict = oneShut(slow);
        Speaker.Conversation asked = client().ask("GET", "/", Speaker.NONE);
        Awaitility.await().until(() -> slow.heads().size() == 1);
        door().publish(
                        Set.of(1L),
                        new Plan(7, Door.HOST)
                                .circuits(strict)
                                .through(Door.upstream(2, app()), Door.upstream(1, slow)));
        held.countDown();
        assertThat(asked.answer().status()).isEqualTo(503);
        assertThat(state(strict, 1)).isEqualTo(State.OPEN);
    }

    @Test
    void aClientThatLeavesWithinAnAnswerSaysNothingOfThePeer() {
        RawUpstream slow = upstream(wire -> {
            while (wire.readRequest() != null) {
                wire.send("HTTP/1.1 200 OK\r\nContent-Length: 10\r\n\r\nabc");
            }
        });
        door().publish(new Plan(7, Door.HOST).circuits(circuits).through(Door.upstream(1, slow)));
        for (int i = 1; i <= 3; i++) {
            Speaker leaving = over.connect(door());
            Speaker.Conversation asked = leaving.ask("GET", "/", Speaker.NONE);
            assertThat(asked.status()).isEqualTo(200);
            assertThat(asked.read(3)).isEqualTo("abc");
            asked.abort();
            leaving.close();
        }
        Awaitility.await().until(() -> door().finished().size() == 3);
        assertThat(door().finished()).allMatch(told -> "client_gone".equals(told.failure()));
        assertThat(state(circuits, 1)).isEqualTo(State.CLOSED);
    }

    @Test
    void whatNeverAnswersFailsToo() {
        var nobody = Door.upstream(1, FreePort.next());
        RawUpstream closing = upstream(wire -> wire.readRequest());
        Breakers three =
                new Breakers(new CircuitBreaker(1, 1, Duration.ofSeconds(60), Duration.ofMinutes(1), List.of()));
        door().publish(new Plan(7, Door.HOST)
                .circuits(three)
                .through(nobody, Door.upstream(2, closing), Door.upstream(3, app())));
        status.set(503);
        assertThat(client().post("x").status()).as("to 2, sent once").isEqualTo(502);
        assertThat(client().post("x").status()).as("to 3").isEqualTo(503);
        assertThat(state(three, 1)).isEqualTo(State.OPEN);
        assertThat(state(three, 2)).isEqualTo(State.OPEN);
        assertThat(state(three, 3)).as("no status counts").isEqualTo(State.CLOSED);
        assertThat(closing.heads()).hasSize(1);
    }
}
