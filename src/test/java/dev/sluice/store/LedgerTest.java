package dev.sluice.store;

import static dev.sluice.store.FreshDatabase.await;
import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.core.failover.Event;
import dev.sluice.core.failover.EventName;
import dev.sluice.core.failover.HealthState;
import dev.sluice.core.failover.PivotBook;
import dev.sluice.core.port.AssignmentRow;
import dev.sluice.core.port.HealthRow;
import dev.sluice.core.port.LedgerEntry;
import dev.sluice.core.port.LedgerState;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class LedgerTest extends StoreSuite {
    private static final Instant NOW = Instant.parse("2026-11-22T10:00:00.123456Z");

    @Test
    void theEffectiveStateIsReadBackAsItWasWritten() {
        long a = gateway("a");
        long b = gateway("b");
        long route = route("x.example", pinned(a));
        long balanced = route("y.example", pinned(a));
        long lost = route("z.example", pinned(a));
        List<AssignmentRow> assignments = List.of(
                new AssignmentRow(route, a, b, "home_down", NOW),
                new AssignmentRow(balanced, 0, 0, "balanced", NOW),
                new AssignmentRow(lost, a, 0, b, "outage", NOW));
        List<HealthRow> health = List.of(
                new HealthRow(
                        a,
                        HealthState.COOLDOWN,
                        NOW,
                        NOW.minusSeconds(3),
                        List.of(NOW.minusSeconds(90), NOW.minusSeconds(30)),
                        true,
                        Duration.ofNanos(1_234_000)),
                new HealthRow(b, HealthState.ALIVE, NOW, null, List.of(), false, Duration.ZERO));

        append(List.of(), assignments, List.of(), health);

        assertThat(await(store.ledger().load())).isEqualTo(new LedgerState(assignments, health, List.of()));
    }

    @Test
    void theNewestRowCountsAndWhatIsRemovedIsGone() {
        long a = gateway("a");
        long route = route("x.example", pinned(a));
        long other = route("y.example", pinned(a));
        append(
                List.of(),
                List.of(
                        new AssignmentRow(route, a, 0, "outage", NOW),
                        new AssignmentRow(other, a, a, "home", NOW),
                        new AssignmentRow(route, a, a, "home", NOW.plusSeconds(1))),
                List.of(),
                List.of());
        append(
                List.of(),
                List.of(),
                List.of(other),
                List.of(
                        new HealthRow(a, HealthState.ALIVE, NOW, null, List.of(), false, Duration.ZERO),
                        new HealthRow(a, HealthState.DOWN, NOW, null, List.of(NOW), false, Duration.ZERO)));

        LedgerState state = await(store.ledger().load());

        assertThat(state.assignments()).containsExactly(new AssignmentRow(route, a, a, "home", NOW.plusSeconds(1)));
        assertThat(state.health()).extracting(HealthRow::state).containsExactly(HealthState.DOWN);
    }

    @Test
    void whatBelongsToThingsThatAreNoMoreIsNotLoaded() {
        long a = gateway("a");
        long route = route("x.example", pinned(a));
        append(
                List.of(),
                List.of(new AssignmentRow(route, a, a, "home", NOW)),
                List.of(),
                List.of(new HealthRow(a, HealthState.ALIVE, NOW, null, List.of(), false, Duration.ZERO)));

        change(editing((desired, context) -> desired.withoutRoute(route).withoutPeer(a)));

        assertThat(await(store.ledger().load())).isEqualTo(LedgerState.EMPTY);
    }

    @Test
    void everyFrontDoorHasItsOwnViewOfAPeer() {
        long a = gateway("a");
        append(
                List.of(),
                List.of(),
                List.of(),
                List.of(new HealthRow(a, HealthState.DOWN, NOW, null, List.of(), false, Duration.ZERO)));

        assertThat(await(database.open("front-2").ledger().load()).health()).isEmpty();
        assertThat(await(database.open("front-1").ledger().load()).health()).hasSize(1);
    }

    @Test
    void anEntryMayBeWrittenAgainAndACompletedReceiptTakesThePlaceOfTheFirst() {
        Event pivot = event("pivot", Map.of("receipt", "open", "at", NOW));
        Event down = event("down", Map.of());
        LedgerEntry entry = new LedgerEntry(List.of(down, pivot), List.of(), List.of(), List.of());
        await(store.ledger().append(entry));
        await(store.ledger().append(entry));
        Event completed = pivot.withDetails(Map.of("receipt", "complete", "ms", 12.5));
        append(List.of(pivot, completed), List.of(), List.of(), List.of());

        assertThat(database.ask("SELECT message, details->>'receipt', severity, front_door FROM event ORDER BY id"))
                .containsExactly("down|null|warn|front-1", "pivot|complete|warn|front-1");
    }

    @Test
    void pivotsWhoseReceiptsAreOpenAreFoundByTheFrontDoorThatToldThem() {
        Event open = event("open", Map.of("receipt", Map.of("open", true, "publish_ms", 1.5)));
        Event closed = event("closed", Map.of("receipt", Map.of("publish_ms", 1.5)));
        append(List.of(closed, open, event("none", Map.of())), List.of(), List.of(), List.of());

        List<Event> found = await(store.ledger().load()).openPivots();
        assertThat(found).containsExactly(open);
        assertThat(await(database.open("front-2").ledger().load()).openPivots()).isEmpty();

        append(PivotBook.cutShort(found), List.of(), List.of(), List.of());
        assertThat(await(store.ledger().load()).openPivots()).isEmpty();
        assertThat(database.ask("SELECT details->'receipt' FROM event WHERE message = 'open'"))
                .containsExactly("{\"cut_short\":true,\"publish_ms\":1.5}");
    }

    @Test
    void badDataIsRecordedAndLeftOutAndTheRestIsWritten() {
        long a = gateway("a");
        long b = gateway("b");
        List<Event> events = new ArrayList<>();
        for (int i = 0; i < 20; i++) {
            events.add(event("good " + i, Map.of()));
        }
        events.add(7, event("nul \0 byte", Map.of()));
        events.add(13, event("in the details", Map.of("text", "nul \0 byte")));
        events.add(17, event("no JSON", Map.of("thread", Thread.currentThread())));
        List<AssignmentRow> assignments = List.of(
                new AssignmentRow(1, a, a, "home", NOW),
                new AssignmentRow(2, a, a, "home", Instant.MAX),
                new AssignmentRow(3, a, b, "home_down", NOW));
        List<HealthRow> health = List.of(
                new HealthRow(a, HealthState.ALIVE, NOW, null, List.of(), false, Duration.ofMillis(-5)),
                new HealthRow(b, HealthState.ALIVE, NOW, null, List.of(), false, Duration.ZERO));

        append(events, assignments, List.of(), health);

        assertThat(database.ask("SELECT message FROM event WHERE message LIKE 'good%' ORDER BY id"))
                .hasSize(20)
                .startsWith("good 0", "good 1")
                .endsWith("good 18", "good 19");
        assertThat(database.ask("SELECT count(*) FROM event WHERE message NOT LIKE 'good%' AND actor = 'watchdog'"))
                .containsExactly("0");
        assertThat(database.ask("SELECT route_id FROM route_assignment ORDER BY 1"))
                .containsExactly("1", "3");
        assertThat(database.ask("SELECT peer_id FROM peer_health")).containsExactly(Long.toString(b));
        assertThat(database.ask("SELECT what FROM ledger_refusal ORDER BY id"))
                .hasSize(5)
                .anySatisfy(what -> assertThat(what).contains("nul \\0 byte"))
                .anySatisfy(what -> assertThat(what).contains("routeId=2"));
        assertThat(database.ask("SELECT DISTINCT front_door FROM ledger_refusal"))
                .containsExactly("front-1");
    }

    private void append(
            List<Event> events, List<AssignmentRow> assignments, List<Long> removed, List<HealthRow> health) {
        await(store.ledger().append(new LedgerEntry(events, assignments, removed, health)));
    }

    private static Event event(String message, Map<String, Object> details) {
        return Event.of(EventName.GATEWAY_DOWN, NOW, Event.WATCHDOG, message, details);
    }
}
