package dev.sluice.proxy;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.core.balance.Upstream;
import dev.sluice.proxy.kit.Door;
import dev.sluice.proxy.kit.Plan;
import dev.sluice.proxy.kit.RawClient;
import dev.sluice.proxy.kit.RawUpstream;
import dev.sluice.proxy.kit.Wire;
import org.junit.jupiter.api.Test;

/** A peer that cannot be reached: the next one's turn, and the peer is reported. */
class FailoverTest {

    @Test
    void aRefusedDialMovesAnyMethodToTheNextCandidate() {
        RawUpstream gone = RawUpstream.saying("a");
        gone.kill();
        try (RawUpstream b = RawUpstream.saying("b")) {
            Upstream first = Door.upstream(1, gone);
            try (Door door = Door.to(first, Door.upstream(2, b));
                    RawClient client = door.client()) {
                assertThat(client.post("data").body()).isEqualTo("b");
                assertThat(client.get().body()).isEqualTo("b");
                assertThat(b.heads()).hasSize(2);
                assertThat(door.suspicions()).hasSize(1);
                assertThat(door.suspicions().get(0).peerId()).isEqualTo(1);
                assertThat(door.suspicions().get(0).evidence()).contains("refused");
                assertThat(first.vitals().isSuspect()).isTrue();
                assertThat(first.vitals().retried()).isEqualTo(1);
                assertThat(first.vitals().inFlight()).isZero();
            }
        }
    }

    @Test
    void allDialsRefusedGiveTheOutagePage() {
        RawUpstream a = RawUpstream.saying("a");
        RawUpstream b = RawUpstream.saying("b");
        a.kill();
        b.kill();
        try (Door door = Door.open();
                RawClient client = door.client()) {
            door.publish(new Plan(7, Door.HOST)
                    .through(Door.upstream(1, a), Door.upstream(2, b))
                    .outageMessage("back soon"));
            Wire.Message answer = client.get();
            assertThat(answer.status()).isEqualTo(503);
            assertThat(answer.body()).isEqualTo("back soon");
            assertThat(answer.field("retry-after")).isEqualTo("5");
            assertThat(door.lastFinished().failure()).isEqualTo("outage");
            assertThat(door.lastFinished().attempts()).isEqualTo(2);
        }
    }

    @Test
    void aPublishedTableMovesTheNextRequest() {
        try (RawUpstream a = RawUpstream.saying("a");
                RawUpstream b = RawUpstream.saying("b");
                Door door = Door.to(Door.upstream(1, a));
                RawClient client = door.client()) {
            assertThat(client.get().body()).isEqualTo("a");
            door.publish(new Plan(7, Door.HOST).through(Door.upstream(2, b)));
            assertThat(client.get().body()).isEqualTo("b");
        }
    }
}
