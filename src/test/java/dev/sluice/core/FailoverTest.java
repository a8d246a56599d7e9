package dev.sluice.core;

import static dev.sluice.core.Will.A;
import static dev.sluice.core.Will.B;
import static dev.sluice.core.Will.C;
import static dev.sluice.core.Will.D;
import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.core.failover.Cause;
import dev.sluice.core.failover.HealthState;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** What becomes of routes when peers are lost. */
@Tag("core")
class FailoverTest {

    private static Scenario threeWith(String... domains) {
        Will will = Will.pool(A, B, C);
        for (String domain : domains) {
            will.pinned(domain, A);
        }
        return Scenario.healthy(will);
    }

    @Test
    void aLostHomesRoutesMoveTogether() {
        Scenario s = threeWith("x", "y").kill(A);

        assertThat(s.news()).containsExactly("gateway_down A", "pool_failover_activated A>B x y");
        assertThat(s.serving("x")).isEqualTo(B);
        assertThat(s.assignment("y").cause()).isEqualTo(Cause.HOME_DOWN);
    }

    @Test
    void theSubstituteDiesTooAndTheThirdServes() {
        Scenario s = threeWith("x").kill(A).seconds(1).kill(B);

        assertThat(s.news())
                .containsExactly(
                        "gateway_down A",
                        "pool_failover_activated A>B x",
                        "gateway_down B",
                        "pool_failover_activated B>C x");
        assertThat(s.serving("x")).isEqualTo(C);
    }

    @Test
    void twoThatDieInTheSameInstantLeaveNoRouteBehind() {
        Scenario s = threeWith("x").kill(A, B);

        assertThat(s.serving("x")).isEqualTo(C);
        assertThat(s.news()).contains("pool_failover_activated B>C x");
    }

    @Test
    void aSubstituteThatDiesFirstIsNeverUsed() {
        Scenario s = threeWith("x").kill(B).kill(A);

        assertThat(s.news()).containsExactly("gateway_down B", "gateway_down A", "pool_failover_activated A>C x");
    }

    @Test
    void aStrandedRouteIsTakenByTheFirstToReturn() {
        Scenario s = threeWith("x").kill(A, B, C);
        assertThat(s.assignment("x").isOutage()).isTrue();
        s.news();

        s.seconds(60).revive(B);

        assertThat(s.serving("x")).isEqualTo(B);
        assertThat(s.news())
                .containsExactly("gateway_alive B", "pool_failover_activated C>B x", "pool_outage_resolved 1");
    }

    @Test
    void aSubstituteThatComesBackToItsRouteHasNotMovedIt() {
        Scenario s = Scenario.healthy(Will.pool(A, B).pinned("x", A)).kill(A).kill(B);
        s.news();

        assertThat(s.revive(B).news()).containsExactly("gateway_alive B", "pool_outage_resolved 1");
    }

    @Test
    void aRouteStrandedWithoutAPoolIsTakenWhenAPoolIsMade() {
        Scenario s = Scenario.healthy(Will.nothing().pinned("x", A).gateway(B)).kill(A);
        assertThat(s.news()).containsExactly("gateway_down A", "route_outage_started A x");

        s.edit(will -> will.andPool(1, A, B));

        assertThat(s.serving("x")).isEqualTo(B);
        assertThat(s.news()).containsExactly("pool_failover_activated A>B x", "route_outage_resolved A x");
    }

    @Test
    void aRouteStrandedInItsPoolIsTakenWhenAMemberIsAdded() {
        Scenario s = Scenario.healthy(Will.pool(A, B).pinned("x", A).gateway(C)).kill(A, B);
        s.news();

        s.edit(will -> will.members(1, A, B, C));

        assertThat(s.serving("x")).isEqualTo(C);
        assertThat(s.news()).containsExactly("pool_failover_activated B>C x", "pool_outage_resolved 1");
    }

    @Test
    void homeComesBackEarlyWhenTheSubstituteDiesDuringItsCooldown() {
        Scenario s = Scenario.healthy(Will.pool(A, B).pinned("x", A))
                .kill(A)
                .revive(A)
                .seconds(5);
        assertThat(s.serving("x")).isEqualTo(B);
        s.news();

        s.kill(B);

        assertThat(s.news()).containsExactly("gateway_down B", "gateway_alive A", "pool_failover_restored B>A x");
        assertThat(s.state(A)).isEqualTo(HealthState.ALIVE);
    }

    @Test
    void homeComesBackAtOnceWhenTheSubstituteIsDownAlready() {
        Scenario s =
                Scenario.healthy(Will.pool(A, B).pinned("x", A)).kill(A).kill(B).seconds(30);
        s.news();

        s.revive(A);

        assertThat(s.serving("x")).isEqualTo(A);
        assertThat(s.news())
                .containsExactly("gateway_alive A", "pool_failover_restored B>A x", "pool_outage_resolved 1");
    }

    @Test
    void aBetterSubstituteTakesOverFromAWorseOne() {
        Scenario s = threeWith("x").kill(A, B).revive(B);
        assertThat(s.serving("x")).isEqualTo(C);

        s.seconds(60);

        assertThat(s.serving("x")).isEqualTo(B);
        assertThat(s.assignment("x").cause()).isEqualTo(Cause.HOME_DOWN);
    }

    @Test
    void aRouteInSeveralPoolsGoesToTheFirstPoolWithSomebodyAlive() {
        Scenario s = Scenario.healthy(
                Will.nothing().andPool(5, A, B).andPool(2, A, C, D).pinned("x", A));

        assertThat(s.kill(A).serving("x")).isEqualTo(C);
        assertThat(s.kill(C).serving("x")).isEqualTo(D);
        assertThat(s.kill(D).serving("x")).isEqualTo(B);
        assertThat(s.news())
                .contains("pool_failover_activated D>B x", "pool_outage_started 2")
                .doesNotContain("pool_outage_started 5");
    }

    // Peers that were never seen

    @Test
    void aGatewayThatNeverConnectedDoesNotGoDown() {
        Scenario s = Scenario.unseen(Will.pool(A, B).pinned("x", A));
        s.answers(B);
        assertThat(s.serving("x")).isEqualTo(B);
        s.news();

        s.kill(A);

        assertThat(s.state(A)).isEqualTo(HealthState.DOWN);
        assertThat(s.news()).isEmpty();
        assertThat(s.assignment("x").cause()).isEqualTo(Cause.HOME_DOWN);
    }

    @Test
    void untilAnybodyWasSeenHomeIsTried() {
        Scenario s = Scenario.unseen(Will.pool(A, B).pinned("x", A));

        assertThat(s.serving("x")).isEqualTo(A);
        assertThat(s.kill(A).serving("x")).isEqualTo(B);
        assertThat(s.kill(B).assignment("x").isOutage()).isTrue();
    }
}
