package dev.sluice.core;

import static dev.sluice.core.Explained.X;
import static dev.sluice.core.Explained.next;
import static dev.sluice.core.Explained.others;
import static dev.sluice.core.Explained.pair;
import static dev.sluice.core.Explained.says;
import static dev.sluice.core.Explained.timeless;
import static dev.sluice.core.Will.A;
import static dev.sluice.core.Will.B;
import static dev.sluice.core.Will.C;
import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.core.balance.Caller;
import dev.sluice.core.circuit.Breakers;
import dev.sluice.core.explain.Explanation;
import dev.sluice.core.model.LoadBalancingPolicy;
import dev.sluice.core.model.Probe;
import dev.sluice.core.model.ProbeKind;
import dev.sluice.core.site.CircuitBreaker;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Explanations of routes where more than the resolver has a say in who gets a request, word by word. */
@Tag("core")
class ExplainedChoiceTest {

    @Test
    void aSuspectIsTriedLast() {
        Scenario s = pair();
        Some.present(s.board.fleet().vitals(A)).suspect();
        says(
                s,
                B,
                "gw-b is tried before gw-a, which a request just failed to reach, until a probe of that is answered;"
                        + " gw-a is the home of this route and serves since 00:00Z.",
                "If gw-a is lost, gw-b takes over.");
        others(s, "a request just failed to reach it: until a probe is answered, it is tried last");
        Some.present(s.board.fleet().vitals(B)).suspect();
        says(
                s,
                A,
                "gw-a is the home of this route and serves since 00:00Z;"
                        + " a request just failed to reach gw-a, and nobody is left who would be tried before it.",
                "If gw-a is lost, gw-b takes over.");
    }

    @Test
    void balanced() {
        Scenario s = Scenario.healthy(
                Will.balanced(LoadBalancingPolicy.ROUND_ROBIN, A, B, C).pooled(X, 1));
        says(
                s,
                0,
                "round_robin chooses a member of the pool pool-1 for each request since 00:00Z:" + " gw-a, gw-b, gw-c.",
                "If one of them is lost, the other members carry on.");
        others(
                s,
                "it is a candidate for each request",
                "it is a candidate for each request",
                "it is a candidate for each request");
        s.kill(A, B);
        says(
                s,
                C,
                "round_robin can choose only gw-c of the pool pool-1 now; the pool serves since 00:00Z.",
                "If gw-c is lost, nobody serves: no other member of the pool is usable.");
        s.edit(will -> will.override(X, C, s.clock.wall(), null));
        says(
                s,
                C,
                "The operator said that gw-c serves since 00:10.500Z.",
                "That stays so while gw-c is usable, until it is taken back: sluice failback x.example.");
    }

    @Test
    void byTheClientsAddress() {
        Scenario s = Scenario.healthy(
                Will.balanced(LoadBalancingPolicy.IP_HASH, A, B).pooled(X, 1));
        assertThat(s.explain(X, null).chosenId()).isZero();
        Caller caller = new Caller(new byte[] {(byte) 198, 51, 100, 7});
        long chosen = s.plan(X).order(caller)[0].peerId();
        Explanation said = s.explain(X, caller);
        assertThat(said.chosenId()).isEqualTo(chosen);
        assertThat(timeless(said.because()))
                .isEqualTo("ip_hash keeps this client on " + (chosen == A ? "gw-a" : "gw-b")
                        + "; the pool serves since 00:00Z.");
    }

    @Test
    void whoIsLeftAloneByTheRouteIsNotCounted() {
        Breakers circuits =
                new Breakers(new CircuitBreaker(1, 1, Duration.ofSeconds(10), Duration.ofMinutes(1), List.of(503)));
        Scenario s = Scenario.healthy(
                Will.balanced(LoadBalancingPolicy.ROUND_ROBIN, A, B, C).pooled(X, 1));
        fails(circuits, A);
        Explanation said = breaking(s, circuits);
        assertThat(said.chosenId()).isZero();
        assertThat(timeless(said.because()))
                .isEqualTo("round_robin chooses a member of the pool pool-1 for each request since 00:00Z: gw-b, gw-c;"
                        + " this route leaves gw-a alone for now, since 1 of 1 requests within 10s failed.");
        assertThat(said.others().get(0).whyNot())
                .isEqualTo("it is ALIVE, but fails requests of this route, which leaves it alone for now");
        fails(circuits, B);
        said = breaking(s, circuits);
        assertThat(said.chosenId()).isEqualTo(C);
        assertThat(timeless(said.because())).startsWith("round_robin can choose only gw-c of the pool pool-1 now;");
        fails(circuits, C);
        said = breaking(s, circuits);
        assertThat(said.chosenId()).isZero();
        assertThat(said.because())
                .startsWith(
                        "Nobody is asked, and clients get 503; round_robin can choose nobody of the pool pool-1 now;");

        Breakers pinned = new Breakers(circuits.terms());
        Scenario p = pair();
        fails(pinned, A);
        said = breaking(p, pinned);
        assertThat(said.chosenId()).isEqualTo(B);
        assertThat(timeless(said.because()))
                .isEqualTo("gw-b is asked instead of gw-a; gw-a is the home of this route and serves since 00:00Z;"
                        + " this route leaves gw-a alone for now, since 1 of 1 requests within 10s failed.");
    }

    private static void fails(Breakers circuits, long peerId) {
        Some.present(circuits.enter(peerId)).failed();
    }

    private static Explanation breaking(Scenario s, Breakers circuits) {
        RoutePlan plan = s.plan(X);
        RoutePlan with = new RoutePlan(
                plan.route(),
                plan.homeId(),
                plan.ladder(),
                plan.policy(),
                plan.lastResort(),
                plan.lanTarget(),
                plan.substituteLanTarget(),
                plan.outageMessage(),
                plan.stickiness(),
                plan.pages(),
                plan.terms(),
                circuits,
                plan.mirror(),
                plan.clientCertificates(),
                plan.firstAnswer());
        return Explanation.of(with, s.board.snapshot(), s.clock.now(), null);
    }

    @Test
    void aTcpProbeDoesNotSeeAFrozenProcess() {
        Scenario s = pair();
        Probe tcp = new Probe(ProbeKind.TCP, null, "/", null, Duration.ofSeconds(1), 3, 2);
        s.edit(will -> will.peer(A, peer -> Some.peerProbed(peer, tcp)));
        next(s, "If gw-a is lost, gw-b takes over; its tcp probe would not see that it is frozen.");
    }

    @Test
    void aRegularPeer() {
        Scenario s = Scenario.healthy(Will.nothing().regular(A, 3000).application(X, A, null));
        says(
                s,
                A,
                "app-1 is the home of this route and serves since 00:00Z.",
                "If app-1 is lost, nobody serves: it goes to the application itself, which no other peer can stand in for.");
    }
}
