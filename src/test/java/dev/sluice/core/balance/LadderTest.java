package dev.sluice.core.balance;

import static dev.sluice.core.balance.Upstreams.ids;
import static dev.sluice.core.balance.Upstreams.ladder;
import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.core.model.LoadBalancingPolicy;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

@Tag("core")
class LadderTest {

    private final Upstream[] all = Upstreams.of(5);
    private final Upstream[] alive = {all[0], all[1], all[2]};
    private final Upstream[] cooling = {all[3]};
    private final Upstream[] unknown = {all[4]};

    private static String order(Ladder ladder, Policy policy) {
        return ids(ladder.order(policy, Caller.UNKNOWN));
    }

    @Test
    void byPriorityTheOrderIsTheLadders() {
        assertThat(order(ladder(alive, cooling, unknown), Policy.failover())).isEqualTo("1 2 3 4 5");
    }

    @Test
    void aPolicyOrdersWithinEachClassOnly() {
        Ladder ladder = ladder(cooling, alive, unknown);
        Policy policy = Policy.roundRobin();

        assertThat(List.of(order(ladder, policy), order(ladder, policy), order(ladder, policy)))
                .containsExactly("4 1 2 3 5", "4 2 3 1 5", "4 3 1 2 5");
    }

    @ParameterizedTest
    @MethodSource("rotating")
    void lowerClassesDoNotSkewTheSharesOfTheBestOne(Policy policy) {
        Ladder ladder = ladder(new Upstream[] {all[0], all[1]}, new Upstream[] {all[2], all[3]});
        Map<Long, Integer> shares = new HashMap<>();
        Map<Long, Integer> seconds = new HashMap<>();
        for (int i = 0; i < 100; i++) {
            Upstream[] order = ladder.order(policy, Caller.UNKNOWN);
            shares.merge(order[0].peerId(), 1, Integer::sum);
            seconds.merge(order[2].peerId(), 1, Integer::sum);
        }

        assertThat(shares).containsOnly(Map.entry(1L, 50), Map.entry(2L, 50));
        assertThat(seconds).containsOnly(Map.entry(3L, 50), Map.entry(4L, 50));
    }

    static Stream<Policy> rotating() {
        return Stream.of(Policy.roundRobin(), Policy.leastConn());
    }

    @Test
    void suspectsComeLastOfAllWhateverTheirClass() {
        Ladder ladder = ladder(alive, cooling, unknown);
        all[0].vitals().suspect();
        all[3].vitals().suspect();

        assertThat(order(ladder, Policy.failover())).isEqualTo("2 3 5 1 4");
    }

    @Test
    void aSuspectGoesBehindEvenTheLast() {
        all[1].vitals().suspect();
        assertThat(order(ladder(alive), Policy.failover())).isEqualTo("1 3 2");

        all[2].vitals().suspect();
        assertThat(order(ladder(alive), Policy.failover())).isEqualTo("1 2 3");
    }

    @Test
    void aClearedSuspectIsWhereItWas() {
        Ladder ladder = ladder(alive);
        all[0].vitals().suspect();
        all[0].vitals().clearSuspicion();

        assertThat(order(ladder, Policy.failover())).isEqualTo("1 2 3");
    }

    @Test
    void whereAllAreSuspectNothingIsLost() {
        Ladder ladder = ladder(alive);
        for (Upstream upstream : alive) {
            upstream.vitals().suspect();
        }

        assertThat(order(ladder, Policy.failover())).isEqualTo("1 2 3");
    }

    @Test
    void onlyTheFirstToSuspectReportsIt() {
        assertThat(all[0].vitals().suspect()).isTrue();
        assertThat(all[0].vitals().suspect()).isFalse();
        all[0].vitals().clearSuspicion();
        assertThat(all[0].vitals().suspect()).isTrue();
    }

    @Test
    void emptyClassesVanish() {
        Ladder ladder = ladder(new Upstream[0], cooling, new Upstream[0]);

        assertThat(ladder.isEmpty()).isFalse();
        assertThat(order(ladder, Policy.roundRobin())).isEqualTo("4");
    }

    @Test
    void anEmptyLadderOrdersNobody() {
        assertThat(ladder().isEmpty()).isTrue();
        assertThat(order(ladder(), Policy.leastConn())).isEmpty();
        assertThat(order(Ladder.EMPTY, Policy.ipHash())).isEmpty();
    }

    @ParameterizedTest
    @MethodSource("policies")
    void everyOrderHoldsTheSameElements(Policy policy) {
        Random random = new Random(1);
        for (int round = 0; round < 100; round++) {
            Upstream[] some = Upstreams.of(1 + random.nextInt(6));
            int border = random.nextInt(some.length + 1);
            for (Upstream upstream : some) {
                for (int i = random.nextInt(3); i > 0; i--) {
                    upstream.vitals().acquire();
                }
                if (random.nextInt(3) == 0) {
                    upstream.vitals().suspect();
                }
            }
            Ladder ladder = ladder(Arrays.copyOfRange(some, 0, border), Arrays.copyOfRange(some, border, some.length));
            byte[] address = new byte[4];
            random.nextBytes(address);

            assertThat(ladder.order(policy, new Caller(address))).containsExactlyInAnyOrder(some);
            assertThat(ladder.upstreams()).containsExactly(some);
        }
    }

    static Stream<Policy> policies() {
        return Stream.concat(
                Stream.of(Policy.failover()),
                Arrays.stream(LoadBalancingPolicy.values()).map(Policy::of));
    }

    @Test
    void whoStaysGoesFirstWithinTheBestClassAndTakesNobodysTurn() {
        Upstream[] best = Upstreams.of(3);
        Upstream[] rest = {Upstreams.one(4, 1)};
        Ladder ladder = Upstreams.ladder(best, rest);
        Policy policy = Policy.roundRobin();
        for (int i = 0; i < 5; i++) {
            Upstream[] order = ladder.order(policy, Caller.UNKNOWN.stickingTo(2));
            assertThat(order[0]).isSameAs(best[1]);
            assertThat(order).containsExactlyInAnyOrder(best[0], best[1], best[2], rest[0]);
        }
        assertThat(Upstreams.ids(ladder.order(policy, Caller.UNKNOWN.stickingTo(4))))
                .isEqualTo("1 2 3 4");
        assertThat(Upstreams.ids(ladder.order(policy, Caller.UNKNOWN.stickingTo(9))))
                .isEqualTo("2 3 1 4");
        best[1].vitals().suspect();
        assertThat(ladder.order(policy, Caller.UNKNOWN.stickingTo(2))[0]).isNotSameAs(best[1]);
    }
}
