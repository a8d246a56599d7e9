package dev.sluice.core.rule;

import static dev.sluice.core.rule.RejectionCode.DRILL_RUNNING;
import static dev.sluice.core.rule.RejectionCode.DRILL_WOULD_STOP_ROUTES;
import static dev.sluice.core.rule.RejectionCode.INVALID;
import static dev.sluice.core.rule.RejectionCode.NOT_FOUND;
import static dev.sluice.core.rule.RejectionCode.PEER_NOT_FOUND;
import static dev.sluice.core.rule.World.ROOT;
import static dev.sluice.core.rule.World.paths;
import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.core.failover.DrillEnd;
import dev.sluice.core.failover.Event;
import dev.sluice.core.failover.EventName;
import dev.sluice.core.failover.HealthState;
import dev.sluice.core.model.Drill;
import java.time.Duration;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Test;

/** When a peer may be pretended to be DOWN, and how that ends. */
class DrillRulesTest {

    private static final Duration MINUTE = Duration.ofMinutes(1);

    private final World world = new World().pinned(50, 1);

    private Edit start(long peerId, Duration length) {
        return DrillEdits.start((none, problems) -> new DrillEdits.Wanted(peerId, length), world.health, ROOT);
    }

    @Test
    void itRunsForItsTimeAndTellsWhatItDid() {
        long id = world.apply(start(1, MINUTE));

        Drill drill = Objects.requireNonNull(world.desired.drills().get(id));
        assertThat(Duration.between(drill.startedAt(), drill.endsAt())).isEqualTo(MINUTE);
        assertThat(world.audit).extracting(Event::name).containsExactly(EventName.DRILL_STARTED);

        world.apply(DrillEdits.end(id, DrillEnd.OPERATOR, 3, ROOT));

        assertThat(world.desired.drills()).isEmpty();
        Event ended = world.audit.get(0);
        assertThat(ended.name()).isEqualTo(EventName.DRILL_ENDED);
        assertThat(ended.details()).containsEntry("peer_name", "p1");
        assertThat(ended.details().get("receipt"))
                .isEqualTo(Map.of("ended_by", "operator", "lasted_ms", 0L, "routes_away", 3));
        assertThat(world.codeOf(DrillEdits.end(id, DrillEnd.OPERATOR, 0, ROOT))).isEqualTo(NOT_FOUND);
    }

    @Test
    void onlyOneOfAPeerRuns() {
        world.apply(start(1, MINUTE));

        assertThat(world.codeOf(start(1, MINUTE))).isEqualTo(DRILL_RUNNING);
    }

    @Test
    void noRouteMayBeLeftWithoutAUsablePeer() {
        world.is(2, HealthState.DOWN);

        assertThat(world.codeOf(start(1, MINUTE))).isEqualTo(DRILL_WOULD_STOP_ROUTES);
        world.apply(start(3, MINUTE)); // nothing depends on it
    }

    @Test
    void peerAndLengthMustBeRight() {
        assertThat(world.codeOf(start(77, MINUTE))).isEqualTo(PEER_NOT_FOUND);
        assertThat(world.codeOf(start(1, Duration.ofMillis(999)))).isEqualTo(INVALID);
        assertThat(paths(world.refused(start(1, Duration.ofHours(25))))).containsExactly("for");
    }
}
