package dev.sluice.store;

import static dev.sluice.store.FreshDatabase.await;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sluice.core.failover.Event;
import dev.sluice.core.failover.EventName;
import dev.sluice.core.port.ActivityFilter;
import dev.sluice.core.port.ActivityLog;
import dev.sluice.core.port.ApiToken;
import dev.sluice.core.port.LedgerEntry;
import dev.sluice.core.port.NewApiToken;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** The activity log and the tokens. */
class KeptThingsTest extends StoreSuite {
    private static final Instant NOW = Instant.parse("2026-11-22T10:00:00Z");

    @Test
    void eventsAreFoundNewestFirstByNameAndTimeInPages() {
        List<Event> events = new ArrayList<>();
        for (int i = 0; i < 10; i++) {
            EventName name = i % 2 == 0 ? EventName.GATEWAY_DOWN : EventName.GATEWAY_ALIVE;
            events.add(Event.of(name, NOW.plusSeconds(i), "watchdog", "event " + i, Map.of("n", i)));
        }
        // Written late, as after an outage of the database: its own time is what counts.
        events.add(events.remove(3));
        await(store.ledger().append(new LedgerEntry(events, List.of(), List.of(), List.of())));

        assertThat(find(List.of(), null, null, 4, 0).items())
                .extracting(stored -> stored.event().message())
                .containsExactly("event 9", "event 8", "event 7", "event 6");
        assertThat(find(List.of(), null, null, 4, 4).items())
                .extracting(stored -> stored.event().message())
                .containsExactly("event 5", "event 4", "event 3", "event 2");
        assertThat(find(List.of("gateway_down"), null, null, 100, 0).total()).isEqualTo(5);
        ActivityLog.Page between = find(List.of(), NOW.plusSeconds(2), NOW.plusSeconds(5), 1, 0);
        assertThat(between.total()).isEqualTo(3);
        ActivityLog.Stored newest = between.items().get(0);
        assertThat(newest.event())
                .isEqualTo(events.get(3))
                .extracting(Event::message)
                .isEqualTo("event 4");
        assertThat(newest.frontDoor()).isEqualTo("front-1");
        assertThat(newest.id()).isPositive();
        assertThat(find(List.of("no_such_event"), null, null, 10, 0)).isEqualTo(new ActivityLog.Page(List.of(), 0));
    }

    @Test
    void thePageIsNeverLongerThanAllowedAndNamesOfANewerSluiceAreNoStumblingBlock() {
        database.ask("INSERT INTO event (uid, event, at, severity, message, actor, front_door, details)"
                + " SELECT 'u' || i, CASE WHEN i > 300 THEN 'invented_later' ELSE 'gateway_down' END, now(), 'warn', 'm',"
                + " 'watchdog', 'f', '{}' FROM generate_series(1, 310) i");

        ActivityLog.Page page = find(List.of(), null, null, 100_000, 0);

        assertThat(page.items()).hasSize(250);
        assertThat(page.total()).isEqualTo(300);
    }

    private ActivityLog.Page find(List<String> names, Instant from, Instant until, int limit, int offset) {
        return await(
                store.activityLog().find(ActivityLog.Query.page(ActivityFilter.of(names, from, until), limit, offset)));
    }

    private ApiToken add(String name, int seed, String... scopes) {
        byte[] hash = new byte[32];
        hash[5] = (byte) seed;
        return await(store.apiTokens().add(new NewApiToken(name, hash, Set.of(scopes), null), told(name)));
    }

    private static Event told(String name) {
        return Event.of(EventName.TOKEN_CREATED, NOW, "ops", name, Map.of());
    }

    @Test
    void tokensAreKeptByTheirHashAloneWithTheEventThatTellsOfThem() {
        ApiToken first = add("first", 7, "read", "operate");
        add("second", 8, "admin");

        assertThatThrownBy(() -> add("FIRST", 9, "read")).hasMessageContaining("Another token is named");

        List<ApiToken> all = await(database.open("front-2").apiTokens().all());
        assertThat(all).extracting(ApiToken::name).containsExactly("first", "second");
        assertThat(all.get(0).sha256()).isEqualTo(first.sha256());
        assertThat(all.get(0).scopes()).containsExactlyInAnyOrder("read", "operate");
        assertThat(all.get(0).createdAt()).isEqualTo(first.createdAt());
        assertThat(database.ask("SELECT message FROM event ORDER BY id")).containsExactly("first", "second");
    }

    @Test
    void aTokenThatIsTakenBackIsGoneAndTheLastUseIsTheLatest() {
        ApiToken first = add("first", 7, "read");
        ApiToken second = add("second", 8, "read");
        await(store.apiTokens().used(Map.of(first.id(), NOW, second.id(), NOW)));
        await(store.apiTokens().used(Map.of(first.id(), NOW.minusSeconds(5))));
        await(store.apiTokens().used(Map.of(second.id(), NOW.plusSeconds(5), 4711L, NOW)));

        assertThat(await(store.apiTokens().remove(4711, told("none")))).isFalse();
        assertThat(await(store.apiTokens().all()))
                .extracting(ApiToken::lastUsedAt)
                .containsExactly(NOW, NOW.plusSeconds(5));
        assertThat(await(store.apiTokens().remove(first.id(), told("gone")))).isTrue();
        assertThat(await(store.apiTokens().all())).extracting(ApiToken::name).containsExactly("second");
        assertThat(database.ask("SELECT message FROM event ORDER BY id")).containsExactly("first", "second", "gone");
    }
}
