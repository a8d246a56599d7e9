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
import dev.sluice.core.explain.Explanation;
import dev.sluice.core.model.LoadBalancingPolicy;
import dev.sluice.core.model.Probe;
import dev.sluice.core.model.ProbeKind;
import java.time.Duration;
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
