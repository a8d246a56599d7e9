package dev.sluice.core.webhook;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.core.failover.Event;
import dev.sluice.core.failover.EventName;
import dev.sluice.core.model.WebhookPreset;
import dev.sluice.core.port.ActivityLog.Stored;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** What one message tells of. */
class BundleTest {

    private static final Instant START = Instant.parse("2026-11-22T10:00:00Z");

    private final List<Stored> log = new ArrayList<>();

    private BundleTest then(long millis, EventName name) {
        long id = log.size() + 1;
        Event event = new Event("u" + id, name, START.plusMillis(millis), "event " + id, "watchdog", Map.of());
        log.add(new Stored(id, event, "front"));
        return this;
    }

    private List<Long> told(WebhookPreset preset, long millis) {
        Bundle bundle = Bundle.next(log, preset, START.plusMillis(millis));
        return bundle == null
                ? List.of()
                : bundle.events().stream().map(Stored::id).toList();
    }

    @Test
    void nothingHappenedNothingIsTold() {
        assertThat(told(WebhookPreset.JSON, 0)).isEmpty();
        assertThat(told(WebhookPreset.SLACK, 99_000)).isEmpty();
    }

    @Test
    void programsAreToldOfEachEventAtOnce() {
        then(0, EventName.GATEWAY_DOWN).then(0, EventName.POOL_OUTAGE_STARTED);

        assertThat(told(WebhookPreset.JSON, 0)).containsExactly(1L);
    }

    @Test
    void peopleGetOneMessageOfAnOutageHoweverManyPoolsItTook() {
        then(0, EventName.GATEWAY_DOWN);
        for (int pool = 0; pool < 40; pool++) {
            then(5, EventName.POOL_OUTAGE_STARTED);
        }
        then(1900, EventName.ALL_PEERS_LOST).then(60_000, EventName.GATEWAY_ALIVE);

        Bundle bundle = Bundle.next(log, WebhookPreset.NTFY, START.plusMillis(60_000));

        assertThat(bundle.events()).hasSize(42);
        assertThat(bundle.lead().name()).isEqualTo(EventName.POOL_OUTAGE_STARTED);
        assertThat(bundle.uid()).isEqualTo("u1");
        assertThat(bundle.happenedAt()).isEqualTo(START);
    }

    @Test
    void aMessageForPeopleWaitsForWhatBelongsToIt() {
        then(0, EventName.GATEWAY_DOWN);

        assertThat(told(WebhookPreset.TEXT, 1999)).isEmpty();
        assertThat(told(WebhookPreset.TEXT, 2000)).containsExactly(1L);
        then(2001, EventName.GATEWAY_ALIVE);
        assertThat(told(WebhookPreset.TEXT, 0))
                .as("what comes later ends the wait")
                .containsExactly(1L);
    }

    @Test
    void aClockThatWasSetBackKeepsNobodyWaiting() {
        then(3_600_000, EventName.GATEWAY_DOWN);

        assertThat(told(WebhookPreset.SLACK, 0)).containsExactly(1L);
    }

    @Test
    void aMessageHasABound() {
        for (int i = 0; i < 700; i++) {
            then(0, EventName.ROUTE_CREATED);
        }

        assertThat(told(WebhookPreset.GOTIFY, 0)).hasSize(500).endsWith(500L);
    }
}
