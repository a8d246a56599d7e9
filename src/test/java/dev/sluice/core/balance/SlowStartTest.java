package dev.sluice.core.balance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@Tag("core")
class SlowStartTest {

    private static final long BEGUN = 1_000_000_000_000L;
    private static final int REQUESTS = 3_000;

    private final Upstream[] three = Upstreams.of(3);

    /** Requests by peer id, so long after the first of three came home. */
    private Map<Long, Integer> shares(double seconds, boolean toNext) {
        three[0].vitals().easeInUntil(BEGUN + SlowStart.LENGTH.toNanos());
        long now = BEGUN + (long) (seconds * 1e9);
        Map<Long, Integer> shares = new HashMap<>();
        for (int turn = 0; turn < REQUESTS; turn++) {
            Upstream[] order = RoundRobin.rotate(three, turn);
            if (order[0].vitals().isEasingIn()) {
                order = SlowStart.ease(order, turn, toNext, now);
            }
            shares.merge(order[0].peerId(), 1, Integer::sum);
        }
        return shares;
    }

    @Test
    void theShareGrowsFromNothingToItsWhole() {
        assertThat(shares(0, false)).doesNotContainKey(1L);
        assertThat(shares(3, false).get(1L)).isCloseTo(100, within(10));
        assertThat(shares(15, false).get(1L)).isCloseTo(500, within(20));
        assertThat(shares(27, false).get(1L)).isCloseTo(900, within(20));
        assertThat(shares(30, false).get(1L)).isEqualTo(1000);
    }

    @Test
    void theOthersShareWhatItDoesNotGet() {
        Map<Long, Integer> shares = shares(3, false);

        assertThat(shares.get(2L)).isCloseTo(shares.get(3L), within(150));
    }

    @Test
    void theSecondGetsItWhereTheOrderMeansMore() {
        assertThat(shares(0, true)).containsEntry(2L, 2000).containsEntry(3L, 1000);
    }

    @Test
    void everyOneStaysInTheOrderAndNothingIsWrittenTo() {
        three[0].vitals().easeInUntil(BEGUN + SlowStart.LENGTH.toNanos());
        for (int turn = 0; turn < 100; turn++) {
            assertThat(SlowStart.ease(three, turn, false, BEGUN)).containsExactlyInAnyOrder(three);
        }
        assertThat(Upstreams.ids(three)).isEqualTo("1 2 3");
    }

    @Test
    void onlyItServesIfThereIsNoOther() {
        Upstream[] one = Upstreams.of(1);
        one[0].vitals().easeInUntil(System.nanoTime() + SlowStart.LENGTH.toNanos());

        assertThat(Upstreams.order(Policy.roundRobin(), one)).containsExactly(one);
    }

    @Test
    void whenItsTimeIsOverNothingIsAskedAnyMore() {
        PeerVitals vitals = three[0].vitals();
        vitals.easeInUntil(BEGUN);

        assertThat(vitals.easesInFor(BEGUN - 1)).isEqualTo(1);
        assertThat(vitals.isEasingIn()).isTrue();
        assertThat(vitals.easesInFor(BEGUN)).isZero();
        assertThat(vitals.isEasingIn()).isFalse();
    }
}
