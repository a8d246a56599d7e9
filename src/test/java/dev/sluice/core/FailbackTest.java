package dev.sluice.core;

import static dev.sluice.core.FakeClock.START;
import static dev.sluice.core.Will.A;
import static dev.sluice.core.Will.B;
import static dev.sluice.core.Will.C;
import static dev.sluice.core.Will.COOLDOWN;
import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.core.failover.Cause;
import dev.sluice.core.failover.HealthState;
import dev.sluice.core.port.Moment;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** When a recovered home serves again, and what is said of it beforehand. */
@Tag("core")
class FailbackTest {

    private final Scenario s = Scenario.healthy(Will.pool(A, B).pinned("x", A)).kill(A);

    private Scenario returned() {
        s.seconds(5).revive(A);
        s.news();
        return s;
    }

    @Test
    void homeIsPreferredExactlyAtTheEndOfItsCooldown() {
        returned().pass(COOLDOWN.minusNanos(1));
        assertThat(s.serving("x")).isEqualTo(B);
        assertThat(s.news()).isEmpty();

        s.pass(Duration.ofNanos(1));
        assertThat(s.serving("x")).isEqualTo(A);
        assertThat(s.news()).containsExactly("gateway_alive A", "pool_failover_restored B>A x");
    }

    @Test
    void theNextDeadlineIsTheEndOfTheCooldown() {
        returned().seconds(20);
        Moment next = s.board.nextDeadline();

        assertThat(next).isNotNull();
        assertThat(next.since(s.clock.now())).isEqualTo(COOLDOWN.minusSeconds(20));
    }

    @Test
    void aTickAtAnyOtherTimeIsHarmless() {
        returned().pass(Duration.ofSeconds(30));
        for (int i = 0; i < 10; i++) {
            s.board.tick();
        }

        assertThat(s.news()).isEmpty();
        assertThat(s.serving("x")).isEqualTo(B);
    }

    @Test
    void whenNothingIsUnderWayNothingIsDue() {
        assertThat(Scenario.healthy(Will.pool(A, B).pinned("x", A)).board.nextDeadline())
                .isNull();
    }

    @Test
    void aCooldownInterruptedStartsOver() {
        returned().seconds(30).kill(A);
        assertThat(s.news()).containsExactly("gateway_recovery_interrupted A");

        s.seconds(5).revive(A).pass(COOLDOWN.minusNanos(1));
        assertThat(s.serving("x")).isEqualTo(B);
        assertThat(s.pass(Duration.ofNanos(1)).serving("x")).isEqualTo(A);
    }

    @Test
    void interruptionsAreToldOncePerOutage() {
        returned().kill(A).revive(A).kill(A).revive(A).kill(A);

        assertThat(s.news()).containsExactly("gateway_recovery_interrupted A");
    }

    @Test
    void aFlappingHomeWaitsLongerEachTime() {
        returned().kill(A).revive(A).kill(A).revive(A); // its third fall within the hour

        assertThat(s.seconds(119).serving("x")).isEqualTo(B);
        assertThat(s.seconds(1).serving("x")).isEqualTo(A);
    }

    @Test
    void homeThatFailsAProbeAtTheVeryEndIsNotTrustedUntilItAnswers() {
        returned().pass(COOLDOWN.minusMillis(100)).refuses(A).seconds(1);
        assertThat(s.serving("x")).isEqualTo(B);
        assertThat(s.board.nextDeadline()).isNull(); // it waits for an answer, not for time

        s.answers(A);
        assertThat(s.serving("x")).isEqualTo(A);
    }

    @Test
    void homeThatDiesAtTheVeryEndIsNotServed() {
        returned().pass(COOLDOWN.minusMillis(300)).kill(A);

        assertThat(s.serving("x")).isEqualTo(B);
        assertThat(s.news()).containsExactly("gateway_recovery_interrupted A");
    }

    @Test
    void withoutACooldownHomeServesAsSoonAsItRises() {
        Scenario quick =
                Scenario.healthy(Will.pool(A, B).cooldown(1, 0).pinned("x", A)).kill(A);

        assertThat(quick.answers(A).serving("x")).isEqualTo(B);
        assertThat(quick.answers(A).serving("x")).isEqualTo(A);
    }

    @Test
    void theCooldownIsJudgedAnewWhenThePoolIsEdited() {
        returned().seconds(30).edit(will -> will.cooldown(1, 600)).seconds(60);
        assertThat(s.serving("x")).isEqualTo(B);

        s.edit(will -> will.cooldown(1, 90));
        assertThat(s.serving("x")).isEqualTo(A);
    }

    @Test
    void manualFailbackWaitsForTheOperator() {
        s.edit(will -> will.manual(1)).revive(A).pass(Duration.ofDays(30));
        assertThat(s.serving("x")).isEqualTo(B);
        assertThat(s.failbackDue("x")).isNull();
        s.news();

        assertThat(s.board.endCooldown(A, "ops")).isTrue();

        assertThat(s.serving("x")).isEqualTo(A);
        assertThat(s.events())
                .extracting(event -> event.name().wire() + " by " + event.actor())
                .containsExactly("gateway_alive by ops", "pool_failover_restored by ops");
        assertThat(s.board.endCooldown(A, "ops")).isFalse();
    }

    @Test
    void manualFailbackDoesNotKeepARouteOnADeadSubstitute() {
        s.edit(will -> will.manual(1)).revive(A).kill(B);

        assertThat(s.serving("x")).isEqualTo(A);
    }

    @Test
    void resumeEndsARunningCooldown() {
        returned().edit(will -> will.drain(A));
        assertThat(s.state(A)).isEqualTo(HealthState.COOLDOWN);

        s.edit(will -> will.resume(A));

        assertThat(s.serving("x")).isEqualTo(A);
        assertThat(s.events())
                .filteredOn(event -> event.name().wire().equals("gateway_alive"))
                .singleElement()
                .satisfies(event -> assertThat(event.actor()).isEqualTo("operator"));
    }

    @Test
    void drainingTheSubstituteLeavesNothingToFailBackFrom() {
        returned().edit(will -> will.drain(B));

        assertThat(s.serving("x")).isEqualTo(A);
        assertThat(s.state(A)).isEqualTo(HealthState.ALIVE);
    }

    @Test
    void aWallClockThatJumpsChangesNoCooldown() {
        returned().seconds(10);
        s.clock.moveWall(Duration.ofHours(9));
        s.board.tick();
        assertThat(s.serving("x")).isEqualTo(B);

        s.clock.moveWall(Duration.ofHours(-20));
        assertThat(s.pass(COOLDOWN.minusSeconds(10).minusNanos(1)).serving("x")).isEqualTo(B);
        assertThat(s.pass(Duration.ofNanos(1)).serving("x")).isEqualTo(A);
    }

    // Overrides and drills

    @Test
    void anOverrideEndsByItself() {
        Instant until = s.clock.wall().plusSeconds(90);
        s.revive(A).seconds(60);
        assertThat(s.serving("x")).isEqualTo(A);

        s.edit(will -> will.override("x", B, s.clock.wall(), until));
        assertThat(s.serving("x")).isEqualTo(B);
        assertThat(s.failbackDue("x")).isEqualTo(until);

        s.pass(Duration.between(s.clock.wall(), until).minusNanos(1));
        assertThat(s.serving("x")).isEqualTo(B);
        assertThat(s.pass(Duration.ofNanos(1)).serving("x")).isEqualTo(A);
    }

    @Test
    void aCommandedFailbackBringsHomeDuringItsCooldown() {
        returned().edit(will -> will.override("x", A, s.clock.wall(), null));

        assertThat(s.serving("x")).isEqualTo(A);
        assertThat(s.assignment("x").cause()).isEqualTo(Cause.OVERRIDE);
        assertThat(s.news()).containsExactly("pool_failover_restored B>A x");
        assertThat(s.kill(A).serving("x")).isEqualTo(B);
        assertThat(s.revive(A).serving("x")).isEqualTo(B); // a new cooldown, begun after the command
    }

    @Test
    void aDrillEndsByItself() {
        Scenario calm = Scenario.healthy(Will.pool(A, B).pinned("x", A));
        calm.edit(will -> will.drill(A, calm.clock.wall().plusSeconds(30)));
        assertThat(calm.serving("x")).isEqualTo(B);
        assertThat(calm.failbackDue("x")).isEqualTo(calm.clock.wall().plusSeconds(30));
        assertThat(calm.state(A)).isEqualTo(HealthState.ALIVE);

        assertThat(calm.seconds(30).serving("x")).isEqualTo(A);
    }

    @Test
    void aDrillEndsWhenTheSubstituteIsLost() {
        Scenario calm = Scenario.healthy(Will.pool(A, B).pinned("x", A));
        calm.edit(will -> will.drill(A, calm.clock.wall().plusSeconds(600)));
        assertThat(calm.serving("x")).isEqualTo(B);

        assertThat(calm.kill(B).serving("x")).isEqualTo(A);
    }

    // What is said beforehand

    @Test
    void sinceAndDueAreTold() {
        Instant killed = s.status("x").since();
        assertThat(killed).isEqualTo(START.plusSeconds(10).plus(Scenario.PACE.multipliedBy(2)));
        assertThat(s.failbackDue("x")).isNull(); // home is not back yet

        returned();
        assertThat(s.failbackDue("x")).isEqualTo(s.clock.wall().plus(COOLDOWN));
        assertThat(s.status("x").since()).isEqualTo(killed);

        s.pass(COOLDOWN);
        assertThat(s.failbackDue("x")).isNull();
        assertThat(s.status("x").since()).isEqualTo(s.clock.wall());
    }

    @Test
    void theLaterOfOverrideAndCooldownIsDue() {
        returned();
        Instant end = s.clock.wall().plus(COOLDOWN);
        Instant now = s.clock.wall();
        s.edit(will -> will.override("x", B, now, now.plusSeconds(5)));
        assertThat(s.failbackDue("x")).isEqualTo(end);

        s.edit(will -> will.override("x", B, now, end.plusSeconds(5)));
        assertThat(s.failbackDue("x")).isEqualTo(end.plusSeconds(5));

        s.edit(will -> will.override("x", B, now, null));
        assertThat(s.failbackDue("x")).isNull();
    }

    @Test
    void nothingIsDueForADrainedHomeOrADeadOne() {
        Instant now = s.clock.wall();
        s.edit(will -> will.override("x", B, now, now.plusSeconds(50)));
        assertThat(s.failbackDue("x")).isNull();

        returned().edit(will -> will.noOverride("x").drain(A));
        assertThat(s.failbackDue("x")).isNull();
    }

    @Test
    void aPoolRouteGoesHomeToPositionOne() {
        Scenario pool =
                Scenario.healthy(Will.pool(A, B, C).pooled("x", 1)).kill(A).revive(A);

        assertThat(pool.serving("x")).isEqualTo(B);
        assertThat(pool.failbackDue("x")).isEqualTo(pool.clock.wall().plus(COOLDOWN));
        assertThat(pool.seconds(60).serving("x")).isEqualTo(A);
    }
}
