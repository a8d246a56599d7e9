package dev.sluice.core.failover;

import static dev.sluice.core.Will.A;
import static dev.sluice.core.Will.B;
import static dev.sluice.core.Will.C;
import static dev.sluice.core.Will.D;
import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.core.Some;
import dev.sluice.core.Will;
import dev.sluice.core.model.LoadBalancingPolicy;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Who serves, by the states of the candidates alone. */
@Tag("core")
class ResolverLadderTest {

    /** A route pinned to position 1, and a route of the whole failover pool, are served alike. */
    @ParameterizedTest(name = "{0} -> {1} because {2}")
    @CsvSource({
        "A+ B+ C+, A B C, home",
        "A+ B- C+, A C,   home",
        "A+ B- C-, A,     home",
        "A+ B~ C?, A B C, home",
        "A+ B? C~, A C B, home",
        "A- B+ C+, B C,   home_down",
        "A= B+ C+, B C,   home_down",
        "A- B- C+, C,     home_down",
        "A- B~ C+, C B,   home_down",
        "A- B~ C?, B C,   home_down",
        "A- B? C~, C B,   home_down",
        "A- B? C?, B C,   home_down",
        "A- B- C-, -,     outage",
        "A~ B+ C+, B C A, home_cooldown",
        "A~ B- C+, C A,   home_cooldown",
        "A~ B- C-, A,     home",
        "A~ B~ C-, A B,   home",
        "A~ B~ C+, C A B, home_cooldown",
        "A~ B? C-, A B,   home",
        "A? B+ C+, B C A, home_unknown",
        "A? B~ C-, B A,   home_unknown",
        "A? B? C-, A B,   home",
        "A? B- C-, A,     home",
    })
    void ofAPoolOfThree(String signs, String ladder, String cause) {
        Ruling ruling = Ruling.on(Will.pool(A, B, C).pinned("pinned", A).pooled("pooled", 1), signs);

        assertThat(ruling.because("pinned")).isEqualTo(ladder + ", " + cause);
        assertThat(ruling.because("pooled")).isEqualTo(ladder + ", " + cause);
        assertThat(ruling.of("pinned").homeId()).isEqualTo(A);
        assertThat(ruling.of("pooled").homeId()).isEqualTo(A);
    }

    @ParameterizedTest(name = "{0} -> {1} because {2}")
    @CsvSource({
        "A+ B+ C+, B A C, home",
        "A+ B- C+, A C,   home_down",
        "A- B- C+, C,     home_down",
        "A+ B~ C+, A C B, home_cooldown",
        "A~ B~ C-, B A,   home",
        "A~ B? C+, C A B, home_unknown",
    })
    void homeGoesBeforeBetterSiblings(String signs, String ladder, String cause) {
        Ruling ruling = Ruling.on(Will.pool(A, B, C).pinned("x", B), signs);

        assertThat(ruling.because("x")).isEqualTo(ladder + ", " + cause);
    }

    @ParameterizedTest(name = "{0} -> {1} because {2}")
    @CsvSource({
        "A+ B+ C+, A B C,     balanced",
        "A+ B- C+, A C,       balanced",
        "A+ B~ C+, A C | B,   balanced",
        "A+ B~ C?, A | B | C, balanced",
        "A- B~ C?, B | C,     balanced",
        "A- B? C?, B C,       balanced",
        "A- B- C-, -,         outage",
    })
    void aBalancedPoolIsServedByAllOfTheBestClass(String signs, String ladder, String cause) {
        Ruling ruling = Ruling.on(
                Will.balanced(LoadBalancingPolicy.ROUND_ROBIN, A, B, C).pooled("x", 1), signs);

        assertThat(ruling.because("x")).isEqualTo(ladder + ", " + cause);
        assertThat(ruling.of("x").servingId()).isZero();
        assertThat(ruling.of("x").homeId()).isZero();
        assertThat(ruling.of("x").poolId()).isEqualTo(1);
    }

    @Test
    void aPinnedRouteFailsOverInABalancedPoolToo() {
        Ruling ruling =
                Ruling.on(Will.balanced(LoadBalancingPolicy.IP_HASH, A, B, C).pinned("x", B), "A+ B- C+");

        assertThat(ruling.because("x")).isEqualTo("A C, home_down");
    }

    @Test
    void homeInNoPoolIsTheOnlyCandidate() {
        Will will = Will.pool(B, C).pinned("x", A);

        assertThat(Ruling.on(will, "A+ B+ C+").because("x")).isEqualTo("A, home");
        assertThat(Ruling.on(will, "A- B+ C+").because("x")).isEqualTo("-, outage");
        assertThat(Ruling.on(will, "A- B+ C+").of("x").poolId()).isZero();
    }

    @Test
    void severalPoolsGoByTheirIdsThenPriorityThenPeerId() {
        Will will = Will.nothing().andPool(7, A, C).andPool(3, A, D, B).pinned("x", A);

        assertThat(Ruling.on(will, "A- B+ C+ D+").because("x")).isEqualTo("D B C, home_down");
        assertThat(Ruling.on(will, "A- B+ C+ D-").because("x")).isEqualTo("B C, home_down");
        assertThat(Ruling.on(will, "A- B~ C+ D~").because("x")).isEqualTo("C D B, home_down");
        assertThat(Ruling.on(will, "A- B+ C+ D+").of("x").poolId()).isEqualTo(3);
        assertThat(Ruling.on(will, "A- B- C+ D-").of("x").poolId()).isEqualTo(7);
    }

    @Test
    void membersOfEqualPriorityGoByTheirIds() {
        Will will = Will.pool(C, A, B).pool(1, Some::poolOfEquals).pooled("x", 1);

        assertThat(Ruling.on(will, "A+ B+ C+").ladder("x")).isEqualTo("A B C");
    }

    @Test
    void aDisabledPoolBacksNobody() {
        Will will = Will.pool(A, B).pinned("pinned", A).pooled("pooled", 1).poolEnabled(1, false);

        assertThat(Ruling.on(will, "A- B+").because("pinned")).isEqualTo("-, outage");
        assertThat(Ruling.on(will, "A+ B+").because("pinned")).isEqualTo("A, home");
        assertThat(Ruling.on(will, "A+ B+").because("pooled")).isEqualTo("-, outage");
    }

    @Test
    void aDeletedPoolBacksNobody() {
        Will will = Will.pool(A, B).pinned("x", A).deletePool(1);

        assertThat(Ruling.on(will, "A- B+").because("x")).isEqualTo("-, outage");
    }

    @Test
    void aRouteToldToStayHomeStays() {
        Will will = Will.pool(A, B).pinned("x", A).stayHome("x");

        assertThat(Ruling.on(will, "A- B+").because("x")).isEqualTo("-, outage");
        assertThat(Ruling.on(will, "A~ B+").because("x")).isEqualTo("A, home");
        assertThat(Ruling.on(will, "A- B+").of("x").poolId()).isZero();
    }

    @Test
    void aRegularPeerHasNoSubstitute() {
        Will will = Will.pool(A, B).regular(C, 3000).application("x", C, null);

        assertThat(Ruling.on(will, "A+ B+ C+").because("x")).isEqualTo("C, home");
        assertThat(Ruling.on(will, "A+ B+ C-").because("x")).isEqualTo("-, outage");
    }

    @Test
    void disabledRoutesAreServedByNobody() {
        Will will = Will.pool(A).pinned("x", A).pinned("y", A).routeEnabled("x", false);

        assertThat(Ruling.on(will, "A+").resolver().resolve().keySet()).containsExactly(will.id("y"));
    }

    @Test
    void routesAreResolvedInTheOrderOfTheirIds() {
        Will will = Will.pool(A);
        for (int i = 0; i < 60; i++) {
            will.pinned("r" + i, A);
        }
        for (int i = 0; i < 60; i++) {
            will = i % 13 == 0 ? will : will.deleteRoute("r" + i);
        }

        assertThat(List.copyOf(Ruling.on(will, "A+").resolver().resolve().keySet()))
                .hasSize(5)
                .isSorted();
    }

    // Rule 5: the last resort

    @ParameterizedTest(name = "{0} -> dials {1} all the same")
    @CsvSource({"A-, A", "A=, -", "A+, -", "A~, -", "A?, -"})
    void anOnlyCandidateThatRefusedIsDialledAllTheSame(String signs, String lastResort) {
        Ruling ruling = Ruling.on(Will.pool(B).pinned("x", A), signs + " B+");

        assertThat(Ruling.letter(ruling.of("x").lastResortId())).isEqualTo(lastResort);
    }

    @Test
    void ofSeveralCandidatesNoneIsALastResort() {
        assertThat(Ruling.on(Will.pool(A, B).pinned("x", A), "A- B-").of("x").lastResortId())
                .isZero();
    }

    @Test
    void aCandidateThatTheOperatorTookAwayDoesNotCount() {
        Will will = Will.pool(A, B).pinned("x", A).pooled("y", 1);

        assertThat(Ruling.on(will.drain(B), "A- B+").of("x").lastResortId()).isEqualTo(A);
        assertThat(Ruling.on(will.resume(B).disable(B), "A- B+").of("y").lastResortId())
                .isEqualTo(A);
        assertThat(Ruling.on(will.drain(A), "A- B-").of("x").lastResortId()).isZero();
    }

    @Test
    void anOnlyMemberOfABalancedPoolIsALastResortToo() {
        Will will = Will.balanced(LoadBalancingPolicy.ROUND_ROBIN, A).pooled("x", 1);

        assertThat(Ruling.on(will, "A-").of("x").lastResortId()).isEqualTo(A);
    }
}
