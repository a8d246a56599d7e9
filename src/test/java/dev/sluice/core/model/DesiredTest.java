package dev.sluice.core.model;

import static dev.sluice.core.Will.A;
import static dev.sluice.core.Will.B;
import static dev.sluice.core.Will.C;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sluice.core.FakeClock;
import dev.sluice.core.Some;
import dev.sluice.core.Will;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@Tag("core")
class DesiredTest {

    private static Route route(long id) {
        return Some.route(id, "r" + id, new Target.Gateway(A, null));
    }

    private static Desired routes(long... ids) {
        Map<Long, Route> routes = new HashMap<>();
        for (long id : ids) {
            routes.put(id, route(id));
        }
        return new Desired(
                1, Map.of(), Map.of(), routes, Map.of(), Map.of(), Map.of(), Map.of(), Agents.NONE, Everywhere.NONE);
    }

    @Test
    void everythingIsInTheOrderOfItsIds() {
        Desired desired = routes(70, 3, 1_000_000, 16).with(route(5)).with(route(99));

        assertThat(desired.routes().keySet()).containsExactly(3L, 5L, 16L, 70L, 99L, 1_000_000L);
        assertThat(desired.withoutRoute(16).routes().keySet()).containsExactly(3L, 5L, 70L, 99L, 1_000_000L);
        assertThat(desired.withRoutes(List.of(route(4), route(2))).routes().keySet())
                .containsExactly(2L, 3L, 4L, 5L, 16L, 70L, 99L, 1_000_000L);
    }

    @Test
    void aChangeLeavesTheEarlierStateAsItWas() {
        Desired before = routes(1, 2);
        Desired after = before.with(Some.route(1, "other", new Target.Gateway(B, null)));

        assertThat(before.route(1)).isEqualTo(route(1));
        assertThat(after.route(1)).isNotEqualTo(route(1));
        assertThat(after.pools()).isSameAs(before.pools());
        assertThat(before.withoutRoute(7).routes()).isSameAs(before.routes());
    }

    @Test
    void nobodyCanWriteToIt() {
        Map<Long, Route> source = new HashMap<>(Map.of(1L, route(1)));
        Desired desired = new Desired(
                1, Map.of(), Map.of(), source, Map.of(), Map.of(), Map.of(), Map.of(), Agents.NONE, Everywhere.NONE);
        source.clear();

        assertThat(desired.routes()).hasSize(1);
        assertThatThrownBy(() -> desired.routes().clear()).isInstanceOf(UnsupportedOperationException.class);
        assertThatThrownBy(() -> desired.routes().put(2L, route(2))).isInstanceOf(UnsupportedOperationException.class);
        assertThatThrownBy(() -> desired.routes().values().remove(route(1)))
                .isInstanceOf(UnsupportedOperationException.class);
    }

    @Test
    void aDeletedRouteTakesItsOverrideAlong() {
        Desired desired = Will.nothing()
                .pinned("x", A)
                .override("x", A, FakeClock.START, null)
                .desired();

        assertThat(desired.withoutRoute(1).overrides()).isEmpty();
    }

    @Test
    void enabledPoolsOfAPeerGoByTheirIds() {
        Desired desired = Will.nothing()
                .andPool(9, A, B)
                .andPool(2, C, A)
                .andPool(5, A)
                .poolEnabled(5, false)
                .desired();

        assertThat(desired.enabledPoolsOf(A)).extracting(Pool::id).containsExactly(2L, 9L);
        assertThat(desired.enabledPoolsOf(99)).isEmpty();
    }

    @Test
    void statesOfTheSameContentAreEqual() {
        assertThat(routes(3, 1, 2)).isEqualTo(routes(1, 2, 3)).hasSameHashCodeAs(routes(2, 1, 3));
    }
}
