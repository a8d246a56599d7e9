package dev.sluice.core.failover;

import static dev.sluice.core.Will.A;
import static dev.sluice.core.Will.B;
import static dev.sluice.core.Will.C;
import static dev.sluice.core.Will.D;
import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.core.FakeClock;
import dev.sluice.core.Will;
import dev.sluice.core.model.LoadBalancingPolicy;
import java.time.Instant;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Who serves when the operator has said something: drain, disable, drill, override, loopback. */
@Tag("core")
class ResolverWillTest {

    private static final Instant NOW = FakeClock.START;

    private final Will will = Will.pool(A, B, C).pinned("x", A);

    @Test
    void aDrainedPeerTakesNoNewRequests() {
        assertThat(Ruling.on(will.drain(A), "A+ B+ C+").because("x")).isEqualTo("B C, home_drained");
        assertThat(Ruling.on(will.drain(B), "A+ B+ C+").because("x")).isEqualTo("C, home_drained");
        assertThat(Ruling.on(will.drain(C), "A+ B+ C+").because("x")).isEqualTo("-, outage");
        assertThat(Ruling.on(will.resume(A), "A+ B+ C+").because("x")).isEqualTo("A, home");
    }

    @Test
    void aDisabledPeerTakesNone() {
        assertThat(Ruling.on(will.disable(A), "A+ B+ C+").because("x")).isEqualTo("B C, home_disabled");
        assertThat(Ruling.on(will.enable(A), "A? B+ C+").because("x")).isEqualTo("B C A, home_unknown");
    }

    @Test
    void aDeletedSubstituteIsPassedOver() {
        assertThat(Ruling.on(will.deletePeer(B), "A- B+ C+").because("x")).isEqualTo("C, home_down");
    }

    @Test
    void aDrilledPeerLooksDownUntilTheDrillEnds() {
        will.drill(A, NOW.plusNanos(1));
        assertThat(Ruling.on(will, "A+ B+ C+").because("x")).isEqualTo("B C, home_drilled");

        will.drill(A, NOW);
        assertThat(Ruling.on(will, "A+ B+ C+").because("x")).isEqualTo("A B C, home");
    }

    @Test
    void balancedPoolsLeaveOutWhoIsNotWanted() {
        Will balanced = Will.balanced(LoadBalancingPolicy.ROUND_ROBIN, A, B, C, D)
                .pooled("x", 1)
                .drain(A)
                .disable(B)
                .drill(C, NOW.plusSeconds(60));

        assertThat(Ruling.on(balanced, "A+ B+ C+ D~").because("x")).isEqualTo("D, balanced");
        assertThat(Ruling.on(balanced, "A+ B+ C- D-").because("x")).isEqualTo("-, outage");
    }

    @Test
    void aDrillThatWouldStopARouteCountsNoMoreForAnyRoute() {
        will.drill(A, NOW.plusSeconds(60)).pinned("alone", A, "127.0.0.1");
        Ruling ruling = Ruling.on(will, "A+ B+ C+");

        assertThat(ruling.because("alone")).isEqualTo("A, home");
        assertThat(ruling.because("x")).isEqualTo("A B C, home");
        assertThat(ruling.resolver().standing().overDrills())
                .containsOnly(Map.entry(100 + A, DrillEnd.WOULD_STOP_ROUTES));
    }

    // Overrides

    @ParameterizedTest(name = "{0} -> {1}")
    @CsvSource({
        "A+ B+ C+, 'C A B, override'",
        "A- B+ C+, 'C B, override'",
        "A+ B+ C~, 'C A B, override'", // it was in this cooldown when the operator spoke
        "A+ B+ C-, 'A B, home'",
        "A+ B+ C?, 'A B C, home'",
        "A- B- C-, '-, outage'",
    })
    void anOverrideHoldsWhileItsPeerIsAliveOrInACooldownBegunBeforeIt(String signs, String expected) {
        will.override("x", C, NOW.minus(Ruling.COOLING), null);

        assertThat(Ruling.on(will, signs).because("x")).isEqualTo(expected);
    }

    @Test
    void anOverrideDoesNotHoldInACooldownThatBeganAfterIt() {
        will.override("x", C, NOW.minus(Ruling.COOLING).minusNanos(1), null);

        assertThat(Ruling.on(will, "A+ B+ C~").because("x")).isEqualTo("A B C, home");
    }

    @Test
    void anOverrideToHomeBringsItHomeDuringItsCooldown() {
        will.override("x", A, NOW, null);

        assertThat(Ruling.on(will, "A~ B+ C+").because("x")).isEqualTo("A B C, override");
        assertThat(Ruling.on(will, "A+ B+ C+").because("x")).isEqualTo("A B C, home");
        assertThat(Ruling.on(will, "A- B+ C+").because("x")).isEqualTo("B C, home_down");
    }

    @Test
    void anOverrideExpires() {
        will.override("x", B, NOW.minusSeconds(60), NOW.plusNanos(1));
        assertThat(Ruling.on(will, "A+ B+ C+").because("x")).isEqualTo("B A C, override");

        will.override("x", B, NOW.minusSeconds(60), NOW);
        assertThat(Ruling.on(will, "A+ B+ C+").because("x")).isEqualTo("A B C, home");
    }

    @Test
    void anOverrideToNoCandidateCountsForNothing() {
        will.gateway(D).override("x", D, NOW, null);

        assertThat(Ruling.on(will, "A+ B+ C+ D+").because("x")).isEqualTo("A B C, home");
    }

    @Test
    void anOverrideToAPeerThatIsNotWantedCountsForNothing() {
        will.override("x", B, NOW, null);

        assertThat(Ruling.on(will.drain(B), "A+ B+ C+").because("x")).isEqualTo("A C, home");
        assertThat(Ruling.on(will.resume(B).disable(B), "A+ B+ C+").because("x"))
                .isEqualTo("A C, home");
        assertThat(Ruling.on(will.enable(B).drill(B, NOW.plusSeconds(1)), "A+ B+ C+")
                        .because("x"))
                .isEqualTo("A C, home");
        assertThat(Ruling.on(will.endDrill(B), "A+ B+ C+").because("x")).isEqualTo("B A C, override");
    }

    @Test
    void anOverrideMovesOnlyItsRoute() {
        will.pinned("y", A).override("x", B, NOW, null);
        Ruling ruling = Ruling.on(will, "A+ B+ C+");

        assertThat(ruling.of("x").servingId()).isEqualTo(B);
        assertThat(ruling.of("y").servingId()).isEqualTo(A);
    }

    @Test
    void anOverrideOfPoolRoutesGoesBeforePriorityAndPolicy() {
        Will pools = Will.pool(A, B, C)
                .pooled("ordered", 1)
                .andPool(2, A, B, C)
                .balance(2, LoadBalancingPolicy.LEAST_CONN)
                .pooled("balanced", 2)
                .override("ordered", C, NOW, null)
                .override("balanced", C, NOW, null);
        Ruling ruling = Ruling.on(pools, "A+ B~ C+");

        assertThat(ruling.because("ordered")).isEqualTo("C A B, override");
        assertThat(ruling.because("balanced")).isEqualTo("C | A | B, override");
        assertThat(ruling.of("balanced").servingId()).isEqualTo(C);
    }

    // The loopback rule

    @ParameterizedTest
    @ValueSource(strings = {"127.0.0.1", "127.8.9.1", "::1", "localhost", "LOCALHOST"})
    void aLoopbackLanHostMeansOnThatGatewayItself(String lanHost) {
        Will loopback = Will.pool(A, B).pinned("x", A, lanHost);

        assertThat(Ruling.on(loopback, "A+ B+").because("x")).isEqualTo("A, home");
        assertThat(Ruling.on(loopback, "A~ B+").because("x")).isEqualTo("A, home");
        assertThat(Ruling.on(loopback, "A- B+").because("x")).isEqualTo("-, loopback_home_down");
        assertThat(Ruling.on(loopback, "A- B+").of("x").lastResortId()).isEqualTo(A);
        assertThat(Ruling.on(loopback, "A- B+").of("x").poolId()).isZero();
        assertThat(Ruling.on(loopback.override("x", B, NOW, null), "A+ B+").because("x"))
                .isEqualTo("A, home");
    }

    @Test
    void withALanAddressOfHomeASubstituteMayServeALoopbackRoute() {
        Will loopback = Will.pool(A, B).pinned("x", A, "127.0.0.1").lanAddress(A, "192.168.1.1");

        assertThat(Ruling.on(loopback, "A+ B+").because("x")).isEqualTo("A B, home");
        assertThat(Ruling.on(loopback, "A- B+").because("x")).isEqualTo("B, home_down");
        assertThat(Ruling.on(loopback, "A- B-").because("x")).isEqualTo("-, outage");
    }

    @Test
    void aSubstitutesLanAddressSaysNothingOfHome() {
        Will loopback = Will.pool(A, B).pinned("x", A, "127.0.0.1").lanAddress(B, "192.168.1.2");

        assertThat(Ruling.on(loopback, "A- B+").because("x")).isEqualTo("-, loopback_home_down");
    }

    @Test
    void aPoolRouteWithALoopbackLanHostMeansOnWhicheverMemberServes() {
        Will loopback = Will.pool(A, B).pooled("x", 1, "localhost");

        assertThat(Ruling.on(loopback, "A- B+").because("x")).isEqualTo("B, home_down");
        assertThat(Ruling.on(Will.pool(A).pooled("x", 1, "localhost"), "A-").because("x"))
                .isEqualTo("-, outage");
    }

    @Test
    void aNeighbourThatOnlyLooksLikeLoopbackIsNone() {
        Will lan = Will.pool(A, B).pinned("x", A, "12.7.0.1").pinned("y", A, "localhost.lan");

        assertThat(Ruling.on(lan, "A- B+").because("x")).isEqualTo("B, home_down");
        assertThat(Ruling.on(lan, "A- B+").because("y")).isEqualTo("B, home_down");
    }

    @Test
    void twinsDoNotShareWhatDiffers() {
        Will mixed = Will.pool(A, B)
                .pinned("plain", A)
                .pinned("loopback", A, "127.0.0.1")
                .pinned("staying", A)
                .stayHome("staying")
                .pinned("twin", A, "192.168.1.7");
        Ruling ruling = Ruling.on(mixed, "A- B+");
        var all = ruling.resolver().resolve();

        assertThat(all.get(mixed.id("plain")).servingId()).isEqualTo(B);
        assertThat(all.get(mixed.id("twin")).servingId()).isEqualTo(B);
        assertThat(all.get(mixed.id("twin")).routeId()).isEqualTo(mixed.id("twin"));
        assertThat(all.get(mixed.id("loopback")).cause()).isEqualTo(Cause.LOOPBACK_HOME_DOWN);
        assertThat(all.get(mixed.id("staying")).cause()).isEqualTo(Cause.OUTAGE);
    }

    @Test
    void drainedHomeInCooldownIsDrained() {
        assertThat(Ruling.on(will.drain(A), "A~ B+ C+").of("x").cause()).isEqualTo(Cause.HOME_DRAINED);
    }
}
