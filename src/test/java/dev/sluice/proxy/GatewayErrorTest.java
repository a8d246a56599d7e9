package dev.sluice.proxy;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.core.balance.Upstream;
import dev.sluice.core.model.Hop;
import dev.sluice.proxy.kit.Door;
import dev.sluice.proxy.kit.Plan;
import dev.sluice.proxy.kit.RawClient;
import dev.sluice.proxy.kit.RawUpstream;
import dev.sluice.proxy.kit.TestPairing;
import dev.sluice.proxy.kit.Wire;
import java.util.Map;
import java.util.concurrent.atomic.AtomicReference;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What a front door does when an agent says that it could not carry a request. */
class GatewayErrorTest {

    private static final TestPairing PAIRING = new TestPairing();

    private static String answer(int status, String word) {
        return "HTTP/1.1 " + status + " Bad\r\nX-Gateway-Error: " + word
                + "\r\nContent-Type: text/plain\r\nContent-Length: 9\r\n\r\nof agent\n";
    }

    private static Upstream paired(long peerId, RawUpstream at) {
        return TestPairing.upstream(peerId, at.port(), Hop.SECRET, "00");
    }

    private static Door door(Upstream... upstreams) {
        Door door = Door.open(
                options -> options.withHops(Hops.to(PAIRING.credentials(Map.of(1L, "one", 2L, "two", 3L, "three")))));
        door.publish(new Plan(7, Door.HOST).through(upstreams));
        return door;
    }

    @ParameterizedTest
    @CsvSource({"502,not_mine", "503,starting", "502,lan_refused", "504,lan_timeout"})
    void theNextCandidateIsAskedAndTheConnectionKept(int status, String word) {
        try (RawUpstream a = RawUpstream.sending(answer(status, word));
                RawUpstream b = RawUpstream.saying("b")) {
            Upstream first = paired(1, a);
            try (Door door = door(first, paired(2, b));
                    RawClient client = door.client()) {
                for (int round = 0; round < 4; round++) {
                    Wire.Message got = client.get();
                    assertThat(got.status()).isEqualTo(200);
                    assertThat(got.body()).isEqualTo("b");
                    assertThat(got.field("x-gateway-error")).isNull();
                }
                assertThat(a.heads()).hasSize(4);
                assertThat(a.accepted()).as("connections to the first").isOne();
                assertThat(door.suspicions()).as("it is alive").isEmpty();
                assertThat(first.vitals().inFlight()).isZero();
                assertThat(door.finished()).allMatch(told -> told.attempts() == 2 && told.peerId() == 2);
            }
        }
    }

    @Test
    void eachCandidateIsAskedOnce() {
        try (RawUpstream a = RawUpstream.sending(answer(502, "not_mine"));
                RawUpstream b = RawUpstream.sending(answer(503, "starting"));
                RawUpstream c = RawUpstream.saying("c");
                Door door = door(paired(1, a), paired(2, b), paired(3, c));
                RawClient client = door.client()) {
            assertThat(client.get().body()).isEqualTo("c");
        }
    }

    /** The agent had the new config before it had the request. */
    @Test
    void theSameIsAskedAgainOnceTheRouteLeadsElsewhereInItsLan() {
        AtomicReference<Runnable> change = new AtomicReference<>(() -> {});
        try (RawUpstream a = RawUpstream.open(wire -> {
                    for (Wire.Message asked = wire.readRequest(); asked != null; asked = wire.readRequest()) {
                        boolean current = "192.168.1.11:80".equals(asked.field("x-gateway-target"));
                        change.getAndSet(() -> {}).run();
                        wire.send(
                                current ? "HTTP/1.1 200 OK\r\nContent-Length: 3\r\n\r\nnew" : answer(502, "not_mine"));
                    }
                });
                Door door = door(paired(1, a));
                RawClient client = door.client()) {
            assertThat(client.get().status())
                    .as("as long as nothing has changed")
                    .isEqualTo(502);
            assertThat(a.heads()).hasSize(1);
            change.set(() -> door.publish(
                    new Plan(7, Door.HOST).lanTarget("192.168.1.11:80", null).through(paired(1, a))));
            assertThat(client.get().body()).isEqualTo("new");
            assertThat(a.heads()).hasSize(3);
            assertThat(door.suspicions()).isEmpty();
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"not_mine", "starting"})
    void anAgentThatIsNotReadyIsNoWordForVisitors(String word) {
        try (RawUpstream a = RawUpstream.sending(answer(503, word));
                Door door = door(paired(1, a));
                RawClient client = door.client()) {
            Wire.Message got = client.get();
            assertThat(got.status()).isEqualTo(502);
            assertThat(got.body()).contains("gateway_unready").doesNotContain("of agent");
            assertThat(got.field("x-gateway-error")).isNull();
            assertThat(door.lastFinished().failure()).isEqualTo("gateway_unready");
        }
    }

    @Test
    void aLanHostThatNobodyReachesShowsItsOwnFailure() {
        try (RawUpstream a = RawUpstream.sending(answer(502, "lan_refused"));
                RawUpstream b = RawUpstream.sending(answer(504, "lan_timeout"));
                Door door = door(paired(1, a), paired(2, b));
                RawClient client = door.client()) {
            Wire.Message got = client.get();
            assertThat(got.status()).isEqualTo(504);
            assertThat(got.body()).isEqualTo("of agent\n");
            assertThat(got.field("x-gateway-error")).isNull();
        }
    }

    /** Whoever answered late may have done what was asked. */
    @Test
    void aRequestThatMayHaveArrivedIsSentOnOnce() {
        try (RawUpstream a = RawUpstream.sending(answer(504, "lan_timeout"));
                RawUpstream b = RawUpstream.sending(answer(504, "lan_timeout"));
                RawUpstream c = RawUpstream.saying("c");
                Door door = door(paired(1, a), paired(2, b), paired(3, c));
                RawClient client = door.client()) {
            assertThat(client.get().status()).isEqualTo(504);
            assertThat(c.accepted()).isZero();
        }
    }

    @Test
    void whatChangesThingsIsNeverSentTwice() {
        try (RawUpstream a = RawUpstream.sending(answer(502, "not_mine"));
                RawUpstream b = RawUpstream.saying("b");
                Door door = door(paired(1, a), paired(2, b));
                RawClient client = door.client()) {
            assertThat(client.post("data").status()).isEqualTo(502);
            assertThat(b.accepted()).isZero();
        }
    }

    @Test
    void fromWhoeverIsNotPairedItMeansNothing() {
        try (RawUpstream a = RawUpstream.sending(answer(502, "not_mine"));
                RawUpstream b = RawUpstream.saying("b");
                Door door = door(Door.upstream(1, a), Door.upstream(2, b));
                RawClient client = door.client()) {
            Wire.Message got = client.get();
            assertThat(got.status()).isEqualTo(502);
            assertThat(got.body()).isEqualTo("of agent\n");
            assertThat(got.field("x-gateway-error")).isNull();
        }
    }

    @ParameterizedTest
    @CsvSource({"200,not_mine", "500,not_mine", "502,something", "502,'not_mine\r\nX-Gateway-Error: not_mine'"})
    void onlyTheWordsThatAreAgreedOnCount(int status, String word) {
        try (RawUpstream a = RawUpstream.sending(answer(status, word));
                RawUpstream b = RawUpstream.saying("b");
                Door door = door(paired(1, a), paired(2, b));
                RawClient client = door.client()) {
            assertThat(client.get().status()).isEqualTo(status);
        }
    }

    /** The rest of such an answer is not worth waiting for. */
    @Test
    void anAnswerThatDoesNotEndHoldsNobodyUp() {
        try (RawUpstream a = RawUpstream.open(wire -> {
                    while (wire.readRequest() != null) {
                        wire.send("HTTP/1.1 502 Bad\r\nX-Gateway-Error: not_mine\r\nContent-Length: 100\r\n\r\nx");
                    }
                });
                RawUpstream b = RawUpstream.saying("b");
                Door door = door(paired(1, a), paired(2, b));
                RawClient client = door.client()) {
            assertThat(client.get().body()).isEqualTo("b");
            Awaitility.await().until(() -> a.openConnections() == 0);
        }
    }
}
