package dev.sluice.core;

import static dev.sluice.core.Will.A;
import static dev.sluice.core.Will.B;
import static dev.sluice.core.Will.C;
import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.core.failover.Observation;
import dev.sluice.core.port.LedgerEntry;
import dev.sluice.core.port.LedgerState;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** What is observed in a row is decided together, and before anything else is decided. */
@Tag("core")
class BurstTest {

    private final FakeClock clock = new FakeClock();
    private final Will will = Will.pool(A, B, C).pinned("x", A);
    private final Queue<Runnable> endOfBurst = new ArrayDeque<>();
    private final List<Publication> publications = new ArrayList<>();
    private final Switchboard board = new Switchboard(clock, endOfBurst::add, publications::add);

    @BeforeEach
    void everybodyAnswers() {
        board.boot(will.desired(), LedgerState.EMPTY);
        for (long peer : List.of(A, B, C)) {
            board.observe(peer, new Observation.Answered(clock.now(), clock.now(), "200"));
        }
        board.open();
        publications.clear();
    }

    private void refuse(long... peers) {
        for (int i = 0; i < 3; i++) {
            clock.advance(Duration.ofMillis(250));
            for (long peer : peers) {
                board.observe(peer, new Observation.Refused(clock.now(), clock.now(), "connection refused"));
            }
        }
    }

    private void endBurst() {
        Runnable task = endOfBurst.poll();
        while (task != null) {
            task.run();
            task = endOfBurst.poll();
        }
    }

    private static List<String> told(LedgerEntry entry) {
        return entry.events().stream().map(event -> event.name().wire()).toList();
    }

    private long serving() {
        return Some.present(board.snapshot().routes().get(1L)).assignment().servingId();
    }

    @Test
    void peersLostTogetherMakeOnePublicationAndOnePivot() {
        refuse(A, B);
        assertThat(publications).isEmpty();

        endBurst();

        assertThat(publications).hasSize(1);
        assertThat(serving()).isEqualTo(C);
        assertThat(told(publications.get(0).entry()))
                .contains("gateway_down")
                .containsOnlyOnce("pool_failover_activated");
    }

    @Test
    void theNextBurstIsDecidedOnItsOwn() {
        refuse(A);
        endBurst();
        refuse(B);
        endBurst();

        assertThat(publications).hasSize(2);
        assertThat(serving()).isEqualTo(C);
    }

    @Test
    void aCommandIsDecidedAfterWhatWasObservedBeforeIt() {
        refuse(A);

        board.apply(will.drain(B).next(), List.of());

        assertThat(publications).hasSize(2);
        assertThat(told(publications.get(0).entry())).contains("gateway_down", "pool_failover_activated");
        assertThat(serving()).isEqualTo(C);
        endBurst();
        assertThat(publications).hasSize(2);
    }

    @Test
    void nothingObservedIsLostAtTheEnd() {
        refuse(A);

        board.lastEntry();

        assertThat(told(publications.get(0).entry())).contains("gateway_down", "pool_failover_activated");
    }
}
