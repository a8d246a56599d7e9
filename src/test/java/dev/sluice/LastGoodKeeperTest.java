package dev.sluice;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.sluice.core.Publication;
import dev.sluice.core.RoutingTable;
import dev.sluice.core.failover.Reachability;
import dev.sluice.core.failover.Snapshot;
import dev.sluice.core.model.Desired;
import dev.sluice.core.port.AssignmentRow;
import dev.sluice.core.port.LastGood;
import dev.sluice.core.port.LastGoodState;
import dev.sluice.core.port.LedgerEntry;
import dev.sluice.core.port.LedgerState;
import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.io.IOException;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

@Execution(ExecutionMode.CONCURRENT) // nearly all of it is waiting
class LastGoodKeeperTest {

    private final Vertx vertx = Vertx.vertx();
    private final Context context = vertx.getOrCreateContext();
    private final Disk disk = new Disk();
    private final LastGoodKeeper keeper = new LastGoodKeeper(context, disk);

    private static final class Disk implements LastGoodState {
        final List<LastGood> kept = new CopyOnWriteArrayList<>();
        final List<Long> begun = new CopyOnWriteArrayList<>();
        volatile boolean full;
        volatile long takesMs;
        volatile int refused;

        @Override
        public @Nullable LastGood newest() {
            return null;
        }

        @Override
        public void keep(LastGood state) throws IOException {
            if (full) {
                refused++;
                throw new IOException("no space left");
            }
            begun.add(System.nanoTime());
            try {
                TimeUnit.MILLISECONDS.sleep(takesMs);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
            kept.add(state);
        }
    }

    @AfterEach
    void close() throws Exception {
        vertx.close().toCompletionStage().toCompletableFuture().get(10, TimeUnit.SECONDS);
    }

    private static AssignmentRow row(long routeId, long servingId) {
        return new AssignmentRow(routeId, 1, servingId, "home", Instant.EPOCH);
    }

    private void publish(long revision, List<AssignmentRow> rows, List<Long> removed) {
        Desired desired = Desired.EMPTY.atRevision(revision);
        Publication publication = new Publication(
                RoutingTable.EMPTY,
                new Snapshot(desired, Map.of(), Map.of(), Map.of(), Map.of(), Reachability.NONE),
                List.of(),
                new LedgerEntry(List.of(), rows, removed, List.of()));
        context.runOnContext(v -> keeper.published(publication));
    }

    private long newest() {
        return disk.kept.isEmpty()
                ? -1
                : disk.kept.get(disk.kept.size() - 1).desired().revision();
    }

    @Test
    void ofABurstTheNewestIsKept() {
        for (int revision = 1; revision <= 100; revision++) {
            publish(revision, List.of(), List.of());
        }

        await().atMost(10, TimeUnit.SECONDS).until(() -> newest() == 100);
        assertThat(disk.kept.size()).isLessThan(20);
    }

    @Test
    void whileOneChangeFollowsAnotherALargeStateIsWrittenSeldom() {
        disk.takesMs = 100;
        long publishing = vertx.setPeriodic(5, id -> publish(disk.kept.size() + 1, List.of(), List.of()));

        await().atMost(10, TimeUnit.SECONDS).until(() -> disk.begun.size() >= 4);

        vertx.cancelTimer(publishing);
        assertThat(disk.begun.get(3) - disk.begun.get(2)).isGreaterThanOrEqualTo(TimeUnit.MILLISECONDS.toNanos(400));
    }

    @Test
    void whoServesIsWhatWasSoAtTheStartAndWhatChangedSince() {
        context.runOnContext(
                v -> keeper.began(new LedgerState(List.of(row(1, 1), row(2, 1), row(3, 1)), List.of(), List.of())));
        publish(1, List.of(row(2, 5)), List.of(3L));

        await().atMost(10, TimeUnit.SECONDS).until(() -> newest() == 1);
        assertThat(disk.kept.get(0).state().assignments()).containsExactly(row(1, 1), row(2, 5));
    }

    @Test
    void theEndWritesWhatIsNewestAtOnce() throws Exception {
        publish(7, List.of(), List.of());
        Future<Void> closed =
                Future.future(done -> context.runOnContext(v -> keeper.close().onComplete(done)));

        closed.toCompletionStage().toCompletableFuture().get(10, TimeUnit.SECONDS);
        assertThat(newest()).isEqualTo(7);
    }

    @Test
    void aDiskThatCannotTakeItIsTriedAgain() {
        disk.full = true;
        publish(1, List.of(), List.of());
        await().atMost(10, TimeUnit.SECONDS).until(() -> disk.refused == 1);

        disk.full = false;
        await().atMost(10, TimeUnit.SECONDS).until(() -> newest() == 1);
        publish(2, List.of(), List.of());
        await().atMost(10, TimeUnit.SECONDS).until(() -> newest() == 2);
    }
}
