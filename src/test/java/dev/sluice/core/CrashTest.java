package dev.sluice.core;

import static dev.sluice.core.Will.A;
import static dev.sluice.core.Will.B;
import static dev.sluice.core.Will.C;
import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.core.failover.Event;
import dev.sluice.core.failover.EventName;
import dev.sluice.core.failover.PivotBook;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** A process that ends in the middle of something leaves nothing to be told twice, and nothing half told. */
@Tag("core")
class CrashTest {

    private static final Duration MOMENT = Duration.ofSeconds(2);

    // Ended during an outage

    @Test
    void theSubstituteThatServedLastComesBackToItsRouteAndThatIsNoSecondPivot() {
        Scenario s = Scenario.healthy(Will.pool(A, B).pinned("x", A)).kill(A).kill(B);
        s.news();

        s.restart(MOMENT).refuses(A, B).open().revive(B);

        assertThat(s.serving("x")).isEqualTo(B);
        assertThat(s.news()).containsExactly("gateway_alive B", "pool_outage_resolved 1");
    }

    @Test
    void homeThatComesBackFirstTakesTheRouteFromWhoServedLast() {
        Scenario s = Scenario.healthy(Will.pool(A, B).pinned("x", A)).kill(A).kill(B);
        s.news();

        s.restart(MOMENT).refuses(B).revive(A).open();

        assertThat(s.news())
                .containsExactly("gateway_alive A", "pool_failover_restored B>A x", "pool_outage_resolved 1");
    }

    @Test
    void anotherSubstituteTakesTheRouteFromWhoServedLast() {
        Scenario s = Scenario.healthy(Will.pool(A, B, C).pinned("x", A)).kill(A).kill(B, C);
        s.news();

        s.restart(MOMENT).restart(MOMENT).refuses(A, B, C).open().revive(B);

        assertThat(s.news())
                .containsExactly("gateway_alive B", "pool_failover_activated C>B x", "pool_outage_resolved 1");
    }

    @Test
    void anOnlyCandidateThatIsDownIsNoLastResortUntilItRefuses() {
        Scenario s = Scenario.healthy(Will.nothing().pinned("x", A)).kill(A);
        assertThat(s.plan("x").lastResort()).isNotNull();

        s.restart(MOMENT).open();
        assertThat(s.plan("x").lastResort()).isNull(); // it may be silent by now, and a request would wait for it

        assertThat(s.refuses(A).plan("x").lastResort()).isNotNull();
    }

    // Ended within two seconds of a pivot

    @Test
    void aReceiptThatWasOpenIsMarkedCutShort() {
        Scenario s = Scenario.healthy(Will.pool(A, B).pinned("x", A)).kill(A);
        Event pivot = pivots(s).get(0);
        assertThat(receipt(pivot)).containsEntry("open", true);

        s.restart(MOMENT).refuses(A).answers(B).open();

        assertThat(pivots(s)).hasSize(1);
        assertThat(receipt(s.books.latest(pivot)))
                .containsEntry("cut_short", true)
                .containsEntry("detect_ms", 500.0)
                .doesNotContainKeys("open", "rescued");
        s.restart(MOMENT).refuses(A).answers(B).open();
        assertThat(s.books.state().openPivots()).isEmpty();
    }

    @Test
    void aReceiptThatWasClosedStaysAsItWas() {
        Scenario s = Scenario.healthy(Will.pool(A, B).pinned("x", A)).kill(A).seconds(2);
        Event pivot = s.books.latest(pivots(s).get(0));
        assertThat(receipt(pivot)).containsEntry("rescued", 0L).doesNotContainKeys("open", "cut_short");

        assertThat(PivotBook.cutShort(List.of(pivot))).containsExactly(pivot);
    }

    @Test
    void anEndInGoodOrderClosesItWithWhatIsKnown() {
        Scenario s = Scenario.healthy(Will.pool(A, B).pinned("x", A)).kill(A);
        s.books.write(s.board.lastEntry());

        assertThat(receipt(pivots(s).get(0))).containsEntry("rescued", 0L).doesNotContainKeys("open", "cut_short");
    }

    @Test
    void aFailbackHasNoReceiptToClose() {
        Scenario s = Scenario.healthy(Will.pool(A, B).pinned("x", A)).kill(A).revive(A);
        s.seconds(60);

        assertThat(s.books.state().openPivots()).isEmpty();
    }

    private static List<Event> pivots(Scenario s) {
        return s.books.events().stream()
                .filter(event -> event.name() == EventName.POOL_FAILOVER_ACTIVATED)
                .toList();
    }

    @SuppressWarnings("unchecked")
    private static Map<String, Object> receipt(Event event) {
        return (Map<String, Object>) Some.present(event.details().get("receipt"));
    }
}
