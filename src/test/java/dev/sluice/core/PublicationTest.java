package dev.sluice.core;

import static dev.sluice.core.Will.A;
import static dev.sluice.core.Will.B;
import static dev.sluice.core.Will.C;
import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.core.balance.Caller;
import dev.sluice.core.balance.Policy;
import dev.sluice.core.balance.Upstream;
import dev.sluice.core.failover.Cause;
import dev.sluice.core.failover.PeerHealth;
import dev.sluice.core.model.LoadBalancingPolicy;
import dev.sluice.core.model.PeerProtocol;
import dev.sluice.core.model.Target;
import dev.sluice.core.port.AssignmentRow;
import dev.sluice.core.port.HealthRow;
import dev.sluice.core.port.LedgerEntry;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** What a publication holds, and what it keeps of the one before. */
@Tag("core")
class PublicationTest {

    private final Scenario s = Scenario.healthy(Will.pool(A, B).pinned("x", A));

    private Publication last() {
        List<Publication> all = s.publications();
        return all.get(all.size() - 1);
    }

    @Test
    void anOlderRevisionIsIgnored() {
        var older = s.will.next();
        s.edit(will -> will.drain(A));
        int published = s.publications().size();

        s.board.apply(older, List.of());
        s.board.apply(s.will.desired(), List.of());

        assertThat(s.publications()).hasSize(published);
        assertThat(s.serving("x")).isEqualTo(B);
    }

    @Test
    void aMissedRevisionIsContainedInTheNext() {
        s.will.pinned("y", A).next();
        s.edit(will -> will.pinned("z", B));

        assertThat(s.serving("y")).isEqualTo(A);
        assertThat(s.serving("z")).isEqualTo(B);
    }

    @Test
    void generationsGrowByOneAndTheNewestIsWhatIsRead() {
        long before = s.board.table().generation();

        s.kill(A);

        assertThat(s.board.table().generation()).isEqualTo(before + 1);
        assertThat(last().table()).isSameAs(s.board.table());
        assertThat(last().snapshot()).isSameAs(s.board.snapshot());
    }

    @Test
    void anObservationThatMovesNothingPublishesNothing() {
        int published = s.publications().size();

        s.answers(A, B).refuses(A).refuses(A).answers(A);
        s.board.suspect(A, "dial refused", s.clock.now());

        assertThat(s.publications()).hasSize(published);
    }

    @Test
    void theEntryHoldsWhatChangedAndNothingElse() {
        s.edit(will -> will.pinned("y", B)).kill(A);
        LedgerEntry entry = last().entry();

        assertThat(entry.assignments())
                .containsExactly(new AssignmentRow(1, A, B, Cause.HOME_DOWN.wire(), s.clock.wall()));
        assertThat(entry.health()).extracting(HealthRow::peerId).containsExactly(A);
        assertThat(entry.removedRoutes()).isEmpty();
        assertThat(entry.events())
                .extracting(event -> event.name().wire())
                .containsExactly("gateway_down", "pool_failover_activated", "standby_unready");
    }

    @Test
    void aPeerThatMovedTwiceAtOnceHasOneRow() {
        s.kill(A, B).revive(B); // through its cooldown to ALIVE in one step

        assertThat(last().entry().health()).extracting(HealthRow::peerId).containsExactly(B);
    }

    @Test
    void aDeletedRouteLeavesTheBooks() {
        s.edit(will -> will.deleteRoute("x"));

        assertThat(last().entry().removedRoutes()).containsExactly(1L);
    }

    @Test
    void aTickWithNothingToDoIsAnEmptyEntry() {
        s.board.tick();

        assertThat(last().entry().isEmpty()).isTrue();
        assertThat(last().news()).isEmpty();
    }

    // What outlives a publication

    @Test
    void anAddressIsTheSameObjectFromTableToTable() {
        Upstream before = s.plan("x").ladder().upstreams().get(0);
        s.kill(A).revive(A).seconds(60).edit(will -> will.pinned("y", A));
        assertThat(s.plan("x").ladder().upstreams().get(0)).isSameAs(before);
        assertThat(s.plan("y").ladder().upstreams().get(0)).isSameAs(before);

        s.edit(will -> will.peer(A, peer -> Some.peerAt(peer, "10.9.9.9")));
        Upstream moved = s.plan("x").ladder().upstreams().get(0);
        assertThat(moved.host()).isEqualTo("10.9.9.9");
        assertThat(moved.vitals()).isSameAs(before.vitals());
    }

    @Test
    void theTableKnowsToWhomItLeads() {
        Upstream home = s.plan("x").ladder().upstreams().get(0);
        Upstream substitute = s.plan("x").ladder().upstreams().get(1);
        assertThat(s.board.table().leadsTo(home)).isTrue();
        assertThat(s.board.table().leadsTo(substitute)).isTrue();

        s.kill(A);
        assertThat(s.board.table().leadsTo(home)).isFalse();
    }

    @Test
    void theTableLeadsToALastResortToo() {
        Scenario alone = Scenario.healthy(Will.nothing().pinned("x", A)).kill(A);

        assertThat(alone.board.table().leadsTo(Some.present(alone.plan("x").lastResort())))
                .isTrue();
    }

    @Test
    void anotherWeightIsTheSamePeerWithTheSameCounts() {
        Upstream before = s.plan("x").ladder().upstreams().get(0);
        before.vitals().acquire();

        s.edit(will -> will.peer(A, peer -> Some.peerOfWeight(peer, 5)));

        Upstream after = s.plan("x").ladder().upstreams().get(0);
        assertThat(after.weight()).isEqualTo(5);
        assertThat(after.vitals().inFlight()).isEqualTo(1);
        assertThat(after.isAt(before.host(), before.port())).isTrue();
    }

    @Test
    void anotherProtocolIsTheSamePeerInTheSameState() {
        Upstream before = s.plan("x").ladder().upstreams().get(0);
        PeerHealth health = s.health(A);

        s.edit(will -> will.peer(A, peer -> Some.peerSpeaking(peer, PeerProtocol.H2C)));

        Upstream after = s.plan("x").ladder().upstreams().get(0);
        assertThat(after).isNotSameAs(before);
        assertThat(after.protocol()).isEqualTo(PeerProtocol.H2C);
        assertThat(after.vitals()).isSameAs(before.vitals());
        assertThat(s.health(A)).isEqualTo(health);
    }

    @Test
    void aRotationSurvivesPublications() {
        Scenario even = Scenario.healthy(Will.balanced(LoadBalancingPolicy.ROUND_ROBIN, A, B, C)
                .pooled("x", 1)
                .pooled("y", 1));
        List<Long> chosen = new ArrayList<>();
        for (int i = 0; i < 6; i++) {
            chosen.add(
                    even.plan(i % 2 == 0 ? "x" : "y").order(Caller.UNKNOWN)[0].peerId());
            even.board.tick();
        }
        assertThat(chosen).containsExactly(A, B, C, A, B, C);
    }

    @Test
    void anotherPolicyStartsAnew() {
        Scenario pool = Scenario.healthy(
                Will.balanced(LoadBalancingPolicy.ROUND_ROBIN, A, B).pooled("x", 1));
        Policy first = pool.plan("x").policy();
        assertThat(pool.edit(will -> will.cooldown(1, 5)).plan("x").policy()).isSameAs(first);

        pool.edit(will -> will.balance(1, LoadBalancingPolicy.IP_HASH));
        assertThat(pool.plan("x").policy()).isNotSameAs(first);
    }

    // What a plan tells the data plane

    @Test
    void theLanTargetGoesToWhoeverServes() {
        s.edit(will -> will.lanAddress(A, "192.168.1.1")
                .pinned("lan", A, "192.168.1.7")
                .pinned("six", A, "fd00::7"));
        Upstream home = s.plan("lan").order(Caller.UNKNOWN)[0];
        Upstream substitute = s.plan("lan").order(Caller.UNKNOWN)[1];

        assertThat(s.plan("lan").lanTargetFor(home)).isEqualTo("192.168.1.7:80");
        assertThat(s.plan("lan").lanTargetFor(substitute)).isEqualTo("192.168.1.7:80");
        assertThat(s.plan("six").lanTargetFor(home)).isEqualTo("[fd00::7]:80");
        assertThat(s.plan("x").lanTargetFor(home)).isNull();
    }

    @Test
    void forASubstituteHomesLanAddressStandsInForItsLoopback() {
        s.edit(will -> will.lanAddress(A, "192.168.1.1").pinned("lo", A, "127.0.0.1"));
        Upstream home = s.plan("lo").order(Caller.UNKNOWN)[0];
        assertThat(s.plan("lo").lanTargetFor(home)).isEqualTo("127.0.0.1:80");

        s.kill(A);
        Upstream substitute = s.plan("lo").order(Caller.UNKNOWN)[0];
        assertThat(substitute.peerId()).isEqualTo(B);
        assertThat(s.plan("lo").lanTargetFor(substitute)).isEqualTo("192.168.1.1:80");
    }

    @Test
    void aPoolRoutesLoopbackMeansEachMembersOwn() {
        s.edit(will -> will.lanAddress(A, "192.168.1.1").pooled("lo", 1, "localhost"));

        for (Upstream upstream : s.plan("lo").order(Caller.UNKNOWN)) {
            assertThat(s.plan("lo").lanTargetFor(upstream)).isEqualTo("localhost:80");
        }
    }

    @Test
    void aRegularPeersRouteMayUseAPortOfItsOwn() {
        s.edit(will -> will.regular(C, 3000).application("app", C, null).application("other", C, 4000));

        assertThat(s.plan("app").ladder().upstreams().get(0))
                .returns(3000, Upstream::port)
                .returns(true, Upstream::ownPort);
        assertThat(s.plan("other").ladder().upstreams().get(0))
                .returns(4000, Upstream::port)
                .returns(false, Upstream::ownPort);
    }

    @Test
    void theOutageMessageIsTheFirstEnabledPools() {
        s.edit(will -> will.outageMessage(1, null)
                .andPool(2, A, C)
                .outageMessage(2, "two")
                .andPool(3, A)
                .outageMessage(3, "three")
                .pooled("pool", 3)
                .route("none", new Target.Gateway(B, null)));
        assertThat(s.plan("x").outageMessage()).isEqualTo("two");
        assertThat(s.plan("pool").outageMessage()).isEqualTo("three");
        assertThat(s.plan("none").outageMessage()).isNull();

        s.edit(will -> will.poolEnabled(2, false).poolEnabled(3, false));
        assertThat(s.plan("x").outageMessage()).isNull();
        assertThat(s.plan("pool").outageMessage()).isNull();
    }
}
