package dev.sluice.core.failover;

import static dev.sluice.core.Will.A;
import static dev.sluice.core.Will.B;
import static dev.sluice.core.Will.C;
import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.core.Will;
import dev.sluice.core.failover.Readiness.Obstacle;
import dev.sluice.core.model.LoadBalancingPolicy;
import dev.sluice.core.model.Route;
import java.time.Duration;
import java.util.Objects;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@Tag("core")
class ReadinessTest {

    private static final String X = "x";

    private static Readiness of(Will will, String signs) {
        Route route = Objects.requireNonNull(will.desired().route(will.id(X)));
        return Ruling.on(will, signs).readiness(route);
    }

    private static Obstacle whyNot(Will will, String signs) {
        Readiness readiness = of(will, signs);
        assertThat(readiness.survives()).isFalse();
        assertThat(readiness.ontoPeerId()).isZero();
        return Objects.requireNonNull(readiness.whyNot());
    }

    @Test
    void itSurvivesOntoTheNextOnTheLadder() {
        Will will = Will.pool(A, B, C).pinned(X, A);

        assertThat(of(will, "A+ B+ C+").ontoPeerId()).isEqualTo(B);
        assertThat(of(will, "A+ B- C~").ontoPeerId()).isEqualTo(C);
        assertThat(of(will, "A- B+ C+").ontoPeerId()).isEqualTo(C);
    }

    @Test
    void aBalancedPoolSurvivesOntoWhoeverThePolicyChooses() {
        Readiness readiness =
                of(Will.balanced(LoadBalancingPolicy.ROUND_ROBIN, A, B).pooled(X, 1), "A+ B+");

        assertThat(readiness.survives()).isTrue();
        assertThat(readiness.ontoPeerId()).isZero();
        assertThat(readiness.whyNot()).isNull();
    }

    @Test
    void whatDoesNotSurviveSaysWhy() {
        assertThat(whyNot(Will.pool(A, B).pinned(X, A), "A- B=")).isEqualTo(Obstacle.OUTAGE);
        assertThat(whyNot(Will.pool(A, B).pinned(X, A), "A+ B-")).isEqualTo(Obstacle.NO_USABLE_MEMBER);
        assertThat(whyNot(Will.pool(A, B).pinned(X, A).drain(B), "A+ B+")).isEqualTo(Obstacle.NO_USABLE_MEMBER);
        assertThat(whyNot(Will.pool(A).pinned(X, A), "A+")).isEqualTo(Obstacle.NO_OTHER_MEMBER);
        assertThat(whyNot(Will.pool(A).pooled(X, 1), "A+")).isEqualTo(Obstacle.NO_OTHER_MEMBER);
        assertThat(whyNot(Will.nothing().pinned(X, A), "A+")).isEqualTo(Obstacle.NO_POOL);
        assertThat(whyNot(Will.pool(A, B).poolEnabled(1, false).pinned(X, A), "A+ B+"))
                .isEqualTo(Obstacle.NO_POOL);
        assertThat(whyNot(Will.pool(A, B).pinned(X, A, "localhost"), "A+ B+")).isEqualTo(Obstacle.LOOPBACK);
        assertThat(whyNot(Will.nothing().regular(A, 3000).application(X, A, null), "A+"))
                .isEqualTo(Obstacle.REGULAR_PEER);
    }

    @Test
    void aSiblingThatDoesNotReachTheLanHostIsNoHelp() {
        Will will = Will.pool(A, B, C).pinned(X, A);
        Route route = Objects.requireNonNull(will.desired().route(will.id(X)));
        Ruling ruling = Ruling.on(will, "A+ B+ C-").reaches(B, X, false, Duration.ofSeconds(3), Duration.ofSeconds(2));

        assertThat(ruling.readiness(route).whyNot()).isEqualTo(Obstacle.LAN_HOST_UNREACHED);

        ruling.standing("C+");
        assertThat(ruling.readiness(route).whyNot()).isEqualTo(Obstacle.LAN_HOST_UNREACHED);
        ruling.reaches(C, X, true, Duration.ofSeconds(1), Duration.ZERO);
        assertThat(ruling.readiness(route).ontoPeerId()).isEqualTo(C);
    }
}
