package dev.sluice.admin;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.core.failover.Event;
import dev.sluice.core.failover.EventName;
import dev.sluice.core.port.ActivityFilter;
import dev.sluice.core.port.ActivityLog;
import dev.sluice.core.port.LedgerEntry;
import dev.sluice.core.port.LiveActivity;
import dev.sluice.store.FreshDatabase;
import dev.sluice.store.PostgresKind;
import dev.sluice.store.Store;
import dev.sluice.testing.EventStreamClient;
import dev.sluice.testing.EventStreamClient.Told;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.Test;

/** Streams over the real log, which two front doors write at the same time. */
class EventStreamStoreTest {

    private static final int BATCHES = 60;
    private static final int CLIENTS = 4;

    /** The log of a store, with the news of its own front door; those of the other are only found by looking. */
    private static final class Log implements LiveActivity {

        private final ActivityLog log;
        private final List<Listener> listeners = new CopyOnWriteArrayList<>();

        Log(ActivityLog log) {
            this.log = log;
        }

        void saved() {
            listeners.forEach(Listener::saved);
        }

        @Override
        public CompletionStage<Page> find(Query query) {
            return log.find(query);
        }

        @Override
        public CompletionStage<Sequel> after(ActivityFilter filter, long id, int limit) {
            return log.after(filter, id, limit);
        }

        @Override
        public CompletionStage<List<Stored>> unsaved() {
            return CompletableFuture.completedFuture(List.of());
        }

        @Override
        public void listen(Listener listener) {
            listeners.add(listener);
        }
    }

    private static LedgerEntry batch(Random random) {
        List<Event> events = new ArrayList<>();
        for (int i = random.nextInt(1, 6); i > 0; i--) {
            events.add(Event.of(EventName.GATEWAY_DOWN, Instant.now(), "watchdog", "down", Map.of("peer_id", 1L)));
        }
        return new LedgerEntry(events, List.of(), List.of(), List.of());
    }

    private static Thread writer(Store store, Log told, long seed) {
        Thread writer = new Thread(() -> {
            Random random = new Random(seed);
            for (int i = 0; i < BATCHES; i++) {
                FreshDatabase.await(store.ledger().append(batch(random)));
                told.saved();
            }
        });
        writer.start();
        return writer;
    }

    /** Each client leaves now and then, and comes back with the id that it had last. */
    @Test
    void everyClientGetsEveryEventOnceAndInOrderWhileTwoFrontDoorsWriteAndItLeavesAndComesBack() throws Exception {
        try (FreshDatabase database = FreshDatabase.on(PostgresKind.EMBEDDED)) {
            Store here = database.open();
            Store there = database.open();
            Log log = new Log(here.activityLog());
            try (ApiServer api = new ApiServer(log)) {
                List<Thread> writers = List.of(writer(here, log, 1), writer(there, new Log(there.activityLog()), 2));
                List<List<Long>> got = new CopyOnWriteArrayList<>();
                List<Thread> clients = new ArrayList<>();
                for (int i = 0; i < CLIENTS; i++) {
                    long seed = i;
                    Thread client = new Thread(() -> got.add(follow(api.port(), new Random(seed), writers)));
                    client.start();
                    clients.add(client);
                }
                for (Thread client : clients) {
                    client.join();
                }
                List<Long> all = database.ask("SELECT id FROM event ORDER BY id").stream()
                        .map(Long::valueOf)
                        .toList();
                assertThat(all).hasSizeGreaterThan(2 * BATCHES);
                assertThat(got).hasSize(CLIENTS).allSatisfy(ids -> assertThat(ids)
                        .isEqualTo(all));
            }
        }
    }

    private static List<Long> follow(int port, Random random, List<Thread> writers) {
        List<Long> ids = new ArrayList<>();
        String last = "0";
        boolean more = true;
        while (more) {
            boolean written = writers.stream().noneMatch(Thread::isAlive);
            EventStreamClient client = new EventStreamClient(port, "/api/v1/events", ApiServer.READER, last, true);
            try (client) {
                int stay = written ? Integer.MAX_VALUE : random.nextInt(1, 60);
                Told told = client.next("ready");
                for (int i = 0; told != null && i < stay; i++) {
                    // All was written before this stream began: once nothing more comes for that long, nothing will.
                    told = client.poll(Duration.ofMillis(written ? 2_500 : 1_500), "activity");
                    if (told != null && told.id() != null) {
                        ids.add(Long.valueOf(told.id()));
                        last = told.id();
                    }
                }
            }
            more = !written;
        }
        return ids;
    }
}
