package dev.sluice.core.traffic;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.core.traffic.TrafficCounts.Answers;
import dev.sluice.core.traffic.TrafficRates.RouteRate;
import dev.sluice.core.traffic.TrafficWindow.Reading;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** What one reading after another of counters that only grow says of now. */
class TrafficWindowTest {

    private static final double[] BOUNDS = {0.001, 0.01, Double.POSITIVE_INFINITY};

    private final TrafficWindow window = new TrafficWindow();
    private final Map<Long, Answers> routes = new HashMap<>();
    private final Map<Long, Long> peers = new HashMap<>();
    private final long[] durations = new long[BOUNDS.length];

    private @Nullable TrafficRates at(double seconds) {
        long nanos = Long.MAX_VALUE - TimeUnit.SECONDS.toNanos(5) + (long) (seconds * 1e9); // they may overflow
        TrafficCounts counts = new TrafficCounts(routes, new Durations(BOUNDS, durations));
        return window.next(new Reading(nanos, counts, Map.copyOf(peers)));
    }

    private TrafficRates then(double seconds) {
        return Objects.requireNonNull(at(seconds));
    }

    @Test
    void theFirstReadingSaysNothingYet() {
        routes.put(1L, new Answers(1_000, 10));
        assertThat(at(0)).isNull();
        assertThat(at(0)).isNull();
    }

    @Test
    void ratesAreSinceTheReadingBeforeByTheTimeThatPassed() {
        routes.put(0L, new Answers(7, 0));
        routes.put(1L, new Answers(100, 5));
        at(0);
        routes.put(0L, new Answers(8, 0));
        routes.put(1L, new Answers(120, 7));
        routes.put(2L, new Answers(3, 3));
        peers.put(9L, 40L);
        TrafficRates rates = then(2);

        assertThat(rates.requests()).isEqualTo(12);
        assertThat(rates.errors()).isEqualTo(2.5);
        assertThat(rates.routes()).containsExactly(new RouteRate(1, 10, 1), new RouteRate(2, 1.5, 1.5));
        assertThat(rates.peers()).isEqualTo(Map.of(9L, 20.0));
    }

    @Test
    void aRouteWhoseTrafficEndedIsToldOnceMore() {
        routes.put(1L, new Answers(1, 0));
        routes.put(2L, new Answers(1, 0));
        at(0);
        routes.put(1L, new Answers(2, 0));
        assertThat(then(1).routes()).containsExactly(new RouteRate(1, 1, 0));
        assertThat(then(2).routes()).containsExactly(new RouteRate(1, 0, 0));
        assertThat(then(3).routes()).isEmpty();
    }

    @Test
    void aRouteThatIsForgottenCountsNoMore() {
        routes.put(1L, new Answers(50, 0));
        at(0);
        routes.put(1L, new Answers(60, 0));
        then(1);
        routes.clear();
        assertThat(then(2).requests()).isZero();
        assertThat(then(3).routes()).isEmpty();
    }

    @Test
    void durationsAreThoseOfTheLastTenSeconds() {
        durations[1] = 500;
        at(0);
        durations[0] = 10;
        assertThat(then(1).p50()).isEqualTo(0.0005);
        for (int second = 2; second < 10; second++) {
            assertThat(then(second).p99()).isEqualTo(0.00099);
        }
        assertThat(then(10).p50()).isEqualTo(0.0005);
        assertThat(then(11).p50()).isNull();
        durations[2] = 1;
        assertThat(then(12).p50()).isEqualTo(0.01);
    }

    @Test
    void theBusiestAreToldOfIfThereAreTooMany() {
        int all = TrafficWindow.MOST_ROUTES + 10;
        at(0);
        for (long id = 1; id <= all; id++) {
            routes.put(id, new Answers(id, 0));
        }
        TrafficRates rates = then(1);
        assertThat(rates.requests()).isEqualTo(all * (all + 1) / 2.0);
        assertThat(rates.routes()).hasSize(TrafficWindow.MOST_ROUTES);
        assertThat(rates.routes().get(0)).isEqualTo(new RouteRate(all, all, 0));
        assertThat(rates.routes()).noneMatch(route -> route.routeId() <= 10);
    }
}
