package dev.sluice.core.failover;

import static dev.sluice.core.Will.A;
import static dev.sluice.core.Will.B;
import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.core.FakeClock;
import dev.sluice.core.Scenario;
import dev.sluice.core.Will;
import dev.sluice.core.failover.RouteLedger.Shift;
import dev.sluice.core.port.Moment;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@Tag("core")
class PivotBudgetTest {

    private static final long ROUTE = 1;

    private final PivotBudget budget = new PivotBudget();
    private final Moment start = new FakeClock().now();

    private boolean pivotAt(Duration after) {
        Assignment away = new Assignment(ROUTE, A, 1, B, Cause.HOME_DOWN, List.of(List.of(B)), 0);
        List<Long> exceeded = budget.count(List.of(new Shift(away, A, true)), start.plus(after));
        return exceeded.equals(List.of(ROUTE));
    }

    @Test
    void theSeventhPivotWithinAnHourIsToldAndTheNextAreNot() {
        for (int i = 0; i < 6; i++) {
            assertThat(pivotAt(Duration.ofMinutes(i))).isFalse();
        }
        assertThat(pivotAt(Duration.ofMinutes(6))).isTrue();
        assertThat(pivotAt(Duration.ofMinutes(7))).isFalse();
    }

    @Test
    void pivotsOlderThanAnHourCountNoMore() {
        for (int i = 0; i < 6; i++) {
            pivotAt(Duration.ofMinutes(i));
        }
        assertThat(pivotAt(Duration.ofMinutes(60))).isFalse(); // the first is an hour old
        assertThat(pivotAt(Duration.ofMinutes(60).plusSeconds(1))).isTrue();
    }

    @Test
    void failbacksAndForgottenRoutesDoNotCount() {
        Assignment home = new Assignment(ROUTE, A, 1, A, Cause.HOME, List.of(List.of(A, B)), 0);
        for (int i = 0; i < 20; i++) {
            assertThat(budget.count(List.of(new Shift(home, B, true)), start)).isEmpty();
        }
        for (int i = 0; i < 6; i++) {
            pivotAt(Duration.ZERO);
        }
        budget.retain(Set.of());
        assertThat(pivotAt(Duration.ZERO)).isFalse();
    }

    @Test
    void theAlarmKeepsNoRouteOnADeadPeer() {
        Scenario s = Scenario.healthy(Will.pool(A, B).cooldown(1, 0).pinned("x", A));
        for (int i = 0; i < 7; i++) {
            s.kill(A);
            assertThat(s.serving("x")).isEqualTo(B);
            s.revive(A).pass(Duration.ofMinutes(6));
            s.answers(A);
        }
        assertThat(s.events()).extracting(Event::name).containsOnlyOnce(EventName.PIVOT_BUDGET_EXCEEDED);
    }
}
