package dev.sluice.core.rule;

import static dev.sluice.core.rule.RejectionCode.FEATURE_LOCKED;
import static dev.sluice.core.rule.World.ROOT;
import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.core.model.Failback;
import dev.sluice.core.model.LoadBalancingPolicy;
import dev.sluice.core.model.Pool;
import dev.sluice.core.model.PoolMode;
import dev.sluice.core.rule.MemberEdits.Wanted;
import org.junit.jupiter.api.Test;

/** What an operator has locked. */
class FeaturesTest {

    private static final Features NO_POOLS = new Features(false, true);
    private static final Features NO_BALANCING = new Features(true, false);

    private final World world = new World();

    private static Merge<Pool> failover(String name) {
        return (p, problems) ->
                new Pool(p.id(), name, PoolMode.FAILOVER, null, 7, Failback.AUTO, null, true, p.members(), p.stamp());
    }

    private static Merge<Pool> balanced(String name, int cooldown) {
        return (p, problems) -> new Pool(
                p.id(),
                name,
                PoolMode.LOAD_BALANCING,
                LoadBalancingPolicy.ROUND_ROBIN,
                cooldown,
                Failback.AUTO,
                null,
                true,
                p.members(),
                p.stamp());
    }

    @Test
    void lockedPoolsAreNeitherMadeNorChangedAndMayBeTakenAway() {
        assertThat(world.codeOf(NO_POOLS.allowing(PoolEdits.create(failover("new"), ROOT))))
                .isEqualTo(FEATURE_LOCKED);
        assertThat(world.codeOf(NO_POOLS.allowing(PoolEdits.update(10, failover("other"), ROOT))))
                .isEqualTo(FEATURE_LOCKED);
        assertThat(world.codeOf(
                        NO_POOLS.allowing(MemberEdits.add(10, (none, problems) -> new Wanted("", 4L, null), ROOT))))
                .isEqualTo(FEATURE_LOCKED);

        long id = world.apply(PoolEdits.create(failover("new"), ROOT));
        world.apply(NO_POOLS.allowing(PoolEdits.delete(id, ROOT)));

        assertThat(world.desired.pool(id)).isNull();
    }

    @Test
    void whatChangesNothingIsNotLocked() {
        world.apply(NO_POOLS.allowing(PoolEdits.update(10, (p, problems) -> p, ROOT)));

        assertThat(world.audit).isEmpty();
    }

    @Test
    void withoutBalancingNoPoolBecomesBalancedAndBalancedOnesMayBeChanged() {
        assertThat(world.codeOf(NO_BALANCING.allowing(PoolEdits.create(balanced("new", 0), ROOT))))
                .isEqualTo(FEATURE_LOCKED);
        assertThat(world.codeOf(NO_BALANCING.allowing(PoolEdits.update(10, balanced("pool10", 0), ROOT))))
                .isEqualTo(FEATURE_LOCKED);

        long id = world.apply(PoolEdits.create(balanced("new", 0), ROOT));
        world.apply(NO_BALANCING.allowing(PoolEdits.update(id, balanced("new", 5), ROOT)));
        world.apply(NO_BALANCING.allowing(PoolEdits.create(failover("third"), ROOT)));

        assertThat(world.desired.pool(id)).extracting(Pool::failbackCooldownS).isEqualTo(5);
    }

    @Test
    void theRefusalNamesTheSetting() {
        assertThat(world.refused(NO_POOLS.allowing(PoolEdits.create(failover("new"), ROOT))))
                .hasMessageContaining("features.gateway-pools is false");
    }
}
