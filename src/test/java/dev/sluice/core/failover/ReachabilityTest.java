package dev.sluice.core.failover;

import static dev.sluice.core.Will.A;
import static dev.sluice.core.Will.B;
import static dev.sluice.core.Will.C;
import static dev.sluice.core.Will.D;
import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.core.FakeClock;
import dev.sluice.core.Will;
import dev.sluice.core.model.LoadBalancingPolicy;
import java.time.Duration;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/**
 * A gateway that cannot reach the LAN host is passed over, but only in favour of one that did reach it since; otherwise the
 * application's own failure shows.
 */
@Tag("core")
class ReachabilityTest {

    private static final Duration NOW = Duration.ZERO;

    private final Will will = Will.pool(A, B, C).pinned("x", A).pinned("y", A);
    private final Ruling ruling = Ruling.on(will, "A+ B+ C+");

    private static Duration ago(long seconds) {
        return Duration.ofSeconds(seconds);
    }

    @Test
    void aReportAloneChangesNothing() {
        ruling.reaches(A, "x", false, ago(3), ago(2));

        assertThat(ruling.because("x")).isEqualTo("A B C, home");
    }

    @Test
    void aSiblingThatReachedItSinceIsPreferred() {
        ruling.reaches(A, "x", false, ago(3), ago(2)).reaches(C, "x", true, ago(1), NOW);

        assertThat(ruling.because("x")).isEqualTo("C A B, home_unreachable");
        assertThat(ruling.because("y")).isEqualTo("A B C, home");
    }

    @Test
    void aCheckThatBeganBeforeTheReportProvesNothing() {
        ruling.reaches(A, "x", false, ago(3), ago(2)).reaches(B, "x", true, ago(2), NOW);

        assertThat(ruling.because("x")).isEqualTo("A B C, home");
    }

    @Test
    void twoThatCannotReachItAreNoReasonToMove() {
        ruling.reaches(A, "x", false, ago(5), ago(4)).reaches(B, "x", false, ago(3), ago(2));

        assertThat(ruling.because("x")).isEqualTo("A B C, home");
    }

    @Test
    void homeThatReachesItStaysWhateverOthersSay() {
        ruling.reaches(A, "x", true, ago(5), ago(4))
                .reaches(B, "x", true, ago(1), NOW)
                .reaches(C, "x", false, ago(1), NOW);

        assertThat(ruling.because("x")).isEqualTo("A B C, home");
    }

    @Test
    void reportsExpireAfterThirtySeconds() {
        ruling.reaches(A, "x", false, ago(31), ago(30).minusNanos(1)).reaches(B, "x", true, ago(1), NOW);
        assertThat(ruling.of("x").servingId()).isEqualTo(B);

        ruling.reaches(A, "x", false, ago(31), ago(30));
        assertThat(ruling.of("x").servingId()).isEqualTo(A);
    }

    @Test
    void aProvenSiblingThatIsNotUsableHelpsNobody() {
        ruling.reaches(A, "x", false, ago(3), ago(2)).reaches(B, "x", true, ago(1), NOW);

        assertThat(ruling.standing("B-").because("x")).isEqualTo("A C, home");
        assertThat(ruling.standing("B+").because("x")).isEqualTo("B A C, home_unreachable");
        will.drain(B);
        assertThat(ruling.because("x")).isEqualTo("A C, home");
    }

    @Test
    void aProvenSiblingInCooldownIsUsable() {
        ruling.standing("A+ B- C~").reaches(A, "x", false, ago(3), ago(2)).reaches(C, "x", true, ago(1), NOW);

        assertThat(ruling.because("x")).isEqualTo("C A, home_unreachable");
    }

    @Test
    void theOperatorsWordGoesBeforeReachability() {
        will.override("x", A, FakeClock.START, null);
        ruling.reaches(A, "x", false, ago(3), ago(2)).reaches(B, "x", true, ago(1), NOW);

        assertThat(ruling.because("x")).isEqualTo("A B C, home");
    }

    @Test
    void aRouteThatMayNotLeaveHomeStays() {
        will.stayHome("x");
        ruling.reaches(A, "x", false, ago(3), ago(2)).reaches(B, "x", true, ago(1), NOW);

        assertThat(ruling.because("x")).isEqualTo("A, home");
    }

    // Balanced pools

    private final Ruling balanced =
            Ruling.on(Will.balanced(LoadBalancingPolicy.ROUND_ROBIN, A, B, C, D).pooled("x", 1), "A+ B+ C+ D~");

    @Test
    void aBalancedPoolPutsThoseThatCannotReachItBehindTheRestOfTheirClass() {
        balanced.reaches(A, "x", false, ago(3), ago(2)).reaches(B, "x", true, ago(1), NOW);

        assertThat(balanced.ladder("x")).isEqualTo("B C | A | D");
    }

    @Test
    void aBalancedPoolOfWhichNobodyReachesItStaysWhole() {
        balanced.reaches(A, "x", false, ago(3), ago(2))
                .reaches(B, "x", false, ago(3), ago(2))
                .reaches(C, "x", false, ago(3), ago(2));

        assertThat(balanced.ladder("x")).isEqualTo("A B C | D");
    }

    @Test
    void aWholeClassIsPassedOverInFavourOfAProvenMemberOfALowerOne() {
        balanced.reaches(A, "x", false, ago(3), ago(2))
                .reaches(B, "x", false, ago(3), ago(2))
                .reaches(C, "x", false, ago(3), ago(2))
                .reaches(D, "x", true, ago(1), NOW);

        assertThat(balanced.ladder("x")).isEqualTo("D | A B C");
    }

    @Test
    void aMemberOfWhichNothingIsKnownKeepsItsPlaceBeforeLowerClasses() {
        balanced.reaches(A, "x", false, ago(3), ago(2))
                .reaches(B, "x", false, ago(3), ago(2))
                .reaches(D, "x", true, ago(1), NOW);

        assertThat(balanced.ladder("x")).isEqualTo("C | A B | D");
    }
}
