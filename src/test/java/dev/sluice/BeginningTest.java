package dev.sluice;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sluice.core.failover.Event;
import dev.sluice.core.failover.EventName;
import dev.sluice.core.model.Agents;
import dev.sluice.core.model.Desired;
import dev.sluice.core.model.Everywhere;
import dev.sluice.core.model.Route;
import dev.sluice.core.model.RouteType;
import dev.sluice.core.model.Stamp;
import dev.sluice.core.model.Target;
import dev.sluice.core.port.AssignmentRow;
import dev.sluice.core.port.Committed;
import dev.sluice.core.port.DesiredState;
import dev.sluice.core.port.LastGood;
import dev.sluice.core.port.LastGoodState;
import dev.sluice.core.port.Ledger;
import dev.sluice.core.port.LedgerEntry;
import dev.sluice.core.port.LedgerState;
import dev.sluice.core.port.PendingEvents;
import dev.sluice.core.port.StoreAwayException;
import dev.sluice.core.rule.Edit;
import io.vertx.core.Context;
import io.vertx.core.Vertx;
import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class BeginningTest {

    private static final Stamp STAMP = Stamp.created(Instant.EPOCH, 1);

    private final Vertx vertx = Vertx.vertx();
    private final Context context = vertx.getOrCreateContext();
    private final Kept kept = new Kept();
    private final Left left = new Left();
    private boolean away;

    /** The snapshot's place. */
    private static final class Kept implements LastGoodState {
        @Nullable
        LastGood state;

        boolean damaged;

        @Override
        public @Nullable LastGood newest() throws IOException {
            if (damaged) {
                throw new IOException("damaged");
            }
            return state;
        }

        @Override
        public void keep(LastGood newest) {
            state = newest;
        }
    }

    private static final class Left implements PendingEvents {
        final List<Event> events = new ArrayList<>();

        @Override
        public List<Event> read() {
            return List.copyOf(events);
        }

        @Override
        public void keep(Collection<Event> newest) {}
    }

    private <T> CompletionStage<T> unlessAway(T answer) {
        return away
                ? CompletableFuture.failedFuture(new StoreAwayException("silent", new IllegalStateException()))
                : CompletableFuture.completedFuture(answer);
    }

    private final class Stored implements DesiredState {
        @Override
        public CompletionStage<Desired> load() {
            return unlessAway(wanted(5));
        }

        @Override
        public CompletionStage<Committed> change(Edit edit) {
            throw new UnsupportedOperationException();
        }
    }

    private final class Written implements Ledger {
        @Override
        public CompletionStage<LedgerState> load() {
            return unlessAway(served(1));
        }

        @Override
        public CompletionStage<Void> append(LedgerEntry entry) {
            throw new UnsupportedOperationException();
        }
    }

    @AfterEach
    void close() throws Exception {
        vertx.close().toCompletionStage().toCompletableFuture().get(10, TimeUnit.SECONDS);
    }

    private static Desired wanted(long revision) {
        Route route = new Route(
                7,
                "app.test",
                "/",
                "",
                true,
                RouteType.HTTP,
                new Target.Gateway(1, null),
                true,
                true,
                null,
                null,
                null,
                null,
                null,
                STAMP);
        return new Desired(
                revision,
                Map.of(),
                Map.of(),
                Map.of(7L, route),
                Map.of(),
                Map.of(),
                Map.of(),
                Map.of(),
                Agents.NONE,
                Everywhere.NONE);
    }

    private static LedgerState served(long peerId) {
        return new LedgerState(
                List.of(
                        new AssignmentRow(7, 1, peerId, "home_down", Instant.EPOCH),
                        new AssignmentRow(8, 1, peerId, "of a route that is gone", Instant.EPOCH)),
                List.of(),
                List.of());
    }

    private Beginning read() {
        return Beginning.read(context, new Stored(), new Written(), new UnsavedEvents(context, left), kept)
                .toCompletionStage()
                .toCompletableFuture()
                .orTimeout(10, TimeUnit.SECONDS)
                .join();
    }

    private void somethingIsLeft() {
        left.events.add(new Event("u1", EventName.GATEWAY_DOWN, Instant.EPOCH, "down", "watchdog", Map.of()));
    }

    @Test
    void theDatabaseCounts() {
        kept.state = new LastGood(wanted(4), served(2));

        Beginning beginning = read();

        assertThat(beginning.wanted().revision()).isEqualTo(5);
        assertThat(beginning.before()).isEqualTo(served(1));
        assertThat(beginning.untold().isEmpty()).isTrue();
    }

    @Test
    void ofWhatWasSeenAloneTheProcessBeforeKnewMoreIfItLeftEvents() {
        kept.state = new LastGood(wanted(4), served(2));
        somethingIsLeft();

        Beginning beginning = read();

        assertThat(beginning.wanted().revision()).isEqualTo(5);
        assertThat(beginning.before().assignments())
                .extracting(AssignmentRow::servingId)
                .containsExactly(2L);
        assertThat(beginning.untold().events()).isEqualTo(left.events);
        assertThat(beginning.untold().assignments())
                .isEqualTo(beginning.before().assignments());
    }

    @Test
    void whileTheDatabaseIsAwayTheSnapshotServesUntilAnyRevisionOfTheDatabaseComes() {
        away = true;
        kept.state = new LastGood(wanted(4), served(2));

        Beginning beginning = read();

        assertThat(beginning.wanted()).isEqualTo(wanted(-1));
        assertThat(beginning.before().assignments()).hasSize(1);
    }

    @Test
    void withNeitherThereIsNoBeginning() {
        away = true;
        assertThatThrownBy(this::read).hasCauseInstanceOf(StoreAwayException.class);

        kept.damaged = true;
        assertThatThrownBy(this::read).hasCauseInstanceOf(StoreAwayException.class);
    }

    @Test
    void aDamagedSnapshotHarmsNobodyWhileTheDatabaseIsThere() {
        kept.damaged = true;
        somethingIsLeft();

        assertThat(read().before()).isEqualTo(served(1));
    }
}
