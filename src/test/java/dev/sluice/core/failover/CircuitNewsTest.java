package dev.sluice.core.failover;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.core.Some;
import dev.sluice.core.circuit.Breakers;
import dev.sluice.core.model.Desired;
import dev.sluice.core.model.Target;
import dev.sluice.core.port.Moment;
import dev.sluice.core.site.CircuitBreaker;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Test;

/** What is told of circuits, and how often. */
class CircuitNewsTest {

    private final Breakers breakers =
            new Breakers(new CircuitBreaker(1, 1, Duration.ofSeconds(10), Duration.ofHours(1), List.of(503)));
    private final CircuitNews news = new CircuitNews();
    private long seconds;

    private List<String> look(Map<Long, Breakers> circuits) {
        return look(Desired.EMPTY, circuits);
    }

    private List<String> look(Desired desired, Map<Long, Breakers> circuits) {
        Moment now = new Moment(Duration.ofSeconds(seconds).toNanos(), Instant.EPOCH.plusSeconds(seconds));
        Snapshot snapshot = new Snapshot(desired, Map.of(), Map.of(), circuits, Map.of(), Reachability.NONE);
        return news.look(snapshot, now).stream()
                .map(event -> event.name().wire() + ": " + event.message())
                .toList();
    }

    private List<String> look() {
        return look(Map.of(7L, breakers));
    }

    private void fail() {
        Objects.requireNonNull(breakers.enter(1L)).failed();
    }

    @Test
    void itIsToldOnceThatOneIsOpen() {
        assertThat(look()).isEmpty();
        Objects.requireNonNull(breakers.enter(1L)).answered(200);
        assertThat(look()).isEmpty();
        fail();
        assertThat(look())
                .containsExactly("circuit_opened: #7 leaves #1 alone for now, since 1 of 2 requests within 10s failed");
        seconds += 100;
        assertThat(look()).isEmpty();
        Breakers closed = new Breakers(breakers.terms());
        Objects.requireNonNull(closed.enter(1L)).answered(200);
        assertThat(look(Map.of(7L, closed))).containsExactly("circuit_closed: #7 goes to #1 again");
        assertThat(look(Map.of(7L, closed))).isEmpty();
        assertThat(look(Map.of())).isEmpty();
    }

    /** Edited, or switched off: nobody waits for its end in vain. */
    @Test
    void theEndOfOneThatIsForgottenIsTold() {
        Desired led =
                Desired.EMPTY.with(Some.gateway(1)).with(Some.route(7, "app.example", new Target.Gateway(1, null)));
        fail();
        assertThat(look(led, Map.of(7L, breakers))).hasSize(1);
        assertThat(look(led, Map.of(7L, new Breakers(breakers.terms()))))
                .containsExactly("circuit_closed: app.example goes to gw-a again");
        assertThat(look(led, Map.of())).isEmpty();
    }

    @Test
    void oneThatOpensAgainAndAgainIsToldOfOnceAMinute() {
        Breakers closed = new Breakers(breakers.terms());
        Objects.requireNonNull(closed.enter(1L)).answered(200);
        fail();
        int opened = 0;
        int ended = 0;
        for (seconds = 0; seconds < 600; seconds++) {
            for (String told : look(Map.of(7L, seconds % 2 == 0 ? breakers : closed))) {
                opened += told.startsWith("circuit_opened") ? 1 : 0;
                ended += told.startsWith("circuit_closed") ? 1 : 0;
            }
        }
        assertThat(opened).isEqualTo(10);
        assertThat(ended).isEqualTo(10);
    }
}
