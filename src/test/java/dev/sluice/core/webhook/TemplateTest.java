package dev.sluice.core.webhook;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.core.failover.Event;
import dev.sluice.core.failover.EventName;
import dev.sluice.core.port.ActivityLog.Stored;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TemplateTest {

    private static final Instant START = Instant.parse("2026-11-22T10:00:00Z");
    private static final Bundle OUTAGE = new Bundle(List.of(
            stored("u1", EventName.GATEWAY_DOWN, "a is down", Map.of("peer_name", "a")),
            stored("u2", EventName.POOL_OUTAGE_STARTED, "p costs $1 {event}", Map.of("pool_name", "p\\1"))));

    private static Stored stored(String uid, EventName name, String message, Map<String, Object> details) {
        return new Stored(7, new Event(uid, name, START, message, "watchdog", details), "front");
    }

    @ParameterizedTest
    @CsvSource({
        "{message}, p costs $1 {event}",
        "{event}/{severity}/{count}, pool_outage_started/error/2",
        "{uid} {at} {actor}, u1 2026-11-22T10:00:00Z watchdog",
        "{front_door}, front",
        "{details.pool_name}, p\\1",
        "x{details.peer_name}x, xx",
        "{\"text\":1}{}{ message }, {\"text\":1}{}{ message }"
    })
    void placesAreFilledOnceAndNothingElseIsTouched(String template, String text) {
        assertThat(Template.fill(template, OUTAGE)).isEqualTo(text);
    }

    @Test
    void aLineForEachThingThatHappenedTheWorstFirst() {
        assertThat(Template.fill("{messages}", OUTAGE)).isEqualTo("p costs $1 {event}\na is down");
    }

    @Test
    void nobodyReadsAThousandLines() {
        List<Stored> many = new ArrayList<>();
        for (int i = 0; i < 1000; i++) {
            many.add(stored("u" + i, EventName.ROUTE_CREATED, "route " + i / 2, Map.of()));
        }

        assertThat(Template.messages(new Bundle(many)).lines())
                .hasSize(21)
                .startsWith("route 0", "route 1")
                .endsWith("and 480 more");
    }

    @Test
    void placesThatDoNotExistAreTold() {
        assertThat(Template.unknown("{message} {massage} {details.x} {detail.x} {details}"))
                .containsExactly("{massage}", "{detail.x}", "{details}");
    }
}
