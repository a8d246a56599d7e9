package dev.sluice.proxy;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.core.balance.Upstream;
import dev.sluice.proxy.kit.Crowd;
import dev.sluice.proxy.kit.Door;
import dev.sluice.proxy.kit.Plan;
import dev.sluice.proxy.kit.RawClient;
import dev.sluice.proxy.kit.RawUpstream;
import dev.sluice.proxy.kit.WebSocketWords;
import dev.sluice.proxy.kit.Wire;
import java.io.IOException;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;

/** Requests that wait for a peer when a table says that it is DOWN. */
class RescueTest {

    private static final String POST = "POST / HTTP/1.1\r\nHost: " + Door.HOST + "\r\nContent-Length: 2\r\n\r\nhi";
    private static final String GET = "GET / HTTP/1.1\r\nHost: " + Door.HOST + "\r\n\r\n";

    /** Answers nothing until the latch opens, then everything; notices meanwhile when it is left. */
    private static RawUpstream frozenUntil(CountDownLatch thaw) {
        return RawUpstream.open(wire -> {
            while (wire.readRequest() != null) {
                Thread answering = new Thread(() -> answerAfter(thaw, wire), "thaw");
                answering.setDaemon(true);
                answering.start();
            }
        });
    }

    private static void answerAfter(CountDownLatch thaw, Wire wire) {
        try {
            if (thaw.await(20, TimeUnit.SECONDS)) {
                wire.send("HTTP/1.1 200 OK\r\nContent-Length: 4\r\n\r\nlate");
            }
        } catch (IOException e) {
            // left meanwhile
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    @Test
    void waitingGetsMoveToTheNextCandidateAndAPostStays() {
        CountDownLatch thaw = new CountDownLatch(1);
        try (RawUpstream a = frozenUntil(thaw);
                RawUpstream b = RawUpstream.saying("b");
                Door door = Door.open();
                RawClient post = door.client()) {
            Upstream first = Door.upstream(1, a);
            Upstream second = Door.upstream(2, b);
            door.publish(new Plan(7, Door.HOST).through(first, second));
            post.send(POST);
            try (Crowd<String> gets = Crowd.of(10, i -> () -> {
                try (RawClient client = door.client()) {
                    return client.get().body();
                }
            })) {
                Awaitility.await().until(() -> a.heads().size() == 11);
                door.publish(Set.of(1L), new Plan(7, Door.HOST).through(second));
                assertThat(gets.results()).hasSize(10).containsOnly("b");
            }
            assertThat(first.vitals().rescued()).isEqualTo(10);
            assertThat(first.vitals().inFlight()).as("the POST").isEqualTo(1);
            Awaitility.await()
                    .untilAsserted(() -> assertThat(a.openConnections()).isEqualTo(1));
            thaw.countDown();
            assertThat(post.read().body()).isEqualTo("late");
            assertThat(b.heads()).hasSize(10).noneMatch(head -> head.startsWith("POST"));
            Awaitility.await()
                    .untilAsserted(() -> assertThat(first.vitals().inFlight()).isZero());
        }
    }

    @Test
    void aWebSocketThatIsNotAgreedToYetMovesToo() throws IOException {
        CountDownLatch thaw = new CountDownLatch(1);
        try (RawUpstream a = frozenUntil(thaw);
                RawUpstream b = RawUpstream.open(WebSocketWords::echo);
                Door door = Door.open();
                RawClient client = door.client()) {
            Upstream first = Door.upstream(1, a);
            Upstream second = Door.upstream(2, b);
            door.publish(new Plan(7, Door.HOST).through(first, second));
            client.send(WebSocketWords.ASK + "early");
            Awaitility.await().until(() -> a.heads().size() == 1);
            door.publish(Set.of(1L), new Plan(7, Door.HOST).through(second));
            assertThat(client.wire().readHead()).startsWith("HTTP/1.1 101 ");
            assertThat(client.wire().read(5))
                    .as("what came before it was agreed to")
                    .isEqualTo("early");
            assertThat(first.vitals().rescued()).isOne();
            assertThat(first.vitals().inFlight()).isZero();
            assertThat(second.vitals().inFlight()).isOne();
        }
    }

    @Test
    void requestsThatWaitForAConnectionMoveWhateverTheirMethod() {
        CountDownLatch thaw = new CountDownLatch(1);
        try (RawUpstream a = frozenUntil(thaw);
                RawUpstream b = RawUpstream.saying("b");
                Door door = Door.open(Door.upstreams(u -> u.withConnections(2)))) {
            Upstream first = Door.upstream(1, a);
            Upstream second = Door.upstream(2, b);
            door.publish(new Plan(7, Door.HOST).through(first, second));
            try (Crowd<String> posts = Crowd.of(8, i -> () -> {
                try (RawClient client = door.client()) {
                    return client.post("hi").body();
                }
            })) {
                Awaitility.await()
                        .until(() -> a.heads().size() == 2 && first.vitals().inFlight() == 8);
                door.publish(Set.of(1L), new Plan(7, Door.HOST).through(second));
                Awaitility.await().until(() -> posts.done() == 6);
                thaw.countDown();
                assertThat(posts.results()).filteredOn("b"::equals).hasSize(6);
                assertThat(posts.results()).filteredOn("late"::equals).hasSize(2);
            }
            assertThat(a.heads()).hasSize(2);
            assertThat(b.heads()).hasSize(6);
        }
    }

    @Test
    void withoutABetterPlaceTheyKeepWaiting() {
        CountDownLatch thaw = new CountDownLatch(1);
        try (RawUpstream a = frozenUntil(thaw);
                Door door = Door.to(Door.upstream(1, a));
                RawClient client = door.client()) {
            client.send(GET);
            Awaitility.await().until(() -> a.heads().size() == 1);
            door.publish(Set.of(1L), new Plan(7, Door.HOST));
            Awaitility.await().during(Duration.ofMillis(300)).until(() -> door.finished()
                    .isEmpty());
            thaw.countDown();
            assertThat(client.read().body()).isEqualTo("late");
        }
    }

    @Test
    void aRouteMayForbidIt() {
        CountDownLatch thaw = new CountDownLatch(1);
        try (RawUpstream a = frozenUntil(thaw);
                RawUpstream b = RawUpstream.saying("b");
                Door door = Door.open();
                RawClient client = door.client()) {
            door.publish(new Plan(7, Door.HOST).through(Door.upstream(1, a)).noRescue());
            client.send(GET);
            Awaitility.await().until(() -> a.heads().size() == 1);
            door.publish(
                    Set.of(1L),
                    new Plan(7, Door.HOST).through(Door.upstream(2, b)).noRescue());
            Awaitility.await().during(Duration.ofMillis(300)).until(() -> door.finished()
                    .isEmpty());
            thaw.countDown();
            assertThat(client.read().body()).isEqualTo("late");
            assertThat(b.heads()).isEmpty();
        }
    }

    @Test
    void aRequestIsRescuedOnce() {
        CountDownLatch thaw = new CountDownLatch(1);
        try (RawUpstream a = frozenUntil(thaw);
                RawUpstream b = frozenUntil(thaw);
                RawUpstream c = RawUpstream.saying("c");
                Door door = Door.open();
                RawClient client = door.client()) {
            Upstream third = Door.upstream(3, c);
            Upstream second = Door.upstream(2, b);
            door.publish(new Plan(7, Door.HOST).through(Door.upstream(1, a), second, third));
            client.send(GET);
            Awaitility.await().until(() -> a.heads().size() == 1);
            door.publish(Set.of(1L), new Plan(7, Door.HOST).through(second, third));
            Awaitility.await().until(() -> b.heads().size() == 1);
            door.publish(Set.of(1L, 2L), new Plan(7, Door.HOST).through(third));
            Awaitility.await().during(Duration.ofMillis(300)).until(() -> door.finished()
                    .isEmpty());
            thaw.countDown();
            assertThat(client.read().body()).isEqualTo("late");
            assertThat(c.heads()).isEmpty();
        }
    }
}
