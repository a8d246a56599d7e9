package dev.sluice.core;

import static dev.sluice.core.Will.A;
import static dev.sluice.core.Will.B;
import static dev.sluice.core.Will.C;
import static dev.sluice.core.Will.D;
import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.core.balance.PeerVitals;
import dev.sluice.core.failover.Event;
import dev.sluice.core.failover.EventName;
import dev.sluice.core.failover.FirstAnswer;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** What an event says, to the letter: webhooks and scripts read it. */
@Tag("core")
class EventsTest {

    private final Scenario s = Scenario.healthy(
            Will.pool(A, B).pinned("x", A).pinned("y", A).pinned("z", A).pinned("zz", A));

    /** The one event of that name since the last look. */
    private Event only(EventName name) {
        List<Event> found =
                s.events().stream().filter(event -> event.name() == name).toList();
        assertThat(found).as(name.wire()).hasSize(1);
        return found.get(0);
    }

    @Test
    void aLossNamesThePeerTheEvidenceAndTheTimeItTook() {
        s.kill(A);
        Event down = only(EventName.GATEWAY_DOWN);

        assertThat(down.at()).isEqualTo(s.clock.wall());
        assertThat(down.actor()).isEqualTo("watchdog");
        assertThat(down.message()).isEqualTo("gw-a is down: connection refused");
        assertThat(down.details())
                .containsExactlyInAnyOrderEntriesOf(Map.of(
                        "peer_id",
                        A,
                        "peer_name",
                        "gw-a",
                        "transition",
                        "alive_to_down",
                        "alive",
                        false,
                        "evidence",
                        "connection refused",
                        "first_symptom_at",
                        s.clock.wall().minusMillis(500),
                        "detect_ms",
                        500L));
    }

    @Test
    void aRecoveryNamesThePeerOnly() {
        s.kill(A).revive(A);
        s.seconds(60);
        Event alive = only(EventName.GATEWAY_ALIVE);

        assertThat(alive.message()).isEqualTo("gw-a is alive, its cooldown is over");
        assertThat(alive.details())
                .containsExactlyInAnyOrderEntriesOf(
                        Map.of("peer_id", A, "peer_name", "gw-a", "transition", "cooldown_to_alive", "alive", true));
    }

    @Test
    void anInterruptedRecoveryIsAnEventOfItsOwn() {
        s.kill(A).revive(A);
        s.kill(A);
        Event interrupted = only(EventName.GATEWAY_RECOVERY_INTERRUPTED);

        assertThat(interrupted.message()).isEqualTo("gw-a failed again during its cooldown: connection refused");
        assertThat(interrupted.details())
                .containsEntry("transition", "cooldown_reset")
                .containsEntry("alive", false);
    }

    @Test
    void aPivotNamesBothPeersInBothSpellingsAndAllRoutes() {
        s.kill(A);
        Event pivot = only(EventName.POOL_FAILOVER_ACTIVATED);

        assertThat(pivot.message()).isEqualTo("x, y, z and 1 more moved from gw-a to gw-b (home_down)");
        assertThat(pivot.details())
                .containsEntry("pool_id", 1L)
                .containsEntry("pool_name", "pool-1")
                .containsEntry("from_peer_id", A)
                .containsEntry("to_peer_id", B)
                .containsEntry("fromPeerId", A)
                .containsEntry("toPeerId", B)
                .containsEntry("from_peer_name", "gw-a")
                .containsEntry("to_peer_name", "gw-b")
                .containsEntry("route_ids", List.of(1L, 2L, 3L, 4L))
                .containsEntry("cause", "home_down");
    }

    @Test
    void aFailbackReadsAlike() {
        s.kill(A).revive(A);
        s.seconds(60);
        Event failback = only(EventName.POOL_FAILOVER_RESTORED);

        assertThat(failback.message()).isEqualTo("x, y, z and 1 more went home from gw-b to gw-a");
        assertThat(failback.details())
                .containsEntry("fromPeerId", B)
                .containsEntry("toPeerId", A)
                .containsEntry("route_ids", List.of(1L, 2L, 3L, 4L));
    }

    @Test
    void routesThatPartAreToldApart() {
        Scenario parting = Scenario.healthy(Will.pool(A, B)
                .andPool(2, A, C)
                .pinned("x", A)
                .pinned("y", A)
                .pooled("z", 2)
                .pooled("zz", 2));

        assertThat(parting.kill(A).news())
                .containsExactly(
                        "gateway_down A", "pool_failover_activated A>B x y", "pool_failover_activated A>C z zz");
    }

    @Test
    void anEventIsTrueOfAllItsRoutesSoDifferentCausesAreToldApart() {
        Scenario mixed = Scenario.healthy(Will.pool(A, B, C, D).pinned("x", A).pinned("y", B))
                .kill(A, B)
                .revive(B);
        mixed.news();

        List<Event> pivots = mixed.kill(C).events().stream()
                .filter(event -> event.name() == EventName.POOL_FAILOVER_ACTIVATED)
                .toList();

        assertThat(pivots)
                .extracting(event -> event.details().get("cause"))
                .containsExactly("home_down", "home_cooldown");
        assertThat(pivots).extracting(event -> event.details().get("toPeerId")).containsExactly(D, D);
    }

    @Test
    void aPivotByTheOperatorIsHisOwn() {
        s.edit(will -> will.override("x", B, s.clock.wall(), null));
        Event pivot = only(EventName.POOL_FAILOVER_ACTIVATED);

        assertThat(pivot.actor()).isEqualTo("operator");
        assertThat(pivot.details()).containsEntry("cause", "override").containsEntry("route_ids", List.of(1L));
        assertThat(receipt(pivot)).doesNotContainKeys("first_symptom_at", "detect_ms", "evidence");
    }

    @Test
    void auditEventsComeFirstAndAreNotWrittenTwice() {
        Event audit = Event.of(EventName.PEER_DRAINED, s.clock.wall(), "operator", "drained", Map.of());
        s.board.apply(s.will.drain(A).next(), List.of(audit));

        assertThat(s.events().get(0)).isSameAs(audit);
        assertThat(s.books.events()).doesNotContain(audit);
    }

    @Test
    void allToldIsWritten() {
        s.kill(A).revive(A).seconds(60).kill(A, B).revive(B);

        assertThat(s.books.events()).extracting(Event::uid).doesNotHaveDuplicates();
        assertThat(s.books.events())
                .extracting(Event::uid)
                .containsAll(s.events().stream().map(Event::uid).toList());
    }

    // Receipts

    @Test
    void aReceiptTellsTheSymptomAndWhatItTook() {
        s.board.suspect(A, "dial refused", s.clock.now());
        s.pass(Duration.ofMillis(40)).kill(A);
        Event pivot = only(EventName.POOL_FAILOVER_ACTIVATED);

        assertThat(receipt(pivot))
                .containsEntry("evidence", "dial refused")
                .containsEntry("first_symptom_at", s.clock.wall().minusMillis(540))
                .containsEntry("detect_ms", 540.0)
                .containsEntry("publish_ms", 0.0)
                .doesNotContainKey("first_good_answer_ms");
    }

    @Test
    void aSymptomThatAnAnswerRefutedIsForgotten() {
        s.board.suspect(A, "dial refused", s.clock.now());
        s.answers(A).seconds(1).kill(A);

        assertThat(receipt(only(EventName.POOL_FAILOVER_ACTIVATED))).containsEntry("detect_ms", 500.0);
    }

    @Test
    void aReceiptIsClosedTwoSecondsLaterUnderTheSameUid() {
        var vitals = s.board.fleet().vitals(A);
        s.board.suspect(A, "dial refused", s.clock.now());
        s.kill(A);
        Event pivot = only(EventName.POOL_FAILOVER_ACTIVATED);
        FirstAnswer watch = s.plan("x").firstAnswer();
        assertThat(watch).isNotNull().isSameAs(s.plan("y").firstAnswer());

        watch.note(s.clock.nanos() + Duration.ofMillis(7).toNanos());
        watch.note(s.clock.nanos() + Duration.ofMillis(9).toNanos());
        assertThat(vitals).isNotNull();
        vitals.countRescued();
        vitals.countRescued();
        vitals.countRetried();
        vitals.countFailed();
        vitals.countTunnelClosed();
        s.pass(Duration.ofSeconds(2).minusNanos(1));
        assertThat(receipt(s.books.latest(pivot))).doesNotContainKey("rescued");

        s.pass(Duration.ofNanos(1));

        assertThat(s.events()).isEmpty(); // a receipt that is closed is no news
        assertThat(receipt(s.books.latest(pivot)))
                .containsEntry("detect_ms", 500.0)
                .containsEntry("first_good_answer_ms", 7.0)
                .containsEntry("rescued", 2L)
                .containsEntry("retried", 1L)
                .containsEntry("failed", 1L)
                .containsEntry("tunnels_closed", 1L);
        assertThat(s.plan("x").firstAnswer()).isNull();
    }

    @Test
    void aReceiptCountsWhatMetTheFaultBeforeAnybodyHeardOfIt() {
        PeerVitals vitals = Some.present(s.board.fleet().vitals(A));
        vitals.countRescued(); // long ago
        s.answers(A);
        vitals.countRescued();
        vitals.countRetried();
        s.board.suspect(A, "dial refused", s.clock.now());

        s.kill(A);
        Event pivot = only(EventName.POOL_FAILOVER_ACTIVATED);
        s.seconds(2);

        assertThat(receipt(s.books.latest(pivot))).containsEntry("rescued", 1L).containsEntry("retried", 1L);
    }

    @Test
    void aReceiptWithoutTrafficHasNoFirstAnswer() {
        s.kill(A);
        Event pivot = only(EventName.POOL_FAILOVER_ACTIVATED);
        s.seconds(2);

        assertThat(receipt(s.books.latest(pivot)))
                .containsEntry("rescued", 0L)
                .doesNotContainKey("first_good_answer_ms");
    }

    @Test
    void twoPivotsInARowHaveAReceiptEach() {
        Scenario three = Scenario.healthy(Will.pool(A, B, C).pinned("x", A)).kill(A);
        FirstAnswer first = three.plan("x").firstAnswer();
        three.kill(B);
        FirstAnswer second = three.plan("x").firstAnswer();
        assertThat(second).isNotNull().isNotSameAs(first);

        second.note(three.clock.nanos());
        three.seconds(3);

        assertThat(three.books.events().stream()
                        .filter(event -> event.name() == EventName.POOL_FAILOVER_ACTIVATED)
                        .map(event -> receipt(event).containsKey("first_good_answer_ms")))
                .containsExactly(false, true);
    }

    @SuppressWarnings("unchecked")
    private static Map<String, Object> receipt(Event event) {
        return (Map<String, Object>) Some.present(event.details().get("receipt"));
    }
}
