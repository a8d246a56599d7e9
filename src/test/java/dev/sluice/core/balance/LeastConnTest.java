package dev.sluice.core.balance;

import static dev.sluice.core.balance.Upstreams.ids;
import static dev.sluice.core.balance.Upstreams.order;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@Tag("core")
class LeastConnTest {

    private final Policy policy = Policy.leastConn();

    private static void load(Upstream upstream, int inFlight) {
        for (int i = 0; i < inFlight; i++) {
            upstream.vitals().acquire();
        }
    }

    @Test
    void prefersTheIdleOneWhateverTheTurn() {
        Upstream[] all = Upstreams.of(3);
        load(all[0], 3);
        load(all[1], 1);
        for (int i = 0; i < 7; i++) {
            assertThat(ids(order(policy, all))).isEqualTo("3 2 1");
        }
    }

    @Test
    void aReleasedRequestNoLongerCounts() {
        Upstream[] all = Upstreams.of(2);
        load(all[0], 2);
        load(all[1], 1);
        all[0].vitals().release();
        all[0].vitals().release();

        assertThat(ids(order(policy, all))).isEqualTo("1 2");
    }

    @Test
    void tiesGoByRotationSoThatAQuietPoolIsSharedEvenly() {
        Upstream[] all = Upstreams.of(3);
        Map<Long, Integer> shares = new HashMap<>();
        for (int i = 0; i < 300; i++) {
            shares.merge(order(policy, all)[0].peerId(), 1, Integer::sum);
        }

        assertThat(shares).containsExactlyInAnyOrderEntriesOf(Map.of(1L, 100, 2L, 100, 3L, 100));
    }

    @Test
    void loadIsRelativeToWeight() {
        Upstream[] all = Upstreams.weighing(1, 4);
        load(all[0], 1);
        load(all[1], 3);
        assertThat(ids(order(policy, all))).isEqualTo("2 1");

        load(all[1], 2);
        assertThat(ids(order(policy, all))).isEqualTo("1 2");
    }

    @Test
    void sharesOfBusyMembersFollowTheirWeights() {
        Upstream[] all = Upstreams.weighing(1, 3);
        for (int i = 0; i < 400; i++) {
            order(policy, all)[0].vitals().acquire();
        }

        assertThat(all[0].vitals().inFlight()).isEqualTo(100);
        assertThat(all[1].vitals().inFlight()).isEqualTo(300);
    }

    @Test
    void neverWritesToItsCandidates() {
        Upstream[] all = Upstreams.of(3);
        load(all[0], 1);
        for (int i = 0; i < 4; i++) {
            order(policy, all);
        }

        assertThat(ids(all)).isEqualTo("1 2 3");
    }
}
