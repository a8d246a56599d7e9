package dev.sluice.core;

import static dev.sluice.core.Will.A;
import static dev.sluice.core.Will.B;
import static dev.sluice.core.Will.C;
import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.core.failover.Cause;
import dev.sluice.core.failover.HealthState;
import dev.sluice.core.failover.Reachability;
import dev.sluice.core.failover.Reachability.Report;
import dev.sluice.core.port.Moment;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** What becomes of routes when agents say which LAN hosts they reach, as they do every five seconds. */
@Tag("core")
class LanReportsTest {

    private static final Duration BEAT = Duration.ofSeconds(5);

    private final Scenario s =
            Scenario.healthy(Will.pool(A, B, C).pinned("nas", A).pinned("cam", A));

    /** The agent tells of a check that began a second ago. */
    private void says(long peer, String domain, boolean reached) {
        Moment now = s.clock.now();
        Moment began = now.plus(Duration.ofSeconds(-1));
        Report report = reached ? Report.reached(began, now) : Report.unreached("refused", began, now);
        s.board.reached(peer, Map.of(s.will.id(domain), report));
    }

    /** Some beats, five seconds apart, in which these say so of the NAS. */
    private void beats(int count, Map<Long, Boolean> reached) {
        for (int i = 0; i < count; i++) {
            reached.forEach((peer, yes) -> says(peer, "nas", yes));
            s.pass(BEAT);
        }
    }

    @Test
    void theOneRouteMovesOnceASiblingHasReachedItsHostSince() {
        says(A, "nas", false);
        assertThat(s.serving("nas")).isEqualTo(A);
        s.pass(Duration.ofSeconds(2));
        says(B, "nas", true);

        assertThat(s.serving("nas")).isEqualTo(B);
        assertThat(s.assignment("nas").cause()).isEqualTo(Cause.HOME_UNREACHABLE);
        assertThat(s.serving("cam")).isEqualTo(A);
        assertThat(s.news()).containsExactly("pool_failover_activated A>B nas");
        assertThat(s.state(A)).isEqualTo(HealthState.ALIVE);
    }

    @Test
    void whatIsRepeatedMovesNothingBackAndForth() {
        beats(12, Map.of(A, false, B, true));

        assertThat(s.serving("nas")).isEqualTo(B);
        assertThat(s.news()).containsExactly("pool_failover_activated A>B nas");
    }

    @Test
    void itGoesHomeAsSoonAsHomeReachesItsHostAgain() {
        beats(3, Map.of(A, false, B, true));
        says(A, "nas", true);

        assertThat(s.serving("nas")).isEqualTo(A);
    }

    @Test
    void itGoesHomeWhenNobodyReachesItAnyMore() {
        beats(3, Map.of(A, false, B, true));
        says(B, "nas", false);

        assertThat(s.serving("nas")).isEqualTo(A);
    }

    @Test
    void anAgentThatFellSilentIsNoReasonToStayAway() {
        beats(2, Map.of(A, false, B, true));
        for (int i = 0; i < 7; i++) {
            says(B, "nas", true);
            s.pass(BEAT);
        }

        assertThat(s.serving("nas")).isEqualTo(A);
        assertThat(s.board.snapshot().reachability().fresh(A, s.will.id("nas"), s.clock.now()))
                .isNull();
    }

    @Test
    void theSubstitutesDeathCountsMoreThanWhatHomeCannotReach() {
        beats(2, Map.of(A, false, B, true));
        s.kill(B);

        assertThat(s.serving("nas")).isEqualTo(A);
    }

    @Test
    void whatMovesNothingPublishesNothingAndIsKnownAtOnce() {
        long generation = s.board.table().generation();
        says(A, "nas", false);
        says(B, "nas", false);
        says(C, "cam", true);

        assertThat(s.board.table().generation()).isEqualTo(generation);
        Reachability known = s.board.snapshot().reachability();
        assertThat(known.doubted()).containsExactly(s.will.id("nas"));
        assertThat(known.byPeer()).containsOnlyKeys(A, B, C);
    }

    @Test
    void whatIsSaidBeforeTheDoorsOpenCountsWhenTheyDo() {
        Will will = Will.pool(A, B).pinned("nas", A);
        Scenario early = Scenario.booting(will);
        Moment now = early.clock.now();
        early.board.reached(A, Map.of(1L, Report.unreached("timeout", now, now)));
        Moment later = now.plus(Duration.ofSeconds(1));
        early.board.reached(B, Map.of(1L, Report.reached(later, later)));
        early.answers(A, B).open();

        assertThat(early.serving("nas")).isEqualTo(B);
    }

    @Test
    void whatNobodyDoubtsNeverExpiresIntoADecision() {
        Moment now = s.clock.now();
        Reachability known = Reachability.NONE.told(A, Map.of(1L, Report.reached(now, now)), now);

        assertThat(known.doubted()).isEmpty();
        assertThat(known.nextExpiry()).isNull();
        assertThat(known.at(now)).isSameAs(known);
        assertThat(known.at(now.plus(Reachability.LIFETIME)).byPeer()).isEmpty();
    }
}
