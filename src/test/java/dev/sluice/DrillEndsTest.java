package dev.sluice;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.sluice.core.Publication;
import dev.sluice.core.Switchboard;
import dev.sluice.core.Will;
import dev.sluice.core.failover.Event;
import dev.sluice.core.failover.EventName;
import dev.sluice.core.model.Desired;
import dev.sluice.core.port.Clock;
import dev.sluice.core.port.Committed;
import dev.sluice.core.port.DesiredState;
import dev.sluice.core.port.LedgerState;
import dev.sluice.core.port.StoreAwayException;
import dev.sluice.core.rule.Edit;
import dev.sluice.core.rule.EditContext;
import dev.sluice.core.rule.Edited;
import io.vertx.core.Context;
import io.vertx.core.Vertx;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class DrillEndsTest {

    private static final Duration SOON = Duration.ofSeconds(10);

    private final Vertx vertx = Vertx.vertx();
    private final Context loop = vertx.getOrCreateContext();
    private final Disk disk = new Disk();
    private final Switchboard board = new Switchboard(Clock.SYSTEM, Runnable::run, this::published);
    private final DrillEnds ends =
            new DrillEnds(loop, new CommandedChanges(loop, disk, board::apply, () -> disk.desired.revision()));

    /** A desired state that lives in memory, and can be away. */
    private static final class Disk implements DesiredState {
        final List<Event> events = new CopyOnWriteArrayList<>();
        volatile Desired desired = Desired.EMPTY;
        volatile int refusals;

        @Override
        public CompletionStage<Desired> load() {
            return CompletableFuture.completedStage(desired);
        }

        @Override
        public CompletionStage<Committed> change(Edit edit) {
            if (refusals-- > 0) {
                return CompletableFuture.failedStage(
                        new StoreAwayException("connection refused", new IllegalStateException()));
            }
            EditContext context = new EditContext(List.of(), Clock.SYSTEM.wall(), desired.revision() + 1);
            Edited edited = edit.apply(desired, context);
            desired = edited.desired().atRevision(context.revision());
            events.addAll(edited.audit());
            return CompletableFuture.completedStage(new Committed(desired, edited.audit(), edited.subjectId()));
        }
    }

    private void published(Publication publication) {
        ends.look(publication.snapshot(), board.fleet().health(), Clock.SYSTEM.now());
    }

    private void begin(Will will) {
        disk.desired = will.desired();
        loop.runOnContext(v -> {
            board.boot(disk.desired, LedgerState.EMPTY);
            board.open();
        });
    }

    @AfterEach
    void close() throws Exception {
        vertx.close().toCompletionStage().toCompletableFuture().get(10, TimeUnit.SECONDS);
    }

    @Test
    void aDrillWhoseTimeIsOverIsTakenAwayOnceEvenIfTheDatabaseIsAwayAtFirst() {
        disk.refusals = 1;
        begin(Will.pool(Will.A, Will.B)
                .pinned("x", Will.A)
                .drill(Will.A, Clock.SYSTEM.wall().minusSeconds(1)));

        await().atMost(SOON).until(() -> disk.desired.drills().isEmpty());
        assertThat(disk.events).extracting(Event::name).containsExactly(EventName.DRILL_ENDED);
        assertThat(disk.events.get(0).actor()).isEqualTo(Event.WATCHDOG);
        assertThat(disk.events.get(0).details().get("receipt"))
                .asInstanceOf(org.assertj.core.api.InstanceOfAssertFactories.MAP)
                .containsEntry("ended_by", "time");
    }

    @Test
    void aDrillThatWouldStopARouteIsTakenAway() {
        begin(Will.nothing()
                .pinned("x", Will.A)
                .drill(Will.A, Clock.SYSTEM.wall().plusSeconds(600)));

        await().atMost(SOON).until(() -> disk.desired.drills().isEmpty());
        assertThat(disk.events.get(0).message()).contains("would_stop_routes");
    }

    @Test
    void aDrillThatRunsIsLeftAlone() throws Exception {
        begin(Will.pool(Will.A, Will.B)
                .pinned("x", Will.A)
                .drill(Will.A, Clock.SYSTEM.wall().plusSeconds(600)));

        CompletableFuture<Void> turned = new CompletableFuture<>();
        loop.runOnContext(v -> loop.runOnContext(w -> turned.complete(null)));
        turned.get(10, TimeUnit.SECONDS);
        assertThat(disk.desired.drills()).hasSize(1);
        assertThat(disk.events).isEmpty();
    }
}
