package dev.sluice.store;

import static dev.sluice.store.FreshDatabase.await;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/** When the database counts as away, and that it is told once. */
@Execution(ExecutionMode.CONCURRENT) // nearly all of it is waiting
class PatienceTest {
    private static final int TICKS = 2;

    private final Vertx vertx = Vertx.vertx();
    private final Context loop = vertx.getOrCreateContext();
    private final Presence presence = new Presence();

    @AfterEach
    void close() {
        await(vertx.close());
    }

    private <T> Future<T> patiently(Future<T> work) {
        return Future.future(outcome ->
                loop.runOnContext(v -> Patience.of(vertx, presence, TICKS, work).onComplete(outcome)));
    }

    @Test
    void silenceEndsTheWait() {
        assertThatThrownBy(() -> await(patiently(Promise.promise().future())))
                .hasCauseInstanceOf(TimeoutException.class)
                .hasMessageContaining("1000 ms");
    }

    @Test
    void whileOthersAreServedItGoesOn() {
        Promise<String> late = Promise.promise();
        Future<String> waited = patiently(late.future());
        long life = vertx.setPeriodic(100, id -> loop.runOnContext(v -> presence.heard()));
        vertx.setTimer(TICKS * Patience.TICK_MS * 2, id -> late.complete("at last"));

        assertThat(await(waited)).isEqualTo("at last");
        vertx.cancelTimer(life);
    }

    @Test
    void aLoopThatStoodStillReadsTheAnswerBeforeItGivesUp() {
        Promise<String> answer = Promise.promise();
        Future<String> waited = patiently(answer.future());
        loop.runOnContext(v -> {
            LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(TICKS * Patience.TICK_MS + 300)); // a long pause
            loop.runOnContext(next -> answer.complete("was there all the time"));
        });

        assertThat(await(waited)).isEqualTo("was there all the time");
    }

    @Test
    void aLossIsToldOnceAndEndsWithAnAnswer() {
        List<Throwable> told = new ArrayList<>();
        presence.onLoss(told::add);

        presence.lost(new TimeoutException("first"));
        presence.lost(new TimeoutException("second"));
        assertThat(presence.isAway()).isTrue();
        assertThat(told).hasSize(1);

        presence.answered();
        assertThat(presence.isAway()).isFalse();
        presence.lost(new TimeoutException("third"));
        assertThat(told).hasSize(2);
    }
}
