package dev.sluice.core.rule;

import static dev.sluice.core.rule.RejectionCode.INVALID;
import static dev.sluice.core.rule.RejectionCode.LOOPBACK_ROUTE;
import static dev.sluice.core.rule.RejectionCode.PEER_NOT_CANDIDATE;
import static dev.sluice.core.rule.RejectionCode.PEER_NOT_FOUND;
import static dev.sluice.core.rule.World.NOW;
import static dev.sluice.core.rule.World.ROOT;
import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.core.failover.EventName;
import dev.sluice.core.failover.HealthState;
import dev.sluice.core.model.RouteOverride;
import java.time.Duration;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Who may be told to serve. */
class OverrideRulesTest {

    private final World world = new World().pinned(20, 1);

    private Edit pivot(long route, long peer) {
        return pivot(route, peer, null);
    }

    private Edit pivot(long route, long peer, @Nullable Duration length) {
        return OverrideEdits.pivot(
                route, (none, problems) -> new OverrideEdits.Wanted(peer, length), world.health, ROOT);
    }

    private RouteOverride override(long route) {
        return Objects.requireNonNull(world.desired.overrides().get(route));
    }

    @Test
    void aMemberOfAPoolOfHomeMayServeForAWhile() {
        world.apply(pivot(20, 2, Duration.ofMinutes(5)));

        assertThat(override(20).peerId()).isEqualTo(2);
        assertThat(override(20).until()).isEqualTo(NOW.plusSeconds(360));
        assertThat(world.audit.get(0).name()).isEqualTo(EventName.ROUTE_PIVOT_COMMANDED);
    }

    @Test
    void aStrangerMayNot() {
        assertThat(world.codeOf(pivot(20, 3))).isEqualTo(PEER_NOT_CANDIDATE);
        assertThat(world.codeOf(pivot(20, 77))).isEqualTo(PEER_NOT_FOUND);
    }

    @ParameterizedTest
    @EnumSource(
            value = HealthState.class,
            names = {"DOWN", "UNKNOWN"})
    void onlyOneThatAnswersMay(HealthState state) {
        world.is(2, state);

        assertThat(world.codeOf(pivot(20, 2))).isEqualTo(PEER_NOT_CANDIDATE);
    }

    @Test
    void aDrainedOneMayNot() {
        world.apply(DrainEdits.drain(2, false, world.health, ROOT));

        assertThat(world.codeOf(pivot(20, 2))).isEqualTo(PEER_NOT_CANDIDATE);
    }

    @Test
    void aLoopbackRouteStaysAtHome() {
        world.loopback(21, 1);

        assertThat(world.codeOf(pivot(21, 2))).isEqualTo(LOOPBACK_ROUTE);
        world.apply(pivot(21, 1));
        assertThat(override(21).peerId()).isEqualTo(1);
    }

    @Test
    void aLengthHasLimits() {
        assertThat(world.codeOf(pivot(20, 2, Duration.ofMillis(10)))).isEqualTo(INVALID);
        assertThat(world.codeOf(pivot(20, 2, Duration.ofDays(8)))).isEqualTo(INVALID);
    }

    @Test
    void aFailbackTakesTheWordBack() {
        world.apply(pivot(20, 2));

        world.apply(OverrideEdits.failback(20, world.health, ROOT));

        assertThat(world.desired.overrides()).isEmpty();
        assertThat(world.audit.get(0).name()).isEqualTo(EventName.ROUTE_FAILBACK_COMMANDED);
        world.apply(OverrideEdits.failback(20, world.health, ROOT));
        assertThat(world.audit).as("nothing to take back").isEmpty();
    }

    @Test
    void aFailbackToAHomeInCooldownIsAWordForHome() {
        world.is(1, HealthState.COOLDOWN);

        world.apply(OverrideEdits.failback(20, world.health, ROOT));

        assertThat(override(20).peerId()).isEqualTo(1);
    }

    @Test
    void aChangeOfTheRouteEndsAWordThatFitsItNoMore() {
        world.apply(pivot(20, 2));

        world.apply(new RouteEdits(World.GUARD).update(20, new Asked().set("failover", false), null, ROOT));

        assertThat(world.desired.overrides()).isEmpty();
    }
}
