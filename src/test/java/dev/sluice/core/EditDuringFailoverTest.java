package dev.sluice.core;

import static dev.sluice.core.Will.A;
import static dev.sluice.core.Will.B;
import static dev.sluice.core.Will.C;
import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.core.failover.Cause;
import dev.sluice.core.failover.HealthState;
import dev.sluice.core.model.LoadBalancingPolicy;
import dev.sluice.core.model.Target;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** What becomes of routes when the operator changes his mind while they are away from home. */
@Tag("core")
class EditDuringFailoverTest {

    private static Scenario threeWith(String... domains) {
        Will will = Will.pool(A, B, C);
        for (String domain : domains) {
            will.pinned(domain, A);
        }
        return Scenario.healthy(will);
    }

    @Test
    void theServingSubstituteIsTakenOutOfThePool() {
        Scenario s = threeWith("x").kill(A).edit(will -> will.members(1, A, C));
        assertThat(s.serving("x")).isEqualTo(C);

        s.edit(will -> will.members(1, A));
        assertThat(s.assignment("x").isOutage()).isTrue();
        assertThat(s.news()).contains("pool_outage_started 1");
    }

    @Test
    void homeIsTakenOutOfThePoolDuringAFailover() {
        Scenario s = threeWith("x").kill(A).edit(will -> will.members(1, B, C));
        assertThat(s.assignment("x").isOutage()).isTrue();
        s.news();

        s.revive(A);

        assertThat(s.serving("x")).isEqualTo(A); // no pool, no cooldown
        assertThat(s.news())
                .containsExactly("gateway_alive A", "pool_failover_restored B>A x", "route_outage_resolved A x");
    }

    @Test
    void thePoolIsDisabledAndEnabledDuringAFailover() {
        Scenario s = threeWith("x").kill(A).edit(will -> will.poolEnabled(1, false));
        assertThat(s.assignment("x").isOutage()).isTrue();
        s.edit(will -> will.poolEnabled(1, true));
        assertThat(s.serving("x")).isEqualTo(B);
        assertThat(s.news())
                .containsExactly(
                        "gateway_down A",
                        "pool_failover_activated A>B x",
                        "route_outage_started A x",
                        "route_outage_resolved A x");
    }

    @Test
    void thePoolIsDeletedDuringAFailover() {
        Scenario s = threeWith("x").kill(A).edit(will -> will.deletePool(1));

        assertThat(s.assignment("x").isOutage()).isTrue();
        assertThat(s.revive(A).serving("x")).isEqualTo(A);
    }

    @Test
    void thePoolIsReorderedDuringAFailover() {
        Scenario s = threeWith("x").kill(A).edit(will -> will.members(1, A, C, B));

        assertThat(s.serving("x")).isEqualTo(C);
        assertThat(s.revive(A).seconds(60).serving("x")).isEqualTo(A);
    }

    @Test
    void theModeIsChangedDuringAFailover() {
        Scenario s = Scenario.healthy(Will.pool(A, B, C).pooled("x", 1).pinned("y", A))
                .kill(A);
        s.news();

        s.edit(will -> will.balance(1, LoadBalancingPolicy.ROUND_ROBIN));
        assertThat(s.assignment("x").cause()).isEqualTo(Cause.BALANCED);
        assertThat(s.serving("y")).isEqualTo(B);
        assertThat(s.news()).isEmpty();

        s.edit(will -> will.failOver(1));
        assertThat(s.serving("x")).isEqualTo(B);
        assertThat(s.news()).isEmpty();
    }

    @Test
    void aBalancedPoolBecomesAFailoverPoolWhosePrimaryIsDown() {
        Scenario s = Scenario.healthy(
                        Will.balanced(LoadBalancingPolicy.IP_HASH, A, B).pooled("x", 1))
                .kill(A);
        assertThat(s.news()).containsExactly("gateway_down A");

        s.edit(will -> will.failOver(1));

        assertThat(s.news()).containsExactly("pool_failover_activated A>B x");
    }

    @Test
    void thePrimaryIsReplacedWhileAllAreWell() {
        Scenario s = Scenario.healthy(Will.pool(A, B).pooled("x", 1)).edit(will -> will.members(1, B, A));

        assertThat(s.serving("x")).isEqualTo(B);
        assertThat(s.assignment("x").cause()).isEqualTo(Cause.HOME);
        assertThat(s.news()).isEmpty(); // an edit, neither a pivot nor a failback
    }

    @Test
    void homeIsDisabled() {
        Scenario s = threeWith("x").edit(will -> will.disable(A));
        assertThat(s.serving("x")).isEqualTo(B);
        assertThat(s.state(A)).isEqualTo(HealthState.UNKNOWN);

        s.answers(A); // a probe that was under way
        assertThat(s.state(A)).isEqualTo(HealthState.UNKNOWN);

        s.edit(will -> will.enable(A));
        assertThat(s.serving("x")).isEqualTo(B);
        assertThat(s.answers(A).serving("x")).isEqualTo(A);
        assertThat(s.news())
                .containsExactly("pool_failover_activated A>B x", "gateway_alive A", "pool_failover_restored B>A x");
    }

    @Test
    void theServingSubstituteIsDeleted() {
        Scenario s = threeWith("x").kill(A).edit(will -> will.deletePeer(B));

        assertThat(s.serving("x")).isEqualTo(C);
        assertThat(s.will.desired().route(s.will.id("x"))).isNotNull();
        assertThat(s.assignment("x").homeId()).isEqualTo(A);
        assertThat(s.revive(A).seconds(60).serving("x")).isEqualTo(A);
    }

    @Test
    void aRouteIsEditedDuringAFailoverAndTheEditStands() {
        Scenario s = threeWith("x", "y").kill(A).edit(will -> will.route("x", new Target.Gateway(C, null)));
        assertThat(s.serving("x")).isEqualTo(C);
        assertThat(s.assignment("x").cause()).isEqualTo(Cause.HOME);
        s.news();

        s.revive(A).seconds(60);

        assertThat(s.serving("x")).isEqualTo(C);
        assertThat(s.news()).containsExactly("gateway_alive A", "pool_failover_restored B>A y");
    }

    @Test
    void aPivotedRouteIsMigratedIntoItsPool() {
        Scenario s = threeWith("x").kill(A).edit(will -> will.route("x", new Target.Pooled(1, null)));
        assertThat(s.serving("x")).isEqualTo(B);

        assertThat(s.revive(A).seconds(60).serving("x")).isEqualTo(A);
    }

    @Test
    void aRouteMadeDuringAFailoverIsServedAtOnce() {
        Scenario s = threeWith("x").kill(A).edit(will -> will.pinned("late", A));

        assertThat(s.serving("late")).isEqualTo(B);
        assertThat(s.news()).contains("pool_failover_activated A>B late");
    }

    @Test
    void aRouteIsDisabledAndEnabledDuringAFailover() {
        Scenario s = threeWith("x").kill(A).edit(will -> will.routeEnabled("x", false));
        assertThat(s.board.table().plan(s.will.id("x"))).isNull();

        assertThat(s.edit(will -> will.routeEnabled("x", true)).serving("x")).isEqualTo(B);
    }

    @Test
    void aDrainPivotsAtOnceAndResumeBringsHome() {
        Scenario s = threeWith("x").edit(will -> will.drain(A));
        assertThat(s.serving("x")).isEqualTo(B);

        s.edit(will -> will.resume(A));
        assertThat(s.serving("x")).isEqualTo(A);
        assertThat(s.news()).containsExactly("pool_failover_activated A>B x", "pool_failover_restored B>A x");
    }
}
