package dev.sluice.core;

import static dev.sluice.core.Will.A;
import static dev.sluice.core.Will.B;
import static dev.sluice.core.Will.C;
import static dev.sluice.core.Will.COOLDOWN;
import static dev.sluice.core.Will.D;
import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.core.model.LoadBalancingPolicy;
import dev.sluice.core.model.Target;
import java.time.Duration;
import java.util.List;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * The edge cases that earlier products of this kind got wrong, as a table: what happens to a pool of A, B and C, and who then
 * serves the route {@code x}, which is pinned to A.
 */
@Tag("core")
class EdgeCasesTest {

    private static final long NOBODY = 0;
    private static final Duration FIVE_MINUTES = Duration.ofMinutes(5);

    private record Case(String name, Supplier<Scenario> story, long serving) {
        @Override
        public String toString() {
            return name;
        }
    }

    private static Scenario three() {
        return Scenario.healthy(Will.pool(A, B, C).pinned("x", A));
    }

    private static Scenario two() {
        return Scenario.healthy(Will.pool(A, B).pinned("x", A));
    }

    private static Case row(String name, Supplier<Scenario> story, long serving) {
        return new Case(name, story, serving);
    }

    static Stream<Case> cases() {
        return Stream.of(losses(), wills(), restarts()).flatMap(List::stream);
    }

    private static List<Case> losses() {
        return List.of(
                row("all members are down", () -> three().kill(A, B, C), NOBODY),
                row(
                        "one comes back after all were down",
                        () -> three().kill(A, B, C).revive(B),
                        B),
                row(
                        "one comes back that was down when home was lost",
                        () -> three().kill(B, C).kill(A).revive(C),
                        C),
                row("the substitute dies too", () -> three().kill(A).kill(B), C),
                row(
                        "the substitute dies during home's cooldown",
                        () -> two().kill(A).revive(A).kill(B),
                        A),
                row("home and substitute die in the same instant", () -> three().kill(A, B), C),
                row(
                        "home recovers while the substitute is down",
                        () -> two().kill(A).kill(B).revive(A),
                        A),
                row(
                        "a better substitute recovers",
                        () -> three().kill(A, B).revive(B).pass(COOLDOWN),
                        B),
                row(
                        "home recovers, and its cooldown is not over",
                        () -> three().kill(A).revive(A),
                        B),
                row(
                        "home recovers, and its cooldown is over",
                        () -> three().kill(A).revive(A).pass(COOLDOWN),
                        A));
    }

    private static List<Case> wills() {
        return List.of(
                row("the substitute is taken out of the pool", () -> lostThen(will -> will.members(1, A, C)), C),
                row("home is taken out of the pool", () -> lostThen(will -> will.members(1, B, C)), NOBODY),
                row(
                        "home is taken out, and recovers",
                        () -> lostThen(will -> will.members(1, B, C)).revive(A),
                        A),
                row("the pool is deleted", () -> lostThen(will -> will.deletePool(1)), NOBODY),
                row(
                        "the pool is deleted, and home recovers",
                        () -> lostThen(will -> will.deletePool(1)).revive(A),
                        A),
                row("the pool is disabled", () -> lostThen(will -> will.poolEnabled(1, false)), NOBODY),
                row("the priorities are reordered", () -> lostThen(will -> will.members(1, A, C, B)), C),
                row("the mode is changed", () -> lostThen(will -> will.balance(1, LoadBalancingPolicy.IP_HASH)), B),
                row("the substitute is deleted", () -> lostThen(will -> will.deletePeer(B)), C),
                row("the substitute is disabled", () -> lostThen(will -> will.disable(B)), C),
                row("the substitute is drained", () -> lostThen(will -> will.drain(B)), C),
                row("home is disabled, though it answers", () -> three().edit(will -> will.disable(A)), B),
                row(
                        "home is enabled again",
                        () -> three().edit(will -> will.disable(A))
                                .edit(will -> will.enable(A))
                                .answers(A),
                        A),
                row(
                        "the route gets another home",
                        () -> lostThen(will -> will.route("x", new Target.Gateway(C, null)))
                                .revive(A)
                                .pass(COOLDOWN),
                        C),
                row(
                        "the route is moved into the pool",
                        () -> lostThen(will -> will.route("x", new Target.Pooled(1, null)))
                                .revive(A)
                                .pass(COOLDOWN),
                        A),
                row(
                        "home is in several pools",
                        () -> Scenario.healthy(Will.nothing()
                                        .andPool(7, A, B)
                                        .andPool(3, A, D)
                                        .pinned("x", A))
                                .kill(A),
                        D),
                row(
                        "a gateway is made that never answers",
                        () -> three().edit(will -> will.pinned("new", D).members(1, D, A, B, C))
                                .kill(D),
                        A));
    }

    private static Scenario lostThen(UnaryOperator<Will> change) {
        return three().kill(A).edit(change);
    }

    private static List<Case> restarts() {
        return List.of(
                row(
                        "stopped for five minutes, all is well",
                        () -> three().restart(FIVE_MINUTES).answers(A, B, C).open(),
                        A),
                row(
                        "stopped for five minutes, and nobody has answered yet",
                        () -> three().restart(FIVE_MINUTES).open(),
                        A),
                row(
                        "stopped, and only another has answered yet",
                        () -> three().restart(FIVE_MINUTES).answers(B).open(),
                        A),
                row("frozen for thirty seconds", () -> three().standStill(Duration.ofSeconds(30)), A));
    }

    @ParameterizedTest
    @MethodSource("cases")
    void theRouteIsServedBy(Case edge) {
        assertThat(edge.story().get().serving("x")).isEqualTo(edge.serving());
    }

    @ParameterizedTest
    @MethodSource("restarts")
    void timeThatWasMissedIsNoNews(Case edge) {
        assertThat(edge.story().get().news()).isEmpty();
    }
}
