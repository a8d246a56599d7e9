package dev.sluice.store;

import static dev.sluice.store.FreshDatabase.await;
import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.core.model.Desired;
import dev.sluice.core.port.AssignmentRow;
import dev.sluice.core.port.LedgerEntry;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/** How long much takes, to read and to write. */
@Execution(ExecutionMode.SAME_THREAD) // what ran beside it would be measured too
class PaceTest extends StoreSuite {
    private static final Instant NOW = Instant.parse("2026-11-22T10:00:00Z");

    @Test
    void tenThousandRoutesLoadInWellUnderASecond() {
        long a = gateway("a");
        change(editing((desired, context) -> desired.withRoutes(LongStream.range(1_000, 11_000)
                .mapToObj(id -> route(id, "r" + id + ".example", pinned(a), context.created()))
                .toList())));
        long[] ms = {0};
        Desired loaded =
                Stopwatch.fastestOf(3, ms, () -> await(store.desiredState().load()));

        assertThat(loaded.routes()).hasSize(10_000);
        assertThat(ms[0]).as("ms to load 10,000 routes").isLessThan(1_000);
    }

    @Test
    void fiveThousandAssignmentsAreOneTransaction() {
        long[] ms = {0};
        long[] moved = {0};
        Stopwatch.fastestOf(3, ms, () -> {
            Instant since = NOW.plus(moved[0]++, ChronoUnit.SECONDS);
            List<AssignmentRow> rows = LongStream.rangeClosed(1, 5_000)
                    .mapToObj(id -> new AssignmentRow(id, 1, 2, "home_down", since))
                    .toList();
            await(store.ledger().append(new LedgerEntry(List.of(), rows, List.of(), List.of())));
            return since;
        });

        assertThat(database.ask("SELECT count(*), count(DISTINCT xmin::text) FROM route_assignment"))
                .containsExactly("5000|1");
        assertThat(ms[0]).as("ms to write 5,000 assignments").isLessThan(1_500);
    }
}
