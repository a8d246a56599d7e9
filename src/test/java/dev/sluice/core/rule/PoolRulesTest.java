package dev.sluice.core.rule;

import static dev.sluice.core.rule.RejectionCode.DUPLICATE_PEER;
import static dev.sluice.core.rule.RejectionCode.INVALID;
import static dev.sluice.core.rule.RejectionCode.LB_POLICY_REQUIRED;
import static dev.sluice.core.rule.RejectionCode.NAME_TAKEN;
import static dev.sluice.core.rule.RejectionCode.PEER_NOT_FOUND;
import static dev.sluice.core.rule.RejectionCode.PEER_NOT_GATEWAY;
import static dev.sluice.core.rule.World.ROOT;
import static dev.sluice.core.rule.World.paths;
import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.core.model.Failback;
import dev.sluice.core.model.LoadBalancingPolicy;
import dev.sluice.core.model.Member;
import dev.sluice.core.model.Pool;
import dev.sluice.core.model.PoolMode;
import dev.sluice.core.model.Sticky;
import dev.sluice.core.rule.MemberEdits.Wanted;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** What a pool may be, and who may be in it. */
class PoolRulesTest {

    private final World world = new World();

    private static Merge<Pool> like(
            String name, PoolMode mode, @Nullable LoadBalancingPolicy policy, int cooldown, @Nullable String message) {
        return (p, problems) ->
                new Pool(p.id(), name, mode, policy, cooldown, Failback.AUTO, message, true, p.members(), p.stamp());
    }

    private static Edit replace(Wanted... wanted) {
        return MemberEdits.replace(10, (none, problems) -> List.of(wanted), ROOT);
    }

    private static Wanted[] peers(long... ids) {
        return IntStream.range(0, ids.length)
                .mapToObj(i -> new Wanted("members[" + i + "]", ids[i], null))
                .toArray(Wanted[]::new);
    }

    private List<Member> members() {
        return Objects.requireNonNull(world.desired.pool(10)).members();
    }

    @Test
    void aBalancedPoolNeedsAPolicyAndAFailoverPoolHasNone() {
        assertThat(world.codeOf(PoolEdits.create(like("a", PoolMode.LOAD_BALANCING, null, 0, null), ROOT)))
                .isEqualTo(LB_POLICY_REQUIRED);
        LoadBalancingPolicy policy = LoadBalancingPolicy.IP_HASH;
        assertThat(world.codeOf(PoolEdits.create(like("a", PoolMode.FAILOVER, policy, 0, null), ROOT)))
                .isEqualTo(INVALID);

        long id = world.apply(PoolEdits.create(like("a", PoolMode.LOAD_BALANCING, policy, 0, null), ROOT));

        assertThat(Objects.requireNonNull(world.desired.pool(id)).policy()).isEqualTo(policy);
    }

    @Test
    void everythingThatIsWrongIsToldAtOnce() {
        Rejection no =
                world.refused(PoolEdits.create(like("/", PoolMode.FAILOVER, null, 604_801, "x".repeat(65_537)), ROOT));

        assertThat(paths(no)).containsExactly("name", "failback_cooldown_s", "outage_message");
    }

    @Test
    void aNameBelongsToOnePool() {
        assertThat(world.codeOf(PoolEdits.create(like("Pool10", PoolMode.FAILOVER, null, 0, null), ROOT)))
                .isEqualTo(NAME_TAKEN);
    }

    @Test
    void positionIsPriorityWhereNoneIsGiven() {
        world.apply(replace(peers(3, 1, 2)));

        assertThat(members()).containsExactly(new Member(3, 1), new Member(1, 2), new Member(2, 3));
        assertThat(world.desired.pool(10))
                .extracting(pool -> pool.stamp().revision())
                .isEqualTo(1L);

        world.apply(replace(peers(3, 1, 2)));
        assertThat(world.audit).as("the same again").isEmpty();
    }

    @Test
    void aFaultyListChangesNothing() {
        assertThat(world.codeOf(replace(peers(1, 3, 1)))).isEqualTo(DUPLICATE_PEER);
        assertThat(world.codeOf(replace(peers(1, 77)))).isEqualTo(PEER_NOT_FOUND);
        assertThat(world.codeOf(replace(peers(1, 9)))).isEqualTo(PEER_NOT_GATEWAY);
        assertThat(paths(world.refused(replace(peers(1, 9, 77, 1)))))
                .containsExactly("members[1].peer_id", "members[2].peer_id", "members[3].peer_id");
        assertThat(world.codeOf(replace(new Wanted("members[0]", 1L, -1)))).isEqualTo(INVALID);
    }

    @Test
    void aNewMemberGoesLast() {
        world.apply(MemberEdits.add(10, (none, problems) -> new Wanted("", 4L, null), ROOT));
        assertThat(members()).containsExactly(new Member(1, 1), new Member(2, 2), new Member(4, 3));

        assertThat(world.codeOf(MemberEdits.add(10, (none, problems) -> new Wanted("", 4L, null), ROOT)))
                .isEqualTo(DUPLICATE_PEER);
    }

    @Test
    void aMemberGetsAnotherPriority() {
        world.apply(MemberEdits.prioritise(10, 2, (present, problems) -> 0, ROOT));

        assertThat(members()).containsExactly(new Member(2, 0), new Member(1, 1));
    }

    private static Merge<Pool> sticky(@Nullable Object sticky) {
        Map<String, @Nullable Object> fields = new HashMap<>();
        fields.put("name", "sticky");
        fields.put("sticky", sticky);
        return (p, problems) -> PoolFields.over(new Fields(fields, "", problems), p);
    }

    @Test
    void clientsMayStickByACookie() {
        long id = world.apply(PoolEdits.create(sticky(Map.of()), ROOT));
        assertThat(Objects.requireNonNull(world.desired.pool(id)).sticky()).isEqualTo(new Sticky("sluice_peer", null));
        world.apply(PoolEdits.update(id, sticky(Map.of("cookie", "stay", "max_age", "1h")), ROOT));
        world.apply(PoolEdits.update(id, sticky(Map.of("cookie", "stays")), ROOT));
        Pool pool = Objects.requireNonNull(world.desired.pool(id));
        assertThat(pool.sticky()).isEqualTo(new Sticky("stays", Duration.ofHours(1)));
        assertThat(Facts.of(pool).get("sticky")).isEqualTo(Map.of("cookie", "stays", "max_age", "1h"));
        world.apply(PoolEdits.update(id, sticky(null), ROOT));
        assertThat(Objects.requireNonNull(world.desired.pool(id)).sticky()).isNull();
    }

    @Test
    void otherCookiesAreRefused() {
        for (String name : List.of("", "a b", "__Host-x", "a;b", "a=b", "x".repeat(65))) {
            Rejection no = world.refused(PoolEdits.create(sticky(Map.of("cookie", name)), ROOT));
            assertThat(paths(no)).as(name).containsExactly("sticky.cookie");
        }
        for (String age : List.of("100ms", "1h x", "9999h")) {
            Rejection no = world.refused(PoolEdits.create(sticky(Map.of("max_age", age)), ROOT));
            assertThat(paths(no)).as(age).containsExactly("sticky.max_age");
        }
        assertThat(paths(world.refused(PoolEdits.create(sticky(Map.of("name", "x")), ROOT))))
                .containsExactly("sticky.name");
    }
}
