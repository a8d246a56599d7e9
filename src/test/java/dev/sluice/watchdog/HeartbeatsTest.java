package dev.sluice.watchdog;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.core.failover.HealthState;
import dev.sluice.core.failover.Observation;
import dev.sluice.core.model.Peer;
import dev.sluice.core.model.ProbeKind;
import dev.sluice.core.port.Clock;
import dev.sluice.core.port.Moment;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

class HeartbeatsTest {

    private static final Peer PEER = Peers.peer(1, 1, Peers.probe(ProbeKind.HEARTBEAT, null, Duration.ofSeconds(1)));

    private final ObservedHealth health = new ObservedHealth(Clock.SYSTEM);
    private final Heartbeats beats = new Heartbeats(health);
    private final Moment start = Clock.SYSTEM.now();

    HeartbeatsTest() {
        health.watch(PEER);
        beats.watch(List.of(PEER), start);
    }

    private Moment after(double seconds) {
        return start.plus(Duration.ofMillis((long) (1000 * seconds)));
    }

    @Test
    void whoBeatsIsAliveUntilItWasSilentForFifteenSeconds() {
        beats.beat(1, after(1));
        assertThat(health.state(1)).isEqualTo(HealthState.ALIVE);
        beats.look(after(15.9));
        assertThat(health.state(1)).isEqualTo(HealthState.ALIVE);
        beats.look(after(16));
        assertThat(health.state(1)).isEqualTo(HealthState.DOWN);
        assertThat(health.evidence()).contains("no beat for 15 s");
        beats.beat(1, after(20));
        beats.beat(1, after(25));
        assertThat(health.state(1)).isEqualTo(HealthState.COOLDOWN);
    }

    @Test
    void whoNeverBeatIsNotJudgedInTheFirstFifteenSeconds() {
        beats.look(after(14.9));
        assertThat(health.observations).isEmpty();
        beats.look(after(15));
        beats.look(after(16));
        assertThat(health.seen(Observation.Unanswered.class))
                .as("once for each silence")
                .hasSize(PEER.probe().fall());
    }

    @Test
    void timeThatWeStoodStillIsNobodysSilence() {
        beats.beat(1, after(1));
        beats.stoodStill(Duration.ofSeconds(10));
        beats.look(after(20));
        assertThat(health.state(1)).isEqualTo(HealthState.ALIVE);
    }

    @Test
    void beatsOfPeersThatAreProbedMoveNothing() {
        Peer probed = Peers.http(1, 1);
        beats.watch(List.of(probed), after(1));
        beats.beat(1, after(2));
        beats.look(after(60));
        assertThat(health.observations).isEmpty();
    }
}
