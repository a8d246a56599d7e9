package dev.sluice.store;

import static dev.sluice.store.FreshDatabase.await;
import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.core.failover.Event;
import dev.sluice.core.failover.EventName;
import dev.sluice.core.port.ActivityFilter;
import dev.sluice.core.port.ActivityLog;
import dev.sluice.core.port.LedgerEntry;
import io.vertx.pgclient.PgConnection;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** What is found in the activity log, and what comes after an event. */
class KeptEventsTest extends StoreSuite {
    private static final Instant NOW = Instant.parse("2026-11-22T10:00:00Z");

    private static Event about(EventName name, String message, Map<String, Object> details) {
        return Event.of(name, NOW, message.equals("by hand") ? "anna" : "watchdog", message, details);
    }

    /** The database must find what {@link ActivityFilter#matches} lets pass, and nothing else. */
    @Test
    void everyFilterMeansTheSameInTheDatabaseAsInMemory() {
        List<Event> events = List.of(
                about(EventName.ROUTE_UPDATED, "one route", Map.of("route_id", 7L)),
                about(EventName.POOL_FAILOVER_ACTIVATED, "many", Map.of("route_ids", List.of(6L, 7L), "pool_id", 3L)),
                about(EventName.POOL_FAILOVER_RESTORED, "moved", Map.of("from_peer_id", 1L, "to_peer_id", 2L)),
                about(EventName.GATEWAY_DOWN, "a peer", Map.of("peer_id", 2L)),
                about(EventName.ROUTE_CREATED, "another", Map.of("route_id", 77L, "route_ids", List.of())),
                about(EventName.PEER_UPDATED, "by hand", Map.of("peer_id", 7L, "after", Map.of("route_id", 7L))));
        await(store.ledger().append(new LedgerEntry(events, List.of(), List.of(), List.of())));
        List<ActivityFilter> filters = List.of(
                ActivityFilter.ALL,
                new ActivityFilter(List.of(), null, null, 7L, null, null, null),
                new ActivityFilter(List.of(), null, null, null, 2L, null, null),
                new ActivityFilter(List.of(), null, null, null, 7L, null, null),
                new ActivityFilter(List.of(), null, null, null, null, 3L, null),
                new ActivityFilter(List.of(), null, null, null, null, null, "anna"),
                new ActivityFilter(List.of("gateway_down"), null, null, null, 2L, null, "watchdog"),
                new ActivityFilter(List.of(), null, NOW, null, null, null, null),
                ActivityFilter.ALL.since(NOW));

        for (ActivityFilter filter : filters) {
            List<String> wanted =
                    events.stream().filter(filter::matches).map(Event::message).toList();
            ActivityLog.Page page = await(store.activityLog().find(ActivityLog.Query.page(filter, 250, 0)));
            ActivityLog.Sequel sequel = await(store.activityLog().after(filter, 0, 250));

            assertThat(page.items())
                    .as("%s", filter)
                    .extracting(stored -> stored.event().message())
                    .containsExactlyInAnyOrderElementsOf(wanted);
            assertThat(page.total()).isEqualTo(wanted.size());
            assertThat(sequel.items())
                    .as("%s", filter)
                    .extracting(stored -> stored.event().message())
                    .containsExactlyElementsOf(wanted);
        }
        assertThat(await(store.activityLog().find(ActivityLog.Query.page(filters.get(1), 250, 0)))
                        .total())
                .isEqualTo(2);
    }

    @Test
    void pagesByTheLastEventDoNotMoveWhenSomethingHappens() {
        write(0, 6);
        ActivityLog.Page first = await(store.activityLog().find(ActivityLog.Query.page(ActivityFilter.ALL, 3, 0)));
        write(6, 9);

        ActivityLog.Page next = await(store.activityLog()
                .find(ActivityLog.Query.older(
                        ActivityFilter.ALL, first.items().get(2).id(), 10)));

        assertThat(first.items())
                .extracting(stored -> stored.event().message())
                .containsExactly("event 5", "event 4", "event 3");
        assertThat(next.items())
                .extracting(stored -> stored.event().message())
                .containsExactly("event 2", "event 1", "event 0");
    }

    @Test
    void theSequelOfAnEventComesInPagesAndSaysHowFarItLooked() {
        write(0, 5);
        long end = await(store.activityLog().after(ActivityFilter.ALL, Long.MAX_VALUE, 1))
                .upTo();
        write(5, 12);

        ActivityLog.Sequel first = await(store.activityLog().after(ActivityFilter.ALL, end, 5));
        ActivityLog.Sequel second = await(store.activityLog().after(ActivityFilter.ALL, first.upTo(), 5));
        ActivityLog.Sequel third = await(store.activityLog().after(ActivityFilter.ALL, second.upTo(), 5));

        assertThat(first.items())
                .extracting(stored -> stored.event().message())
                .containsExactly("event 5", "event 6", "event 7", "event 8", "event 9");
        assertThat(second.items())
                .extracting(stored -> stored.event().message())
                .containsExactly("event 10", "event 11");
        assertThat(third.items()).isEmpty();
        assertThat(third.upTo()).isEqualTo(second.upTo());
        assertThat(second.upTo()).isEqualTo(second.items().get(1).id());
    }

    /** One who took a lower id may be seen later: whoever has passed it by would never see it. */
    @Test
    void noEventIsPassedOverThatGetsALowerIdAndIsSeenLater() {
        String insert = "INSERT INTO event (uid, event, at, severity, message, actor, front_door, details)"
                + " VALUES ('%s', 'gateway_down', now(), 'warn', '%s', 'watchdog', 'f', '{}')";
        PgConnection late = await(PgConnection.connect(database.vertx, database.options()));
        await(late.query("BEGIN").execute());
        await(late.query(insert.formatted("u1", "low")).execute());
        database.ask(insert.formatted("u2", "high"));

        ActivityLog.Sequel early = await(store.activityLog().after(ActivityFilter.ALL, 0, 10));
        assertThat(early).isEqualTo(new ActivityLog.Sequel(List.of(), 0, false));

        await(late.query("COMMIT").execute());
        await(late.close());
        assertThat(await(store.activityLog().after(ActivityFilter.ALL, 0, 10)).items())
                .extracting(stored -> stored.event().message())
                .containsExactly("low", "high");
    }

    private void old(int count, String age) {
        database.ask("INSERT INTO event (uid, event, at, severity, message, actor, front_door, details) SELECT '" + age
                + "' || i, 'gateway_down', now() - interval '" + age + "' - i * interval '1 second', 'warn', '" + age
                + "', 'watchdog', 'f', '{}' FROM generate_series(1, " + count + ") i");
    }

    private List<String> left() {
        return database.ask("SELECT message, count(*) FROM event GROUP BY message ORDER BY message");
    }

    @Test
    void whatIsTooOldOrTooMuchIsDroppedInBatchesAndTheLastTwoDaysNever() {
        old(1_201, "30 days");
        old(40, "10 days");
        old(20, "1 day");

        assertThat(await(store.retention(Duration.ofDays(400), 100_000).drop())).isZero();
        assertThat(await(store.retention(Duration.ofDays(20), 100_000).drop())).isEqualTo(1_201);
        assertThat(left()).containsExactly("1 day|20", "10 days|40");
        assertThat(await(store.retention(Duration.ofDays(20), 30).drop())).isEqualTo(30);
        assertThat(left()).containsExactly("1 day|20", "10 days|10");
        assertThat(await(store.retention(Duration.ofDays(2), 5).drop())).isEqualTo(10);
        assertThat(left()).containsExactly("1 day|20");
    }

    private void write(int from, int to) {
        List<Event> events = new ArrayList<>();
        for (int i = from; i < to; i++) {
            events.add(Event.of(EventName.GATEWAY_DOWN, NOW.plusSeconds(i), "watchdog", "event " + i, Map.of("n", i)));
        }
        await(store.ledger().append(new LedgerEntry(events, List.of(), List.of(), List.of())));
    }
}
