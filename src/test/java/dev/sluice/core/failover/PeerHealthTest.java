package dev.sluice.core.failover;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The table of one peer's states. */
@Tag("core")
class PeerHealthTest {

    @ParameterizedTest(name = "{0} makes [{1}] and leaves it {2}")
    @CsvSource({
        // never observed yet: one success is enough, and a peer that never lived makes no news of its death
        "a,         first_alive,                                        ALIVE",
        "r,         '',                                                 UNKNOWN",
        "rr,        '',                                                 UNKNOWN",
        "rra,       first_alive,                                        ALIVE",
        "rrr,       first_down,                                         DOWN",
        "rrrr,      first_down,                                         DOWN",
        // consecutive, never cumulative
        "arr,       first_alive,                                        ALIVE",
        "arrr,      first_alive alive_to_down,                          DOWN",
        "arrarr,    first_alive,                                        ALIVE",
        "ararar,    first_alive,                                        ALIVE",
        "arrarrr,   first_alive alive_to_down,                          DOWN",
        // rise: two in a row
        "arrra,     first_alive alive_to_down,                          DOWN",
        "arrrara,   first_alive alive_to_down,                          DOWN",
        "arrraa,    first_alive alive_to_down down_to_cooldown,         COOLDOWN",
        "arrraraa,  first_alive alive_to_down down_to_cooldown,         COOLDOWN",
        "rrraa,     first_down down_to_cooldown,                        COOLDOWN",
        // during the cooldown it takes the same failures to fall
        "arrraarr,  first_alive alive_to_down down_to_cooldown,         COOLDOWN",
        "arrraarrarr, first_alive alive_to_down down_to_cooldown,       COOLDOWN",
        "arrraarrr, first_alive alive_to_down down_to_cooldown cooldown_reset, DOWN",
        // the clock
        "arrraa.,   first_alive alive_to_down down_to_cooldown cooldown_to_alive, ALIVE",
        "arrraa.rrr, first_alive alive_to_down down_to_cooldown cooldown_to_alive alive_to_down, DOWN",
        "arrraarrraa., first_alive alive_to_down down_to_cooldown cooldown_reset down_to_cooldown cooldown_to_alive, ALIVE",
        // time alone moves nothing else
        ".,         '',                                                 UNKNOWN",
        "a.....,    first_alive,                                        ALIVE",
        "arrr.....a, first_alive alive_to_down,                         DOWN",
    })
    void historyAndWhatBecomesOfIt(String history, String moves, HealthState end) {
        Patient patient = new Patient(Patient.USUAL).lives(history);

        assertThat(patient.moves.stream().map(Transition::wire).collect(Collectors.joining(" ")))
                .isEqualTo(moves);
        assertThat(patient.health.state()).isEqualTo(end);
    }

    @Test
    void fallAndRiseAreThePeersOwn() {
        Thresholds eager = new Thresholds(1, 1, Duration.ofSeconds(60), false);
        Thresholds patient = new Thresholds(5, 4, Duration.ofSeconds(60), false);

        assertThat(new Patient(eager).lives("ar").health.state()).isEqualTo(HealthState.DOWN);
        assertThat(new Patient(eager).lives("ara").health.state()).isEqualTo(HealthState.COOLDOWN);
        assertThat(new Patient(patient).lives("arrrr").health.state()).isEqualTo(HealthState.ALIVE);
        assertThat(new Patient(patient).lives("arrrrraaa").health.state()).isEqualTo(HealthState.DOWN);
        assertThat(new Patient(patient).lives("arrrrraaaa").health.state()).isEqualTo(HealthState.COOLDOWN);
    }

    @Test
    void withoutACooldownAReturningPeerIsAliveDirectly() {
        Patient patient =
                Patient.alive(new Thresholds(3, 2, Duration.ZERO, false)).lives("rrraa");

        assertThat(patient.moves).containsExactly(Transition.ALIVE_TO_DOWN, Transition.COOLDOWN_TO_ALIVE);
    }

    @Test
    void manualFailbackIsACooldownWithoutAnEnd() {
        for (Duration length : new Duration[] {Duration.ZERO, Duration.ofSeconds(60)}) {
            Patient patient = Patient.alive(new Thresholds(3, 2, length, true)).lives("rrraa");

            assertThat(patient.health.cooldownEnds(patient.thresholds)).isNull();
            assertThat(patient.pass(Duration.ofDays(400)).health.state()).isEqualTo(HealthState.COOLDOWN);

            PeerHealth.Step ended = patient.health.endCooldown(patient.clock.now(), Transition.COOLDOWN_TO_ALIVE);
            assertThat(ended.next().state()).isEqualTo(HealthState.ALIVE);
            assertThat(ended.transition()).isEqualTo(Transition.COOLDOWN_TO_ALIVE);
        }
    }

    @Test
    void endingACooldownThatDoesNotRunChangesNothing() {
        Patient patient = Patient.alive(Patient.USUAL);

        PeerHealth.Step step = patient.health.endCooldown(patient.clock.now(), Transition.COOLDOWN_TO_ALIVE);

        assertThat(step).isEqualTo(new PeerHealth.Step(patient.health, null));
    }

    @Test
    void theCooldownEndsExactlyAtItsEnd() {
        Patient patient = Patient.alive(Patient.USUAL).lives("rrraa");
        patient.clock.advance(Duration.ofSeconds(60).minus(Patient.PACE).minusNanos(1));

        assertThat(patient.pass(Duration.ZERO).health.state()).isEqualTo(HealthState.COOLDOWN);
        assertThat(patient.pass(Duration.ofNanos(1)).health.state()).isEqualTo(HealthState.ALIVE);
    }

    @Test
    void theCooldownRunsOnTheMonotonicClock() {
        Patient patient = Patient.alive(Patient.USUAL).lives("rrraa");

        patient.clock.moveWall(Duration.ofDays(1));
        assertThat(patient.pass(Duration.ofSeconds(59)).health.state()).isEqualTo(HealthState.COOLDOWN);
        patient.clock.moveWall(Duration.ofDays(-2));
        assertThat(patient.pass(Duration.ofSeconds(1)).health.state()).isEqualTo(HealthState.ALIVE);
    }

    @Test
    void aCooldownInDoubtDoesNotEndUntilAnAnswer() {
        Patient patient = Patient.alive(Patient.USUAL).lives("rrraar.");

        assertThat(patient.health.state()).isEqualTo(HealthState.COOLDOWN);
        assertThat(patient.lives("a").pass(Duration.ZERO).health.state()).isEqualTo(HealthState.ALIVE);
    }

    @Test
    void aLongerCooldownSetMeanwhileCountsFromTheSameStart() {
        Patient patient = Patient.alive(Patient.USUAL).lives("rrraa");
        patient.thresholds = new Thresholds(3, 2, Duration.ofSeconds(180), false);

        assertThat(patient.pass(Duration.ofSeconds(179)).health.state()).isEqualTo(HealthState.COOLDOWN);
        assertThat(patient.pass(Duration.ofSeconds(1)).health.state()).isEqualTo(HealthState.ALIVE);
    }

    @ParameterizedTest(name = "after {0}: in doubt is {1}")
    @CsvSource({
        "'', true", // never observed
        "a, false",
        "ar, true",
        "ara, false",
        "arrr, false",
        "arrra, true",
        "arrrar, false",
        "arrraa, false",
        "arrraar, true",
        "arrraara, false",
    })
    void doubtIsWhatMayChangeTheState(String history, boolean inDoubt) {
        assertThat(new Patient(Patient.USUAL).lives(history).health.inDoubt()).isEqualTo(inDoubt);
    }

    @Test
    void interruptionIsRememberedUntilThePeerIsAliveAgain() {
        Patient patient = Patient.alive(Patient.USUAL).lives("rrr");
        assertThat(patient.health.interrupted()).isFalse();
        assertThat(patient.lives("aarrr").health.interrupted()).isTrue();
        assertThat(patient.lives("aa").health.interrupted()).isTrue();
        assertThat(patient.lives("rrraa").health.interrupted()).isTrue();
        assertThat(patient.lives("...").health.interrupted()).isFalse();
        assertThat(patient.lives("rrr").health.interrupted()).isFalse();
    }

    @Test
    void whetherTheLastProbeWasAnsweredAtAllIsRemembered() {
        Patient patient = Patient.alive(Patient.USUAL).lives("rrr");
        assertThat(patient.health.lastUnanswered()).isFalse();
        assertThat(patient.lives("s").health.lastUnanswered()).isTrue();
        assertThat(patient.lives("r").health.lastUnanswered()).isFalse();
        assertThat(patient.lives("sa").health.lastUnanswered()).isFalse();
    }

    @Test
    void whyItIsDownIsKnownUntilItIsNot() {
        Patient patient = Patient.alive(Patient.USUAL).lives("rrrr");
        assertThat(patient.health.run()).isNotNull().returns(4, PeerHealth.FailureRun::count);
        assertThat(patient.lives("a").health.run())
                .isNotNull()
                .returns("connection refused", PeerHealth.FailureRun::evidence);
        assertThat(patient.lives("s").health.run()).isNotNull().returns(1, PeerHealth.FailureRun::count);
        assertThat(patient.lives("aa").health.run()).isNull();
    }

    @Test
    void theFirstAnswerTimeCountsWholeAndLaterOnesByAnEighth() {
        Patient patient = new Patient(Patient.USUAL).answers(Duration.ofMillis(80));
        assertThat(patient.health.smoothed()).isEqualTo(Duration.ofMillis(80));

        patient.answers(Duration.ofMillis(160));
        assertThat(patient.health.smoothed()).isEqualTo(Duration.ofMillis(90));
    }

    @Test
    void aLateAnswerIsASuccessAndIsSmoothed() {
        Patient patient = new Patient(Patient.USUAL).answers(Duration.ofMillis(80));
        patient.silent(Patient.TIMEOUT).silent(Patient.TIMEOUT);
        assertThat(patient.health.failures()).isEqualTo(2);

        patient.answers(Duration.ofMillis(880)); // the first of the two, after all

        assertThat(patient.health.failures()).isZero();
        assertThat(patient.health.smoothed()).isEqualTo(Duration.ofMillis(180));
    }

    @Test
    void failuresLeaveTheSmoothedTimeAlone() {
        Patient patient =
                new Patient(Patient.USUAL).answers(Duration.ofMillis(80)).lives("rrrsa");

        assertThat(patient.health.smoothed())
                .isEqualTo(Duration.ofMillis(80).multipliedBy(7).plusMillis(10).dividedBy(8));
    }
}
