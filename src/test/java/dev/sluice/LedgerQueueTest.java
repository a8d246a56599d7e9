package dev.sluice;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.sluice.core.failover.Event;
import dev.sluice.core.failover.EventName;
import dev.sluice.core.port.AssignmentRow;
import dev.sluice.core.port.Ledger;
import dev.sluice.core.port.LedgerEntry;
import dev.sluice.core.port.LedgerState;
import dev.sluice.core.port.PendingEvents;
import io.vertx.core.Context;
import io.vertx.core.Vertx;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

@Execution(ExecutionMode.CONCURRENT) // nearly all of it is waiting
class LedgerQueueTest {

    private final Vertx vertx = Vertx.vertx();
    private final Context context = vertx.getOrCreateContext();
    private final Disk disk = new Disk();
    private final Aside aside = new Aside();
    private final LedgerQueue queue = new LedgerQueue(context, disk, new UnsavedEvents(context, aside));

    /** What lies on disk while the database is away. */
    private static final class Aside implements PendingEvents {
        final List<List<Event>> kept = new CopyOnWriteArrayList<>();
        volatile boolean full;
        volatile int refused;

        @Override
        public List<Event> read() {
            return List.of();
        }

        @Override
        public void keep(Collection<Event> events) throws IOException {
            if (full) {
                refused++;
                throw new IOException("no space left");
            }
            kept.add(List.copyOf(events));
        }
    }

    /** Keeps what it is given, one write at a time, and can be away. */
    private static final class Disk implements Ledger {
        final List<LedgerEntry> written = new CopyOnWriteArrayList<>();
        volatile boolean away;
        volatile int underWay;
        volatile int mostUnderWay;
        volatile CompletableFuture<Void> held = CompletableFuture.completedFuture(null);

        @Override
        public CompletionStage<LedgerState> load() {
            return CompletableFuture.completedFuture(LedgerState.EMPTY);
        }

        @Override
        public CompletionStage<Void> append(LedgerEntry entry) {
            if (away) {
                return CompletableFuture.failedFuture(new IllegalStateException("away"));
            }
            underWay++;
            mostUnderWay = Math.max(mostUnderWay, underWay);
            return held.thenRun(() -> {
                underWay--;
                written.add(entry);
            });
        }
    }

    @AfterEach
    void close() throws Exception {
        vertx.close().toCompletionStage().toCompletableFuture().get(10, TimeUnit.SECONDS);
    }

    private static Event event(String uid, String word) {
        return new Event(uid, EventName.GATEWAY_DOWN, Instant.EPOCH, word, "test", Map.of("word", word));
    }

    private static LedgerEntry entry(List<Event> events, AssignmentRow... rows) {
        return new LedgerEntry(events, List.of(rows), List.of(), List.of());
    }

    private static AssignmentRow row(long routeId, long servingId) {
        return new AssignmentRow(routeId, 1, servingId, "home_down", Instant.EPOCH);
    }

    private void add(LedgerEntry entry) {
        context.runOnContext(v -> queue.add(entry));
    }

    private void awaitEmpty() {
        await().atMost(Duration.ofSeconds(10)).until(() -> queue.size() == 0 && !disk.written.isEmpty());
    }

    @Test
    void writesWhatIsAddedInOrder() {
        for (int i = 0; i < 50; i++) {
            add(entry(List.of(event("e" + i, "w" + i))));
        }
        awaitEmpty();
        List<String> uids = new ArrayList<>();
        disk.written.forEach(entry -> entry.events().forEach(event -> uids.add(event.uid())));
        assertThat(uids).hasSize(50).startsWith("e0", "e1", "e2").endsWith("e49");
        assertThat(disk.mostUnderWay).isEqualTo(1);
    }

    @Test
    void keepsEveryEventAndTheNewestRowsWhileTheDatabaseIsAway() {
        disk.away = true;
        add(entry(List.of(event("a", "down")), row(7, 2)));
        add(entry(List.of(event("b", "down")), row(7, 3)));
        add(entry(List.of(event("a", "with receipt")), row(8, 3)));
        await().until(() -> queue.size() == 4);
        disk.away = false;
        awaitEmpty();
        LedgerEntry written = disk.written.get(0);
        assertThat(written.events()).extracting(Event::message).containsExactly("with receipt", "down");
        assertThat(written.assignments()).containsExactly(row(7, 3), row(8, 3));
    }

    @Test
    void whatTheDatabaseDoesNotHaveLiesOnDiskUntilItHas() {
        disk.away = true;
        add(entry(List.of(event("a", "down"))));
        await().until(() -> uids(aside.kept).contains(List.of("a")));
        add(entry(List.of(event("b", "down"))));
        await().until(() -> uids(aside.kept).contains(List.of("a", "b")));

        disk.away = false;
        awaitEmpty();
        await().until(() -> uids(aside.kept).get(aside.kept.size() - 1).isEmpty());
    }

    @Test
    void aFullDiskIsTriedAgainUntilItTakesThem() {
        disk.away = true;
        aside.full = true;
        add(entry(List.of(event("a", "down"))));
        await().until(() -> aside.refused > 1);
        aside.full = false;
        await().until(() -> uids(aside.kept).contains(List.of("a")));

        disk.away = false;
        awaitEmpty();
        assertThat(disk.written).hasSize(1);
    }

    @Test
    void ofMoreEventsThanMemoryShouldHoldTheNewestAreKept() {
        disk.away = true;
        List<Event> many = new ArrayList<>();
        for (int i = 1; i <= 20_003; i++) {
            many.add(event("e" + i, "down"));
        }
        add(entry(many));
        await().until(() -> queue.size() == 20_000);
        disk.away = false;
        awaitEmpty();
        assertThat(disk.written.get(0).events()).first().extracting(Event::uid).isEqualTo("e4");
    }

    @Test
    void nothingLiesOnDiskWhileTheDatabaseIsThere() {
        add(entry(List.of(event("a", "down"))));
        awaitEmpty();
        context.runOnContext(v -> queue.close());
        assertThat(aside.kept).isEmpty();
    }

    @Test
    void whatIsLeftAtTheEndIsForTheNextProcess() {
        disk.held = new CompletableFuture<>(); // hangs
        add(entry(List.of(event("a", "down"))));
        await().until(() -> disk.underWay == 1);
        context.runOnContext(v -> queue.close());
        await().until(() -> uids(aside.kept).equals(List.of(List.of("a"))));
    }

    private static List<List<String>> uids(List<List<Event>> kept) {
        return kept.stream()
                .map(events -> events.stream().map(Event::uid).toList())
                .toList();
    }

    @Test
    void keepsAValueThatChangesWhileItIsBeingWritten() {
        CompletableFuture<Void> slow = new CompletableFuture<>();
        disk.held = slow;
        add(entry(List.of(event("a", "first")), row(7, 2)));
        await().until(() -> disk.underWay == 1);
        add(entry(List.of(event("a", "second")), row(7, 3)));
        context.runOnContext(v -> slow.complete(null));
        await().until(() -> disk.written.size() == 2 && queue.size() == 0);
        assertThat(disk.written.get(1).assignments()).containsExactly(row(7, 3));
        assertThat(disk.written.get(1).events()).extracting(Event::message).containsExactly("second");
    }

    @Test
    void saysWhenAllIsWrittenAndFailsAtOnceWhileAway() {
        disk.away = true;
        CompletableFuture<String> outcome = new CompletableFuture<>();
        add(entry(List.of(event("a", "down"))));
        await().until(() -> queue.size() == 1);
        context.runOnContext(v ->
                queue.flushed().onSuccess(ok -> outcome.complete("written")).onFailure(e -> outcome.complete("away")));
        await().until(outcome::isDone);
        assertThat(outcome).isCompletedWithValue("away");
        disk.away = false;
        awaitEmpty();
        assertThat(queue.flushed().succeeded()).isTrue();
    }
}
