package dev.sluice.core;

import static dev.sluice.core.Will.A;
import static dev.sluice.core.Will.B;
import static dev.sluice.core.Will.COOLDOWN;
import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.core.failover.HealthState;
import java.time.Duration;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Our own process stands still, suspended or starved: nobody is lost by it, and no cooldown is skipped or made longer. */
@Tag("core")
class StandstillTest {

    private static final Duration SILENCE = Duration.ofMillis(500);

    private final Scenario s = Scenario.healthy(Will.pool(A, B).pinned("x", A));

    private Scenario cooling() {
        s.kill(A).revive(A);
        s.news();
        return s;
    }

    @Test
    void aStandstillInTheMiddleOfDoubtMakesNobodyDown() {
        cooling().silent(SILENCE, B).pass(Scenario.PACE).silent(SILENCE, B);

        s.standStill(Duration.ofMillis(1_100)).pass(Scenario.PACE).silent(SILENCE, B);

        assertThat(s.state(B)).isEqualTo(HealthState.ALIVE);
        assertThat(s.serving("x")).isEqualTo(B); // and so home does not come back before its time
        assertThat(s.news()).isEmpty();
        assertThat(s.pass(Duration.ofMillis(200)).silent(SILENCE, B).state(B)).isEqualTo(HealthState.DOWN);
    }

    @Test
    void refusalsAreFactsWhateverTheTime() {
        s.refuses(A, A).standStill(Duration.ofSeconds(30)).refuses(A);

        assertThat(s.state(A)).isEqualTo(HealthState.DOWN);
    }

    @Test
    void aCooldownThatEndedMeanwhileIsOverWhenThePeerAnswers() {
        cooling().standStill(COOLDOWN.plusSeconds(1));
        assertThat(s.serving("x")).isEqualTo(B);
        assertThat(s.board.nextDeadline()).isNull();

        assertThat(s.answers(A).serving("x")).isEqualTo(A);
    }

    @Test
    void nothingGoesHomeToAPeerThatDiedMeanwhile() {
        cooling().standStill(COOLDOWN.plusSeconds(1)).kill(A);

        assertThat(s.serving("x")).isEqualTo(B);
        assertThat(s.news()).containsExactly("gateway_recovery_interrupted A");
    }

    @Test
    void aCooldownThatIsNotOverKeepsWhatRemains() {
        cooling().seconds(20).standStill(Duration.ofSeconds(30)).answers(A, B);
        assertThat(s.pass(Duration.ofSeconds(10).minusNanos(1)).serving("x")).isEqualTo(B);

        assertThat(s.pass(Duration.ofNanos(1)).serving("x")).isEqualTo(A);
    }

    @Test
    void aShortOnePutsNoFailbackOff() {
        cooling().pass(COOLDOWN.minusMillis(300)).standStill(Duration.ofMillis(400));

        assertThat(s.serving("x")).isEqualTo(A);
    }
}
