package dev.sluice.core.failover;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.fail;

import dev.sluice.core.port.Moment;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** How many failures, of which kind, over which time, make a peer DOWN. */
@Tag("core")
class FallTest {

    private static final Duration FLOOR = Duration.ofMillis(1200);

    @Test
    void refusalsNeedNoTime() {
        Patient patient = Patient.alive(Patient.USUAL).refuses().refuses().refuses();

        assertThat(patient.health.state()).isEqualTo(HealthState.DOWN);
    }

    @Test
    void silenceAloneNeedsTheTimeInWhichALostSynIsSentAgain() {
        Patient patient = Patient.alive(Patient.USUAL).lives("sss");
        assertThat(patient.health.state()).isEqualTo(HealthState.ALIVE);
        assertThat(patient.health.failures()).isEqualTo(3);

        assertThat(patient.lives("s").health.state()).isEqualTo(HealthState.DOWN);
    }

    @Test
    void theFloorCountsFromTheBeginningOfTheFirstUnansweredProbe() {
        assertThat(threeSilencesWithin(FLOOR.minusNanos(1)).health.state()).isEqualTo(HealthState.ALIVE);
        assertThat(threeSilencesWithin(FLOOR).health.state()).isEqualTo(HealthState.DOWN);
    }

    private static Patient threeSilencesWithin(Duration span) {
        Patient patient = Patient.alive(Patient.USUAL);
        patient.silent(Patient.TIMEOUT).silent(Patient.TIMEOUT);
        patient.clock.advance(span.minus(Patient.TIMEOUT));
        return patient.silent(Patient.TIMEOUT);
    }

    @Test
    void oneRefusalAmongSilencesIsProofEnough() {
        for (String history : List.of("ssr", "srs", "rss")) {
            assertThat(Patient.alive(Patient.USUAL).lives(history).health.state())
                    .as(history)
                    .isEqualTo(HealthState.DOWN);
        }
    }

    @Test
    void aRefusalBeforeAnAnswerProvesNothingOfTheSilenceAfterIt() {
        Patient patient = Patient.alive(Patient.USUAL).lives("ra");

        assertThat(patient.lives("sss").health.state()).isEqualTo(HealthState.ALIVE);
    }

    @Test
    void theFloorHoldsForAPeerThatWasNeverSeen() {
        Patient patient = new Patient(Patient.USUAL).lives("sss");
        assertThat(patient.health.state()).isEqualTo(HealthState.UNKNOWN);
        assertThat(patient.lives("s").moves).containsExactly(Transition.FIRST_DOWN);
    }

    @Test
    void theFloorHoldsDuringACooldown() {
        Patient patient = Patient.alive(Patient.USUAL).lives("rrraa");
        assertThat(patient.lives("sss").health.state()).isEqualTo(HealthState.COOLDOWN);
        assertThat(patient.lives("s").health.state()).isEqualTo(HealthState.DOWN);
    }

    /** One failure of the naive model. */
    private record Failure(Moment began, boolean silent) {}

    @Test
    void randomHistoriesFallAsTheDefinitionSays() {
        for (int seed = 0; seed < 60; seed++) {
            Random random = new Random(seed);
            Thresholds thresholds =
                    new Thresholds(1 + random.nextInt(4), 1 + random.nextInt(3), Duration.ofMinutes(5), false);
            Patient patient = new Patient(thresholds);
            HealthState expected = HealthState.UNKNOWN;
            List<Failure> failures = new ArrayList<>(); // since the last answer
            int answers = 0; // since the last failure
            for (int step = 0; step < 60; step++) {
                patient.clock.advance(Duration.ofMillis(50 + random.nextInt(550)));
                int dice = random.nextInt(10);
                if (dice < 5) {
                    patient.answers(Duration.ofMillis(20));
                    failures.clear();
                    answers++;
                    expected = afterAnswer(expected, answers, thresholds.rise());
                } else {
                    boolean silent = dice < 8;
                    Moment began = patient.clock.now().plus(silent ? Patient.TIMEOUT.negated() : Duration.ZERO);
                    failures.add(new Failure(began, silent));
                    answers = 0;
                    if (silent) {
                        patient.silent(Patient.TIMEOUT);
                    } else {
                        patient.refuses();
                    }
                    expected = isProof(failures, patient.clock.now(), thresholds.fall()) ? HealthState.DOWN : expected;
                }
                if (patient.health.state() != expected) {
                    fail("seed %s step %s: is %s, expected %s", seed, step, patient.health.state(), expected);
                }
            }
        }
    }

    private static HealthState afterAnswer(HealthState state, int answers, int rise) {
        return switch (state) {
            case UNKNOWN -> HealthState.ALIVE;
            case DOWN -> answers >= rise ? HealthState.COOLDOWN : HealthState.DOWN;
            case ALIVE, COOLDOWN -> state;
        };
    }

    private static boolean isProof(List<Failure> failures, Moment now, int fall) {
        return failures.size() >= fall
                && (failures.stream().anyMatch(failure -> !failure.silent())
                        || now.since(failures.get(0).began()).compareTo(FLOOR) >= 0);
    }
}
