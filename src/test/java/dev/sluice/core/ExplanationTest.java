package dev.sluice.core;

import static dev.sluice.core.Explained.X;
import static dev.sluice.core.Explained.next;
import static dev.sluice.core.Explained.others;
import static dev.sluice.core.Explained.pair;
import static dev.sluice.core.Explained.says;
import static dev.sluice.core.Will.A;
import static dev.sluice.core.Will.B;
import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.core.failover.Reachability.Report;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Both sentences of an explanation, word by word, for every way in which a route may be served. */
@Tag("core")
class ExplanationTest {

    @Test
    void home() {
        Scenario s = pair();
        says(s, A, "gw-a is the home of this route and serves since 00:00Z.", "If gw-a is lost, gw-b takes over.");
        others(s, "it is ALIVE, and less preferred");
        s.kill(B);
        says(
                s,
                A,
                "gw-a is the home of this route and serves since 00:00Z.",
                "If gw-a is lost, nobody serves: no other member of the pool is usable.");
        others(s, "it is DOWN since 00:10.500Z: connection refused");
    }

    @Test
    void homeDown() {
        Scenario s = pair().kill(A);
        says(
                s,
                B,
                "gw-b serves since 00:10.500Z because the home, gw-a, is DOWN.",
                "It goes back to gw-a when that answers again and its cooldown of 1m is over.");
        Scenario manual =
                Scenario.healthy(Will.pool(A, B).manual(1).pinned(X, A)).kill(A);
        next(manual, "It goes back to gw-a when that answers again and you say so: sluice failback x.example.");
        Scenario at0 =
                Scenario.healthy(Will.pool(A, B).cooldown(1, 0).pinned(X, A)).kill(A);
        next(at0, "It goes back to gw-a when that answers again.");
    }

    @Test
    void homeInCooldown() {
        Scenario s = pair().kill(A).seconds(10).revive(A);
        says(
                s,
                B,
                "gw-b serves since 00:10.500Z because the home, gw-a, waits for the end of its cooldown.",
                "It goes back to gw-a at 01:20.750Z if nothing else happens.");
        others(s, "it waits for the end of its cooldown since 00:20.750Z");
        s.seconds(59).refuses(A).seconds(2);
        next(s, "It goes back to gw-a with the next probe that it answers.");
        Scenario manual = Scenario.healthy(Will.pool(A, B).manual(1).pinned(X, A))
                .kill(A)
                .seconds(10)
                .revive(A);
        next(manual, "It goes back to gw-a when you say so: sluice failback x.example.");
    }

    @Test
    void homeUnknown() {
        Scenario s = Scenario.unseen(Will.pool(A, B).pinned(X, A));
        says(s, A, "gw-a is the home of this route and serves since 00:00Z.", "If gw-a is lost, gw-b takes over.");
        others(s, "it was never observed yet");
        s.answers(B);
        says(
                s,
                B,
                "gw-b serves since 00:00Z because nothing is known of the home, gw-a, yet.",
                "It goes back to gw-a as soon as that answers.");
    }

    @Test
    void theOperatorsWill() {
        Scenario s = pair().edit(will -> will.drain(A));
        says(
                s,
                B,
                "gw-b serves since 00:10Z because the home, gw-a, is drained.",
                "It goes back to gw-a when that is resumed: sluice resume gw-a.");
        others(s, "it is drained");
        s.edit(will -> will.resume(A).disable(A));
        says(
                s,
                B,
                "gw-b serves since 00:10Z because the home, gw-a, is disabled.",
                "It goes back to gw-a when that is enabled.");
        others(s, "it is disabled");
    }

    @Test
    void drill() {
        Scenario s = pair();
        s.edit(will -> will.drill(A, s.clock.wall().plusSeconds(300)));
        says(
                s,
                B,
                "gw-b serves since 00:10Z because of a drill on the home, gw-a.",
                "It goes back to gw-a at 05:10Z if nothing else happens.");
        others(s, "a drill pretends that it is DOWN, until 05:10Z");
        s.kill(A);
        next(
                s,
                "It goes back to gw-a when the drill is over and that answers again and its cooldown of 1m"
                        + " is over.");
    }

    /** It would end by itself when gw-a is lost. */
    @Test
    void aDrilledStandbyTakesOver() {
        Scenario s = pair();
        s.edit(will -> will.drill(B, s.clock.wall().plusSeconds(300)));
        next(s, "If gw-a is lost, gw-b takes over.");
    }

    @Test
    void override() {
        Scenario s = pair();
        s.edit(will -> will.override(X, B, s.clock.wall(), null));
        says(
                s,
                B,
                "The operator said that gw-b serves since 00:10Z.",
                "That stays so while gw-b is usable, until it is taken back: sluice failback x.example.");
        s.edit(will -> will.override(X, B, s.clock.wall(), s.clock.wall().plusSeconds(60)));
        next(s, "That ends at 01:10Z, and gw-a is preferred again.");
        s.kill(A).revive(A).edit(will -> will.override(X, A, s.clock.wall(), null));
        says(
                s,
                A,
                "The operator said that gw-a serves since 00:10.750Z.",
                "That stays so while gw-a is usable: this route does not wait for the end of its cooldown.");
    }

    @Test
    void outage() {
        Scenario s = pair().kill(A, B);
        says(
                s,
                0,
                "Nothing serves since 00:10.500Z: no candidate is usable.",
                "It is served again as soon as a candidate is usable:"
                        + " gw-a (it is DOWN since 00:10.500Z: connection refused),"
                        + " gw-b (it is DOWN since 00:10.500Z: connection refused).");
        Scenario drained = pair().edit(will -> will.drain(B)).kill(A).silent(Duration.ofSeconds(2), A);
        says(
                drained,
                0,
                "Nothing serves since 00:10.500Z: no candidate is usable.",
                "It is served again as soon as a candidate is usable:"
                        + " gw-a (it is DOWN since 00:10.500Z: no answer), gw-b (it is drained).");
        Scenario empty = Scenario.unseen(Will.pool(A, B).poolEnabled(1, false).pooled(X, 1));
        says(
                empty,
                0,
                "Nothing serves since 00:00Z: no candidate is usable.",
                "It is served again when it has a peer that it may go to.");
    }

    @Test
    void anOnlyCandidateIsDialledAllTheSame() {
        Scenario s = Scenario.healthy(Will.nothing().pinned(X, A)).kill(A);
        says(
                s,
                0,
                "Nothing serves since 00:10.500Z: no candidate is usable;"
                        + " gw-a, DOWN (connection refused), is tried for a moment with each request all the same.",
                "It is served again as soon as a candidate is usable:"
                        + " gw-a (it is DOWN since 00:10.500Z: connection refused).");
        assertThat(s.plan(X).lastResort()).isNotNull();
    }

    @Test
    void loopback() {
        Scenario s = Scenario.healthy(Will.pool(A, B).pinned(X, A, "127.0.0.1"));
        next(s, "If gw-a is lost, nobody serves: its LAN host is the gateway itself.");
        s.kill(A);
        says(
                s,
                0,
                "Nothing serves since 00:10.500Z: the LAN host is the home, gw-a, itself, and no other peer"
                        + " may stand in; gw-a, DOWN (connection refused), is tried for a moment with each request all the"
                        + " same.",
                "It is served again as soon as a candidate is usable:"
                        + " gw-a (it is DOWN since 00:10.500Z: connection refused).");
    }

    @Test
    void anUnreachableLanHost() {
        Scenario s = Scenario.healthy(Will.pool(A, B).pinned(X, A, "192.168.1.7"));
        reached(s, A, false);
        says(
                s,
                A,
                "gw-a is the home of this route and serves since 00:00Z; the agent of gw-a cannot reach"
                        + " 192.168.1.7:80 (refused), checked 0 s ago; no other candidate is known to reach it.",
                "If gw-a is lost, gw-b takes over.");
        s.seconds(1);
        reached(s, B, true);
        says(
                s,
                B,
                "gw-b serves since 00:11Z because the home, gw-a, cannot reach 192.168.1.7:80.",
                "It goes back to gw-a when that reaches the LAN host again.");
        others(s, "agent of gw-a cannot reach 192.168.1.7:80 (refused), checked 1 s ago");
        reached(s, A, true);
        reached(s, B, false);
        next(s, "If gw-a is lost, nobody serves: no other member reaches its LAN host.");
    }

    private static void reached(Scenario s, long peer, boolean reached) {
        Report report = reached
                ? Report.reached(s.clock.now(), s.clock.now())
                : Report.unreached("refused", s.clock.now(), s.clock.now());
        s.board.reached(peer, Map.of(s.will.id(X), report));
    }
}
