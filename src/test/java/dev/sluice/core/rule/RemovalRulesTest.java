package dev.sluice.core.rule;

import static dev.sluice.core.rule.RejectionCode.GATEWAY_IS_FAILOVER_HOME;
import static dev.sluice.core.rule.RejectionCode.LAST_MEMBER_IN_USE;
import static dev.sluice.core.rule.RejectionCode.NOT_FOUND;
import static dev.sluice.core.rule.RejectionCode.POOL_IN_USE;
import static dev.sluice.core.rule.RejectionCode.POOL_NOT_FOUND;
import static dev.sluice.core.rule.RejectionCode.STALE;
import static dev.sluice.core.rule.World.ROOT;
import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.core.failover.EventName;
import dev.sluice.core.model.Target;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** What may be taken away, and what goes with it. */
class RemovalRulesTest {

    private final World world = new World();

    private void pivot(long route, long peer) {
        world.apply(OverrideEdits.pivot(
                route, (none, problems) -> new OverrideEdits.Wanted(peer, null), world.health, ROOT));
    }

    @Test
    void aHomeStays() {
        world.pinned(20, 3);

        assertThat(world.codeOf(PeerRemoval.delete(3, ROOT))).isEqualTo(GATEWAY_IS_FAILOVER_HOME);
    }

    @Test
    void theApplicationOfARouteStays() {
        world.route(20, new Target.Regular(9, null));

        assertThat(world.codeOf(PeerRemoval.delete(9, ROOT))).isEqualTo(GATEWAY_IS_FAILOVER_HOME);
    }

    @Test
    void aSubstituteGoesWhileItServesAndTheRouteKeepsItsHome() {
        world.pinned(20, 1);
        pivot(20, 2);

        world.apply(PeerRemoval.delete(2, ROOT));

        assertThat(world.desired.routes().get(20L).target().homeId()).isEqualTo(1);
        assertThat(world.desired.routes().get(20L).enabled()).isTrue();
        assertThat(world.desired.overrides()).isEmpty();
        assertThat(world.desired.pools().get(10L).has(2)).isFalse();
        assertThat(world.desired.pools().get(10L).stamp().revision()).isEqualTo(2);
        assertThat(world.audit.get(0).name()).isEqualTo(EventName.PEER_DELETED);
        assertThat(world.audit.get(0).details()).containsEntry("peer_id", 2L);
        assertThat(((Map<?, ?>) world.audit.get(0).details().get("before")).get("name"))
                .isEqualTo("p2");
    }

    @Test
    void theLastMemberOfAUsedPoolStays() {
        world.desired = world.desired.with(World.pool(11, 3));
        world.pooled(20, 11);

        assertThat(world.codeOf(PeerRemoval.delete(3, ROOT))).isEqualTo(LAST_MEMBER_IN_USE);
        assertThat(world.codeOf(MemberEdits.remove(11, 3, ROOT))).isEqualTo(LAST_MEMBER_IN_USE);
        assertThat(world.codeOf(MemberEdits.replace(11, (none, problems) -> List.of(), ROOT)))
                .isEqualTo(LAST_MEMBER_IN_USE);
    }

    @Test
    void theLastMemberOfAnUnusedPoolGoes() {
        world.desired = world.desired.with(World.pool(11, 3));

        world.apply(MemberEdits.remove(11, 3, ROOT));

        assertThat(world.desired.pools().get(11L).members()).isEmpty();
    }

    @Test
    void aUsedPoolStaysAndAnUnusedOneGoesWithItsPivots() {
        world.pooled(20, 10).pinned(21, 1);
        assertThat(world.codeOf(PoolEdits.delete(10, ROOT))).isEqualTo(POOL_IN_USE);

        world.apply(new RouteEdits(World.GUARD).delete(20, ROOT));
        pivot(21, 2);
        world.apply(PoolEdits.delete(10, ROOT));

        assertThat(world.desired.pools()).isEmpty();
        assertThat(world.desired.overrides()).isEmpty();
    }

    @Test
    void whatIsNotThereIsSaidToBeNotThere() {
        assertThat(world.codeOf(PeerRemoval.delete(77, ROOT))).isEqualTo(NOT_FOUND);
        assertThat(world.codeOf(PoolEdits.delete(77, ROOT))).isEqualTo(POOL_NOT_FOUND);
        assertThat(world.codeOf(new RouteEdits(World.GUARD).delete(77, ROOT))).isEqualTo(NOT_FOUND);
        assertThat(world.codeOf(MemberEdits.remove(10, 3, ROOT))).isEqualTo(NOT_FOUND);
    }

    @Test
    void aConditionThatFailsChangesNothing() {
        Command late = new Command("root", Set.of(7L));
        assertThat(world.codeOf(PeerRemoval.delete(3, late))).isEqualTo(STALE);
        assertThat(world.codeOf(PoolEdits.delete(10, late))).isEqualTo(STALE);

        world.apply(PeerRemoval.delete(3, new Command("root", Set.of(1L, 7L))));

        assertThat(world.desired.peer(3)).isNull();
    }
}
