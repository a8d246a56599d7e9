package dev.sluice.core;

import static dev.sluice.core.Will.A;
import static dev.sluice.core.Will.B;
import static dev.sluice.core.Will.COOLDOWN;
import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.core.failover.Event;
import dev.sluice.core.failover.EventName;
import dev.sluice.core.failover.HealthState;
import dev.sluice.core.port.HealthRow;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** What a new process makes of what an earlier one wrote: no false pivot, no cooldown skipped or lost. */
@Tag("core")
class BootTest {

    private static final Duration MOMENT = Duration.ofSeconds(2);

    private final Scenario s = Scenario.healthy(Will.pool(A, B).pinned("x", A));

    private Scenario coolingFor(Duration elapsed) {
        s.kill(A).revive(A).pass(elapsed);
        s.news();
        return s;
    }

    @Test
    void nothingIsServedBeforeTheFrontDoorOpens() {
        s.restart(MOMENT);

        assertThat(s.board.table()).isSameAs(RoutingTable.EMPTY);
        assertThat(s.board.nextDeadline()).isNull();
        s.answers(A, B);
        s.board.tick();
        assertThat(s.board.table()).isSameAs(RoutingTable.EMPTY);

        s.open();
        assertThat(s.serving("x")).isEqualTo(A);
    }

    @Test
    void aRestartInGoodHealthIsNoNews() {
        s.restart(MOMENT).answers(A, B).open();

        assertThat(s.news()).isEmpty();
    }

    @Test
    void aRestartDuringAFailoverRepeatsNothing() {
        s.kill(A);
        Instant since = s.status("x").since();
        s.news();

        s.restart(MOMENT).refuses(A).answers(B).open();

        assertThat(s.news()).isEmpty();
        assertThat(s.serving("x")).isEqualTo(B);
        assertThat(s.status("x").since()).isEqualTo(since);
    }

    @Test
    void aRestartDuringAnOutageRepeatsNothing() {
        s.kill(A, B);
        s.news();

        s.restart(MOMENT).refuses(A, B).open();

        assertThat(s.news()).isEmpty();
        assertThat(s.assignment("x").isOutage()).isTrue();
    }

    @Test
    void undecidedPeersStandAsTheyWere() {
        s.restart(MOMENT).open();

        assertThat(s.state(A)).isEqualTo(HealthState.ALIVE);
        assertThat(s.serving("x")).isEqualTo(A);
    }

    @Test
    void anEditDuringTheBootIsServedAndToldWhenTheFrontDoorOpens() {
        s.restart(MOMENT).answers(A, B).edit(will -> will.pinned("y", B));
        assertThat(s.board.table()).isSameAs(RoutingTable.EMPTY);

        s.open();

        assertThat(s.serving("y")).isEqualTo(B);
        assertThat(s.events()).extracting(Event::name).containsExactly(EventName.ROUTE_UPDATED);
    }

    @Test
    void aPeerLostWhileStoppedIsFoundOutBeforeTheFrontDoorOpens() {
        s.restart(MOMENT).answers(B).kill(A).open();

        assertThat(s.serving("x")).isEqualTo(B);
        assertThat(s.news()).containsExactly("gateway_down A", "pool_failover_activated A>B x");
    }

    @Test
    void anOutageThatEndedWhileStoppedIsToldAsEnded() {
        s.kill(A, B);
        s.news();

        s.restart(Duration.ofMinutes(10)).revive(A).open();

        assertThat(s.serving("x")).isEqualTo(A);
        assertThat(s.news())
                .containsExactly("gateway_alive A", "pool_failover_restored B>A x", "pool_outage_resolved 1");
    }

    @Test
    void allThatAnswerAtBootAfterATotalOutageComeHomeTogether() {
        s.kill(A, B).restart(Duration.ofMinutes(10)).revive(A, B).open();

        assertThat(s.state(A)).isEqualTo(HealthState.ALIVE);
        assertThat(s.state(B)).isEqualTo(HealthState.ALIVE);
    }

    // A peer that was DOWN

    @Test
    void aDownPeerThatAnswersAtBootStartsItsCooldown() {
        s.kill(A).restart(MOMENT).answers(B).revive(A).open();

        assertThat(s.state(A)).isEqualTo(HealthState.COOLDOWN);
        assertThat(s.serving("x")).isEqualTo(B);
        assertThat(s.pass(COOLDOWN).serving("x")).isEqualTo(A);
    }

    @Test
    void aDownPeerThatAnswersOnceIsDownStill() {
        s.kill(A).restart(MOMENT).answers(A, B).open();

        assertThat(s.state(A)).isEqualTo(HealthState.DOWN);
    }

    // A cooldown

    @Test
    void aRunningCooldownKeepsWhatRemainsOfIt() {
        coolingFor(Duration.ofSeconds(20))
                .restart(Duration.ofSeconds(30))
                .answers(A, B)
                .open();
        assertThat(s.state(A)).isEqualTo(HealthState.COOLDOWN);
        assertThat(s.serving("x")).isEqualTo(B);

        s.pass(Duration.ofSeconds(10).minusNanos(1));
        assertThat(s.serving("x")).isEqualTo(B);
        assertThat(s.pass(Duration.ofNanos(1)).serving("x")).isEqualTo(A);
    }

    @Test
    void aCooldownThatEndedWhileStoppedIsOverWhenThePeerAnswers() {
        coolingFor(Duration.ofSeconds(20))
                .restart(Duration.ofMinutes(5))
                .answers(A, B)
                .open();

        assertThat(s.serving("x")).isEqualTo(A);
        assertThat(s.news()).containsExactly("gateway_alive A", "pool_failover_restored B>A x");
    }

    @Test
    void timeStoppedCountsOnlyIfThePeerAnswers() {
        coolingFor(Duration.ofSeconds(20))
                .restart(Duration.ofMinutes(5))
                .answers(B)
                .open()
                .seconds(1);
        assertThat(s.serving("x")).isEqualTo(B);

        assertThat(s.answers(A).serving("x")).isEqualTo(A);
    }

    @Test
    void aPeerThatDiedWhileCoolingAndStoppedIsFoundOut() {
        coolingFor(Duration.ofSeconds(20))
                .restart(Duration.ofMinutes(5))
                .answers(B)
                .kill(A)
                .open();

        assertThat(s.serving("x")).isEqualTo(B);
        assertThat(s.news()).containsExactly("gateway_recovery_interrupted A");
    }

    @Test
    void aClockSetForwardWhileStoppedEndsACooldown() {
        coolingFor(Duration.ofSeconds(20)).clock.moveWall(Duration.ofDays(1));
        s.restart(MOMENT).answers(A, B).open();

        assertThat(s.serving("x")).isEqualTo(A);
    }

    @Test
    void aClockSetBackWhileStoppedMakesNoCooldownLongerThanItself() {
        coolingFor(Duration.ofSeconds(20)).clock.moveWall(Duration.ofDays(-1));
        s.restart(MOMENT).answers(A, B).open();

        assertThat(s.pass(COOLDOWN.minusNanos(1)).serving("x")).isEqualTo(B);
        assertThat(s.pass(Duration.ofNanos(1)).serving("x")).isEqualTo(A);
    }

    @Test
    void aCooldownWithoutItsSubstituteIsOverAtOnce() {
        coolingFor(Duration.ofSeconds(20)).restart(MOMENT).answers(A).kill(B).open();

        assertThat(s.serving("x")).isEqualTo(A);
        assertThat(s.state(A)).isEqualTo(HealthState.ALIVE);
    }

    @Test
    void theMemoryOfFlappingSurvives() {
        s.kill(A)
                .revive(A)
                .kill(A)
                .revive(A)
                .restart(MOMENT)
                .answers(A, B)
                .kill(A)
                .revive(A)
                .open();

        assertThat(s.pass(Duration.ofSeconds(119)).serving("x")).isEqualTo(B);
        assertThat(s.seconds(1).serving("x")).isEqualTo(A);
    }

    // What is written

    @Test
    void thePersistedRowsAreWholeAtTheEnd() {
        s.kill(A);

        assertThat(s.board.lastEntry().health()).extracting(HealthRow::peerId).containsExactly(A, B);
        assertThat(s.board.lastEntry().health())
                .extracting(HealthRow::state)
                .containsExactly(HealthState.DOWN, HealthState.ALIVE);
    }

    @Test
    void aDisabledPeersOldHealthIsForgottenInTheBooksToo() {
        s.kill(A)
                .edit(will -> will.disable(A))
                .edit(will -> will.enable(A))
                .restart(MOMENT)
                .open();

        assertThat(s.state(A)).isEqualTo(HealthState.UNKNOWN);
    }

    @Test
    void rowsOfPeersAndRoutesThatAreGoneDoNoHarm() {
        s.kill(A);
        s.will.deleteRoute("x").deletePeer(A).pinned("y", B);
        s.restart(MOMENT).open();

        assertThat(s.serving("y")).isEqualTo(B);
    }
}
