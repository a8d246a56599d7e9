package dev.sluice.core;

import static dev.sluice.core.Will.A;
import static dev.sluice.core.Will.B;
import static dev.sluice.core.Will.C;
import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.core.failover.Cause;
import dev.sluice.core.failover.HealthState;
import java.time.Duration;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** When nobody is left, and when somebody is again. */
@Tag("core")
class TotalOutageTest {

    private final Scenario s = Scenario.healthy(
            Will.pool(A, B).cooldown(1, 3600).outageMessage(1, "back soon").pinned("x", A));

    @Test
    void theFirstToReturnServesAtOnce() {
        s.kill(A, B).seconds(300);
        s.news();

        s.revive(B);

        assertThat(s.serving("x")).isEqualTo(B);
        assertThat(s.state(B)).isEqualTo(HealthState.ALIVE);
        assertThat(s.events().get(0).details()).containsEntry("transition", "first_alive");
    }

    @Test
    void homeWaitsItsCooldownIfASubstituteReturnedLongBefore() {
        s.kill(A, B).seconds(300).revive(B).seconds(6).revive(A);

        assertThat(s.state(A)).isEqualTo(HealthState.COOLDOWN);
        assertThat(s.serving("x")).isEqualTo(B);
    }

    @Test
    void allThatReturnWithinMomentsOfTheOutageAreForgiven() {
        s.kill(A, B)
                .seconds(30)
                .revive(B)
                .pass(Duration.ofSeconds(5).minus(Scenario.PACE))
                .revive(A);

        assertThat(s.state(A)).isEqualTo(HealthState.ALIVE);
        assertThat(s.serving("x")).isEqualTo(A);
    }

    @Test
    void aMomentLaterTheyAreNot() {
        s.kill(A, B)
                .seconds(30)
                .revive(B)
                .pass(Duration.ofSeconds(5).minus(Scenario.PACE).plusNanos(1))
                .revive(A);

        assertThat(s.state(A)).isEqualTo(HealthState.COOLDOWN);
    }

    @Test
    void oneBlipOfTheUplinkScattersNoHomes() {
        Scenario many = Scenario.healthy(
                Will.pool(A, B, C).pinned("a", A).pinned("b", B).pinned("c", C));

        many.kill(A, B, C).seconds(3).revive(C, A, B);

        assertThat(many.serving("a")).isEqualTo(A);
        assertThat(many.serving("b")).isEqualTo(B);
        assertThat(many.serving("c")).isEqualTo(C);
    }

    @Test
    void aPeerOfTwoPoolsIsForgivenOnlyIfBothWereOut() {
        Scenario two = Scenario.healthy(Will.pool(A, B).andPool(2, A, C).pinned("x", A));

        two.kill(A, B).seconds(3).revive(B, A);

        assertThat(two.state(A)).isEqualTo(HealthState.COOLDOWN); // C was alive all the time
        assertThat(two.state(B)).isEqualTo(HealthState.ALIVE);
    }

    @Test
    void homesReturnTogetherEvenUnderManualFailback() {
        s.edit(will -> will.manual(1)).kill(A, B).seconds(3).revive(A, B);

        assertThat(s.state(A)).isEqualTo(HealthState.ALIVE);
        assertThat(s.state(B)).isEqualTo(HealthState.ALIVE);
    }

    @Test
    void theOutageIsToldOnceAndEndsOnce() {
        s.kill(A, B);
        assertThat(s.news())
                .containsExactly(
                        "gateway_down A",
                        "pool_failover_activated A>B x",
                        "gateway_down B",
                        "all_peers_lost",
                        "pool_outage_started 1");

        s.refuses(A, B).seconds(60).refuses(A, B);
        assertThat(s.news()).isEmpty();

        s.revive(A);
        assertThat(s.news())
                .containsExactly("gateway_alive A", "pool_failover_restored B>A x", "pool_outage_resolved 1");
    }

    @Test
    void thePlanOfAnOutageHasTheMessageAndNobodyToAsk() {
        s.kill(A, B);
        RoutePlan plan = s.plan("x");

        assertThat(plan.ladder().isEmpty()).isTrue();
        assertThat(plan.outageMessage()).isEqualTo("back soon");
        assertThat(plan.lastResort()).isNull();
        assertThat(s.assignment("x").cause()).isEqualTo(Cause.OUTAGE);
        assertThat(s.board.table().isDown(A)).isTrue();
    }

    @Test
    void anOnlyCandidateIsALastResortWhileItRefuses() {
        Scenario alone = Scenario.healthy(Will.nothing().pinned("x", A)).kill(A);
        assertThat(alone.plan("x").lastResort()).isNotNull();

        alone.silent(Duration.ofSeconds(5), A);
        assertThat(alone.plan("x").lastResort()).isNull();

        alone.refuses(A);
        assertThat(alone.plan("x").lastResort()).isNotNull();
        assertThat(alone.plan("x").lastResort().peerId()).isEqualTo(A);
    }

    @Test
    void routesThatNoPoolBacksAreToldByTheirHome() {
        Scenario alone =
                Scenario.healthy(Will.nothing().pinned("x", A).pinned("y", A).pinned("z", B));

        assertThat(alone.kill(A).news()).containsExactly("gateway_down A", "route_outage_started A x y");
        assertThat(alone.edit(will -> will.pinned("late", A)).news()).containsExactly("route_outage_started A late");
        assertThat(alone.revive(A).news()).containsExactly("gateway_alive A", "route_outage_resolved A x y late");
    }

    @Test
    void routesThatMayNotLeaveAPooledHomeAreToldToo() {
        Scenario bound = Scenario.healthy(Will.pool(A, B)
                .pinned("x", A)
                .pinned("loopback", A, "127.0.0.1")
                .pinned("staying", A)
                .stayHome("staying"));

        assertThat(bound.kill(A).news())
                .containsExactly(
                        "gateway_down A", "pool_failover_activated A>B x", "route_outage_started A loopback staying");
        assertThat(bound.revive(A).news()).containsExactly("route_outage_resolved A loopback staying");
        assertThat(bound.serving("x")).isEqualTo(B);
        assertThat(bound.serving("staying")).isEqualTo(A); // waiting would help nobody
    }

    @Test
    void anOutageEndsAlsoWhenWhatWasLostIsGone() {
        s.kill(A, B);
        s.news();
        s.edit(will -> will.poolEnabled(1, false));
        assertThat(s.news()).containsExactly("pool_outage_resolved 1", "route_outage_started A x");

        s.edit(will -> will.deleteRoute("x"));
        assertThat(s.news()).containsExactly("route_outage_resolved A #1");
    }

    @Test
    void losingAllPeersOfTheFrontDoorIsToldApart() {
        Scenario wide = Scenario.healthy(Will.pool(A, B).pinned("x", A).pinned("y", C));

        assertThat(wide.kill(A, B).news()).doesNotContain("all_peers_lost");
        assertThat(wide.kill(C).news()).contains("all_peers_lost");
        assertThat(Scenario.healthy(Will.nothing().pinned("x", A)).kill(A).news())
                .doesNotContain("all_peers_lost");
    }

    @Test
    void drainedPeersCountAsNobody() {
        s.edit(will -> will.drain(B)).kill(A);
        assertThat(s.assignment("x").isOutage()).isTrue();
        assertThat(s.news()).contains("pool_outage_started 1");

        s.edit(will -> will.resume(B));
        assertThat(s.serving("x")).isEqualTo(B);
        assertThat(s.news()).containsExactly("pool_failover_activated A>B x", "pool_outage_resolved 1");
    }
}
