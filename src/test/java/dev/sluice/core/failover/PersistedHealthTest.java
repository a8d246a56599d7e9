package dev.sluice.core.failover;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.core.port.HealthRow;
import dev.sluice.core.port.Moment;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** What of a peer's health outlives the process, and what a clock that was moved meanwhile does to it. */
@Tag("core")
class PersistedHealthTest {

    private final Patient patient = Patient.alive(Patient.USUAL).lives("rrraarrraa");

    @Test
    void aRowReadAtOnceIsTheSameHealth() {
        HealthRow row = PersistedHealth.write(7, patient.health);

        assertThat(row.peerId()).isEqualTo(7);
        assertThat(PersistedHealth.read(row, patient.clock.now())).isEqualTo(patient.health);
    }

    @Test
    void timeStoppedCounts() {
        HealthRow row = PersistedHealth.write(7, patient.health);
        patient.clock.advance(Duration.ofSeconds(40));
        patient.clock.reboot();

        PeerHealth back = PersistedHealth.read(row, patient.clock.now());

        Moment end = back.cooldownEnds(Patient.USUAL);
        assertThat(end).isNotNull();
        assertThat(end.since(patient.clock.now()))
                .isEqualTo(Duration.ofSeconds(20).minus(Patient.PACE));
    }

    @Test
    void aClockMovedBackNeverMakesACooldownLongerThanItself() {
        HealthRow row = PersistedHealth.write(7, patient.health);
        patient.clock.moveWall(Duration.ofDays(-1));

        PeerHealth back = PersistedHealth.read(row, patient.clock.now());

        assertThat(back.since()).isEqualTo(patient.clock.now());
        assertThat(back.cooldownStarted()).isEqualTo(patient.clock.now());
    }

    @Test
    void aClockMovedForwardEndsACooldown() {
        HealthRow row = PersistedHealth.write(7, patient.health);
        patient.clock.moveWall(Duration.ofDays(100_000));

        PeerHealth back = PersistedHealth.read(row, patient.clock.now());

        assertThat(back.expire(patient.clock.now(), Patient.USUAL).transition())
                .isEqualTo(Transition.COOLDOWN_TO_ALIVE);
    }

    @Test
    void fallsOfTheFutureNeverHappened() {
        Instant now = patient.clock.wall();
        HealthRow row = new HealthRow(
                7,
                HealthState.DOWN,
                now,
                null,
                List.of(now.minusSeconds(5), now.plusSeconds(5)),
                false,
                Duration.ofMillis(3));

        PeerHealth back = PersistedHealth.read(row, patient.clock.now());

        assertThat(back.falls()).extracting(Moment::wall).containsExactly(now.minusSeconds(5));
        assertThat(back.smoothed()).isEqualTo(Duration.ofMillis(3));
    }

    @Test
    void aCooldownOfUnknownStartStartsNow() {
        HealthRow row = new HealthRow(
                7, HealthState.COOLDOWN, patient.clock.wall(), null, List.of(), true, Duration.ofMillis(3));

        assertThat(PersistedHealth.read(row, patient.clock.now()).cooldownStarted())
                .isEqualTo(patient.clock.now());
    }

    @Test
    void failuresHalfCountedAreForgotten() {
        HealthRow row = PersistedHealth.write(7, patient.lives("rr").health);

        assertThat(PersistedHealth.read(row, patient.clock.now()).failures()).isZero();
    }
}
