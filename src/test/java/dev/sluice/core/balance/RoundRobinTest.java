package dev.sluice.core.balance;

import static dev.sluice.core.balance.Upstreams.ids;
import static dev.sluice.core.balance.Upstreams.order;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@Tag("core")
class RoundRobinTest {

    private final Upstream[] three = Upstreams.of(3);

    @Test
    void startsAtEachInTurnAndFallsToTheOnesAfterIt() {
        Policy policy = Policy.roundRobin();

        assertThat(List.of(
                        ids(order(policy, three)),
                        ids(order(policy, three)),
                        ids(order(policy, three)),
                        ids(order(policy, three))))
                .containsExactly("1 2 3", "2 3 1", "3 1 2", "1 2 3");
    }

    @Test
    void neverWritesToItsCandidates() {
        Policy policy = Policy.roundRobin();
        for (int i = 0; i < 5; i++) {
            order(policy, three);
        }

        assertThat(ids(three)).isEqualTo("1 2 3");
    }

    @Test
    void keepsItsTurnWhenTheCandidatesChange() {
        Policy policy = Policy.roundRobin();
        Map<Long, Integer> shares = new HashMap<>();
        Upstream[] two = Upstreams.without(three, three[1]);
        for (int i = 0; i < 600; i++) {
            shares.merge(order(policy, i < 300 ? three : two)[0].peerId(), 1, Integer::sum);
        }

        assertThat(shares).containsExactlyInAnyOrderEntriesOf(Map.of(1L, 250, 2L, 100, 3L, 250));
    }

    @Test
    void survivesTheWrapAroundOfItsCounter() {
        Policy policy = new RoundRobin(Integer.MAX_VALUE - 2);
        List<String> orders = new ArrayList<>();
        for (int i = 0; i < 6; i++) {
            orders.add(ids(order(policy, Upstreams.of(4))));
        }

        // 2^32 is a multiple of four: the wrap-around does not show.
        assertThat(orders).containsExactly("2 3 4 1", "3 4 1 2", "4 1 2 3", "1 2 3 4", "2 3 4 1", "3 4 1 2");
        for (int i = 0; i < 6; i++) {
            assertThat(order(new RoundRobin(Integer.MAX_VALUE - 2 + i), three)).hasSize(3);
        }
    }

    @Test
    void isExactlyEvenFromManyThreads() throws Exception {
        Policy policy = Policy.roundRobin();
        int threads = 4;
        int each = 3000;
        ExecutorService loops = Executors.newFixedThreadPool(threads);
        int[] shares = new int[4];
        try {
            Callable<int[]> loop = () -> {
                int[] own = new int[4];
                for (int i = 0; i < each; i++) {
                    own[(int) order(policy, three)[0].peerId()]++;
                }
                return own;
            };
            for (var done : loops.invokeAll(List.of(loop, loop, loop, loop))) {
                for (int peer = 1; peer <= 3; peer++) {
                    shares[peer] += done.get()[peer];
                }
            }
        } finally {
            loops.shutdownNow();
        }

        assertThat(shares).containsExactly(0, 4000, 4000, 4000);
    }

    @Test
    void sharesGoByWeight() {
        Policy policy = Policy.roundRobin();
        Upstream[] all = Upstreams.weighing(5, 3, 1);
        int[] shares = new int[4];
        for (int i = 0; i < 9_000; i++) {
            Upstream[] order = order(policy, all);
            assertThat(order).containsExactlyInAnyOrder(all);
            shares[(int) order[0].peerId()]++;
        }
        assertThat(shares[1]).isBetween(4_950, 5_050);
        assertThat(shares[2]).isBetween(2_950, 3_050);
        assertThat(shares[3]).isBetween(950, 1_050);
    }

    /** The lightest gets its turn between those of the others, and not at the end of a long row. */
    @Test
    void sharesByWeightAreSpread() {
        Policy policy = new RoundRobin(Integer.MAX_VALUE - 500);
        Upstream[] all = Upstreams.weighing(9, 1);
        int since = 0;
        for (int i = 0; i < 1_000; i++) {
            since = order(policy, all)[0].peerId() == 2 ? 0 : since + 1;
            assertThat(since).as("turns without the lightest").isLessThan(25);
        }
    }

    @Test
    void ofOneOrNoneThereIsNothingToChoose() {
        Policy policy = Policy.roundRobin();

        assertThat(ids(order(policy, Upstreams.of(1)))).isEqualTo("1");
        assertThat(ids(order(policy))).isEmpty();
    }
}
