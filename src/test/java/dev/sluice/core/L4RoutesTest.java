package dev.sluice.core;

import static dev.sluice.core.Will.A;
import static dev.sluice.core.Will.B;
import static dev.sluice.core.Will.C;
import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.core.balance.Caller;
import dev.sluice.core.balance.Upstream;
import dev.sluice.core.failover.Losses;
import dev.sluice.core.failover.Reachability;
import dev.sluice.core.failover.Readiness;
import dev.sluice.core.model.L4TlsMode;
import dev.sluice.core.model.LoadBalancingPolicy;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** L4 routes are resolved as any others are; only the ports differ. */
@Tag("core")
class L4RoutesTest {

    private static List<String> order(Scenario s, int port) {
        PortPlan plan = Objects.requireNonNull(s.board.table().port(port));
        Upstream[] order = Objects.requireNonNull(plan.taker()).order(Caller.UNKNOWN);
        return Arrays.stream(order)
                .map(upstream -> upstream.peerId() + ":" + upstream.port())
                .toList();
    }

    @Test
    void gatewaysAreDialledOnTheNumberOfTheListenPort() {
        Scenario s = Scenario.healthy(Will.pool(A, B).pinned("ssh", A).listening("ssh", 2222, L4TlsMode.NONE));

        assertThat(order(s, 2222)).containsExactly("1:2222", "2:2222");
    }

    @Test
    void anApplicationIsDialledOnItsOwnPortOrTheRoutes() {
        Will will = Will.nothing().regular(C, 5432).application("own", C, null).application("other", C, 6432);
        Scenario s =
                Scenario.healthy(will.listening("own", 7001, L4TlsMode.NONE).listening("other", 7002, L4TlsMode.NONE));

        assertThat(order(s, 7001)).containsExactly("3:5432");
        assertThat(order(s, 7002)).containsExactly("3:6432");
    }

    @Test
    void itPivotsAndComesHome() {
        Scenario s = Scenario.healthy(Will.pool(A, B).pinned("ssh", A).listening("ssh", 2222, L4TlsMode.NONE));

        s.kill(A);
        assertThat(s.serving("ssh")).isEqualTo(B);
        assertThat(order(s, 2222)).containsExactly("2:2222");

        s.kill(B);
        assertThat(order(s, 2222)).isEmpty();
    }

    @Test
    void aBalancedPoolSpreadsItsConnections() {
        Will will = Will.balanced(LoadBalancingPolicy.ROUND_ROBIN, A, B).pooled("ssh", 1);
        Scenario s = Scenario.healthy(will.listening("ssh", 2222, L4TlsMode.NONE));

        assertThat(List.of(order(s, 2222).get(0), order(s, 2222).get(0))).containsExactlyInAnyOrder("1:2222", "2:2222");
    }

    @Test
    void anotherPortOnAPeerIsNoSignOfThePeersDeath() {
        Scenario s = Scenario.healthy(Will.pool(A, B).pinned("ssh", A).listening("ssh", 2222, L4TlsMode.NONE));
        PortPlan plan = Objects.requireNonNull(s.board.table().port(2222));

        assertThat(Objects.requireNonNull(plan.taker()).ladder().upstreams()).noneMatch(Upstream::ownPort);
    }

    @Test
    void itsUpstreamsOutliveOtherEdits() {
        Scenario s = Scenario.healthy(Will.pool(A, B).pinned("ssh", A).listening("ssh", 2222, L4TlsMode.NONE));
        List<Upstream> before = upstreams(s);

        s.edit(will -> will.pinned("web", A));

        assertThat(upstreams(s).get(1)).isSameAs(before.get(1));
        assertThat(s.board.table().leadsTo(before.get(0))).isTrue();
    }

    private static List<Upstream> upstreams(Scenario s) {
        PortPlan plan = Objects.requireNonNull(s.board.table().port(2222));
        return Objects.requireNonNull(plan.taker()).ladder().upstreams();
    }

    @Test
    void whetherItWouldSurviveIsKnown() {
        Scenario s = Scenario.healthy(Will.pool(A, B).pinned("ssh", A).listening("ssh", 2222, L4TlsMode.NONE));
        long id = s.will.id("ssh");
        var route = Objects.requireNonNull(s.will.desired().route(id));
        var status = Objects.requireNonNull(s.board.snapshot().routes().get(id));

        Losses losses = new Losses(s.will.desired(), s.board.fleet().health(), Reachability.NONE, s.clock.now());
        assertThat(Readiness.of(route, status.assignment(), losses).ontoPeerId())
                .isEqualTo(B);
    }

    @Test
    void aDisabledOneLeavesItsPort() {
        Scenario s = Scenario.healthy(Will.pool(A, B).pinned("ssh", A).listening("ssh", 2222, L4TlsMode.NONE));

        s.edit(will -> will.deleteRoute("ssh"));

        assertThat(s.board.table().ports()).isEmpty();
    }
}
