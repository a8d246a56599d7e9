package dev.sluice.store;

import static dev.sluice.store.FreshDatabase.await;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sluice.core.failover.Event;
import dev.sluice.core.failover.EventName;
import dev.sluice.core.port.ActivityFilter;
import dev.sluice.core.port.ActivityLog;
import dev.sluice.core.port.CommitUnknownException;
import dev.sluice.core.port.Committed;
import dev.sluice.core.port.LedgerEntry;
import dev.sluice.core.port.StoreAwayException;
import dev.sluice.core.rule.Edit;
import io.vertx.core.Context;
import io.vertx.core.Future;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicReference;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class StoreFaultsTest extends StoreSuite {
    private FaultyWay way;
    private Store behind;

    @BeforeEach
    void goByTheFaultyWay() {
        way = new FaultyWay(database);
        behind = database.open(database.through(way.port()), "front-2");
    }

    @Test
    void whileTheDatabaseIsAwayEveryPortSaysSoAndAfterwardsItWorksAgain() {
        gateway("a");
        LedgerEntry entry = new LedgerEntry(
                List.of(Event.of(EventName.GATEWAY_DOWN, Instant.now(), "watchdog", "down", Map.of())),
                List.of(),
                List.of(),
                List.of());
        way.set(FaultyWay.Mode.CUT);

        assertAway(behind.desiredState().load());
        assertAway(behind.desiredState().change(newGateway("b")));
        assertAway(behind.ledger().append(entry));
        assertAway(behind.ledger().load());
        assertAway(behind.apiTokens().all());
        assertThatThrownBy(() -> await(Store.open(database.vertx, database.through(way.port()), "front-3")))
                .hasCauseInstanceOf(StoreAwayException.class);
        assertThat(database.ask("SELECT number FROM revision")).containsExactly("1");

        way.set(FaultyWay.Mode.PASS);
        Committed back = oncePresent(newGateway("b"));
        await(behind.ledger().append(entry));
        assertThat(back.desired().revision()).isEqualTo(2);
        assertThat(database.ask("SELECT message FROM event WHERE actor = 'watchdog'"))
                .containsExactly("down");
    }

    /** That the database is back is noticed a moment later. */
    private Committed oncePresent(Edit edit) {
        AtomicReference<Committed> done = new AtomicReference<>();
        Awaitility.await().atMost(Duration.ofSeconds(10)).ignoreExceptions().until(() -> {
            done.set(await(behind.desiredState().change(edit)));
            return true;
        });
        return done.get();
    }

    @Test
    void aDatabaseThatIsSilentIsKnownToBeAwaySoonAndThenNobodyWaits() {
        gateway("a");
        await(behind.desiredState().load());
        way.set(FaultyWay.Mode.SILENT);

        assertThat(Stopwatch.ms(() -> assertAway(behind.desiredState().change(newGateway("b")))))
                .as("ms of the first, which must find out")
                .isLessThan(4_000);
        assertThat(Stopwatch.ms(() -> assertAway(behind.desiredState().change(newGateway("b")))))
                .as("ms of the next")
                .isLessThan(500);
        assertThat(Stopwatch.ms(
                        () -> assertAway(behind.activityLog().find(ActivityLog.Query.page(ActivityFilter.ALL, 10, 0)))))
                .as("ms of a search")
                .isLessThan(500);
        assertThat(Stopwatch.ms(() -> await(behind.close())))
                .as("ms of the end")
                .isLessThan(4_000);
    }

    @Test
    void whatWasNotToBeCommittedWhenTheDatabaseWentAwayIsNotDoneLater() {
        gateway("a");
        way.set(FaultyWay.Mode.SILENT);
        assertAway(behind.desiredState().change(newGateway("b")));
        way.set(FaultyWay.Mode.PASS);

        assertThat(oncePresent(newGateway("c")).desired().revision()).isEqualTo(2);
        assertThat(database.ask("SELECT name FROM peer ORDER BY id")).containsExactly("a", "c");
    }

    /** So is one that was the primary until a moment ago. */
    @Test
    void aDatabaseThatTakesNoWritesIsAwayForThemAndIsRead() {
        gateway("a");
        readOnly("on");

        Awaitility.await().atMost(Duration.ofSeconds(10)).untilAsserted(() -> assertThatThrownBy(
                        () -> await(behind.desiredState().change(newGateway("b"))))
                .hasCauseInstanceOf(StoreAwayException.class)
                .hasMessageContaining("25006"));
        assertThat(await(behind.desiredState().load()).peers()).hasSize(1);

        readOnly("off");
        assertThat(oncePresent(newGateway("b")).desired().revision()).isEqualTo(2);
    }

    /** Such as a full disk, of which the server says so itself, and lives. */
    @Test
    void aServerThatCannotWriteIsAwayForWritersWhateverItsReason() {
        gateway("a");
        database.ask("CREATE FUNCTION refuse() RETURNS trigger LANGUAGE plpgsql AS"
                + " $$ BEGIN RAISE EXCEPTION 'no' USING ERRCODE = TG_ARGV[0]; END $$");
        for (String state : List.of("53100", "53200", "57P03", "58030")) {
            database.ask("CREATE TRIGGER refused BEFORE INSERT ON event EXECUTE FUNCTION refuse('" + state + "')");
            assertThatThrownBy(() -> await(behind.desiredState().change(newGateway("b"))))
                    .hasCauseInstanceOf(StoreAwayException.class)
                    .hasMessageContaining(state);
            assertThat(await(behind.desiredState().load()).peers()).hasSize(1);
            database.ask("DROP TRIGGER refused ON event");
        }
        assertThat(await(behind.desiredState().change(newGateway("b")))
                        .desired()
                        .revision())
                .isEqualTo(2);
    }

    private void readOnly(String value) {
        database.ask("BEGIN READ WRITE; ALTER DATABASE " + database.options().getDatabase()
                + " SET default_transaction_read_only = " + value + "; COMMIT");
        way.set(FaultyWay.Mode.CUT); // connections keep what they began with
        way.set(FaultyWay.Mode.PASS);
    }

    private static void assertAway(CompletionStage<?> asked) {
        assertThatThrownBy(() -> await(asked)).hasCauseInstanceOf(StoreAwayException.class);
    }

    private static Edit newGateway(String name) {
        return making(Edit.Kind.PEER, (d, c) -> d.with(gateway(c.id(), name, c.created())));
    }

    @Test
    void aCommitWhoseAnswerIsLostIsUnknownAndTheNextChangeBuildsOnWhatIsSo() {
        way.set(FaultyWay.Mode.CUT_AFTER_COMMIT);
        assertUnknown(newGateway("committed"));
        way.set(FaultyWay.Mode.CUT_BEFORE_COMMIT);
        assertUnknown(newGateway("undone"));
        way.set(FaultyWay.Mode.PASS);

        Committed next = await(behind.desiredState().change(newGateway("next")));

        assertThat(next.desired().revision()).isEqualTo(2);
        assertThat(next.desired().peers().values())
                .extracting(peer -> peer.name())
                .containsExactly("committed", "next");
        assertThat(await(store.desiredState().load())).isEqualTo(next.desired());
    }

    private void assertUnknown(Edit edit) {
        assertThatThrownBy(() -> await(behind.desiredState().change(edit)))
                .hasCauseInstanceOf(CommitUnknownException.class);
    }

    @Test
    void aWayThatIsSilentEndsTheWaitAndTheWorkAfterItGetsAConnectionOfItsOwn() {
        Context context = database.vertx.getOrCreateContext();
        Lane lane = new Lane(
                database.vertx, context, new Connector(database.vertx), database.through(way.port()), new Presence());
        assertThat(await(lane.run(connection -> connection.query("SELECT 1").execute(), 10_000))
                        .size())
                .isEqualTo(1);
        way.set(FaultyWay.Mode.SILENT);

        assertThatThrownBy(() -> await(
                        lane.run(connection -> connection.query("SELECT 1").execute(), 200)))
                .hasCauseInstanceOf(TimeoutException.class);
        assertThatThrownBy(() -> await(lane.run(connection -> Future.succeededFuture(), 200)))
                .as("connecting counts too")
                .hasCauseInstanceOf(TimeoutException.class);

        way.set(FaultyWay.Mode.PASS);
        assertThat(await(lane.run(connection -> connection.query("SELECT 1").execute(), 10_000))
                        .size())
                .isEqualTo(1);
        await(lane.close());
        assertThatThrownBy(() -> await(lane.run(connection -> Future.succeededFuture())))
                .hasMessageContaining("the store is closed");
    }

    @Test
    void aChangeThatWaitsForAnotherFrontDoorTooLongIsGivenUpUnchanged() {
        // Somebody holds the lock and does not let go.
        Lane holder = new Lane(
                database.vertx,
                database.vertx.getOrCreateContext(),
                new Connector(database.vertx),
                database.database(),
                new Presence());
        await(holder.run(connection -> connection
                .query("BEGIN; SELECT number FROM revision FOR UPDATE")
                .execute()));

        assertThatThrownBy(() -> change(newGateway("a")))
                .hasCauseInstanceOf(StoreAwayException.class)
                .hasMessageContaining("55P03");

        await(holder.close());
        assertThat(change(newGateway("a")).desired().revision()).isEqualTo(1);
    }

    @Test
    void everythingCompletesOnOneEventLoop() {
        AtomicReference<String> first = new AtomicReference<>();
        AtomicReference<String> second = new AtomicReference<>();
        await(store.desiredState()
                .load()
                .thenAccept(loaded -> first.set(Thread.currentThread().getName())));
        await(store.ledger()
                .load()
                .thenAccept(loaded -> second.set(Thread.currentThread().getName())));

        assertThat(first.get()).isEqualTo(second.get()).startsWith("vert.x-eventloop-thread");
    }
}
