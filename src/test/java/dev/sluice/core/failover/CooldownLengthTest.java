package dev.sluice.core.failover;

import static dev.sluice.core.Will.A;
import static dev.sluice.core.Will.B;
import static dev.sluice.core.Will.C;
import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.core.Will;
import dev.sluice.core.model.Peer;
import dev.sluice.core.port.Moment;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** How long a recovered peer waits: the longest of its pools, and longer the more it flaps. */
@Tag("core")
class CooldownLengthTest {

    @ParameterizedTest(name = "{0} s becomes {1}")
    @CsvSource({
        "0,   0 0 10 20 40 80 160 300 300",
        "3,   3 3 10 20 40 80 160 300 300",
        "60,  60 60 120 240 300 300",
        "180, 180 180 300 300 300",
        "900, 900 900 900 900",
        "3600, 3600 3600 3600 3600",
    })
    void doublesFromTheThirdFallWithinAnHour(int seconds, String lengths) {
        Patient patient = Patient.alive(new Thresholds(3, 2, Duration.ofSeconds(seconds), false));
        for (int expected :
                Arrays.stream(lengths.split(" ")).mapToInt(Integer::parseInt).toArray()) {
            patient.lives("rrr");
            assertThat(patient.cooldown()).isEqualTo(Duration.ofSeconds(expected));
            patient.lives("aa");
        }
    }

    @Test
    void aFlappingPeerWithoutACooldownGetsOneAfterAll() {
        Patient patient = Patient.alive(new Thresholds(3, 2, Duration.ZERO, false));

        patient.lives("rrraarrraa");
        assertThat(patient.health.state()).isEqualTo(HealthState.ALIVE);
        patient.lives("rrraa");
        assertThat(patient.health.state()).isEqualTo(HealthState.COOLDOWN);
        patient.pass(Duration.ofSeconds(10));
        assertThat(patient.health.state()).isEqualTo(HealthState.ALIVE);
    }

    @Test
    void fallsDuringTheCooldownCount() {
        Patient patient = Patient.alive(Patient.USUAL).lives("rrr" + "aarrr" + "aarrr");

        assertThat(patient.cooldown()).isEqualTo(Duration.ofSeconds(120));
    }

    @Test
    void anHourLaterAFallIsForgotten() {
        assertThat(thirdFallAfter(Duration.ofMinutes(60).minusNanos(1))).isEqualTo(Duration.ofSeconds(120));
        assertThat(thirdFallAfter(Duration.ofMinutes(60))).isEqualTo(Duration.ofSeconds(60));
    }

    private static Duration thirdFallAfter(Duration sinceFirst) {
        Patient patient = Patient.alive(Patient.USUAL).refuses().refuses().refuses();
        Moment first = patient.clock.now();
        patient.lives("aa").pass(Duration.ofMinutes(5)).lives("rrraa").pass(Duration.ofMinutes(5));
        patient.clock.advance(sinceFirst.minus(patient.clock.now().since(first)));
        return patient.refuses().refuses().refuses().cooldown();
    }

    @Test
    void theHourIsMonotonic() {
        Patient patient = Patient.alive(Patient.USUAL).lives("rrraa.rrraa.");
        patient.clock.moveWall(Duration.ofHours(5));

        assertThat(patient.lives("rrr").cooldown()).isEqualTo(Duration.ofSeconds(120));
    }

    @Test
    void theMemoryOfFallsIsBounded() {
        Patient patient = Patient.alive(Patient.USUAL).lives("rrraa".repeat(40));

        assertThat(patient.health.falls()).hasSize(16);
        assertThat(patient.cooldown()).isEqualTo(Duration.ofSeconds(300));
    }

    @Test
    void theLongestEnabledPoolDecides() {
        Will will = Will.pool(A, B)
                .cooldown(1, 60)
                .andPool(2, A, C)
                .cooldown(2, 600)
                .andPool(3, B, C)
                .cooldown(3, 900);
        assertThat(of(will, A)).isEqualTo(new Thresholds(3, 2, Duration.ofSeconds(600), false));

        will.poolEnabled(2, false);
        assertThat(of(will, A)).isEqualTo(new Thresholds(3, 2, Duration.ofSeconds(60), false));

        will.poolEnabled(1, false);
        assertThat(of(will, A)).isEqualTo(new Thresholds(3, 2, Duration.ZERO, false));
    }

    @Test
    void oneManualPoolMakesThePeerManual() {
        Will will = Will.pool(A, B).andPool(2, A, C).manual(2);

        assertThat(List.of(
                        of(will, A).manual(), of(will, B).manual(), of(will, C).manual()))
                .containsExactly(true, false, true);
        assertThat(of(will.poolEnabled(2, false), A).manual()).isFalse();
    }

    private static Thresholds of(Will will, long peerId) {
        Peer peer = will.desired().peer(peerId);
        assertThat(peer).isNotNull();
        return Thresholds.of(will.desired(), peer);
    }
}
