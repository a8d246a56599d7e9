package dev.sluice.proxy.http;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.Context;
import io.vertx.core.Vertx;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** The one clock of an event loop. */
class WheelTest {

    private final Vertx vertx = Vertx.vertx();
    private final Context context = vertx.getOrCreateContext();
    private final List<Long> lateMillis = new CopyOnWriteArrayList<>();

    private final class Note extends Wheel.Entry {

        private final long due;

        Note(long due) {
            this.due = due;
        }

        @Override
        protected void expired(long nanos) {
            lateMillis.add((nanos - due) / 1_000_000);
        }
    }

    @AfterEach
    void close() {
        vertx.close().toCompletionStage().toCompletableFuture().join();
    }

    @Test
    void everyEntryExpiresOnceAndNotEarly() {
        Wheel wheel = new Wheel(context);
        context.runOnContext(v -> {
            for (int i = 0; i < 50; i++) {
                long due = System.nanoTime() + i * 7_000_000L;
                wheel.schedule(new Note(due), due);
            }
        });
        Awaitility.await().until(() -> lateMillis.size() == 50);
        assertThat(lateMillis).allSatisfy(late -> assertThat(late).isBetween(0L, 300L));
        assertThat(wheel.size()).isZero();
    }

    @Test
    void aCancelledEntryStaysSilentAndAMovedOneExpiresAtItsNewTime() {
        Wheel wheel = new Wheel(context);
        AtomicInteger cancelled = new AtomicInteger();
        context.runOnContext(v -> {
            Wheel.Entry silent = new Wheel.Entry() {
                @Override
                protected void expired(long nanos) {
                    cancelled.incrementAndGet();
                }
            };
            long now = System.nanoTime();
            wheel.schedule(silent, now + Duration.ofMillis(50).toNanos());
            long due = now + Duration.ofMillis(300).toNanos();
            Note moved = new Note(due);
            wheel.schedule(moved, now + Duration.ofMillis(50).toNanos());
            wheel.schedule(moved, due);
            wheel.cancel(silent);
            wheel.cancel(silent);
        });
        Awaitility.await().until(() -> lateMillis.size() == 1);
        assertThat(lateMillis.get(0)).isNotNegative();
        assertThat(cancelled).hasValue(0);
    }

    @Test
    void oneThatFailsIsReportedAndStopsNoOther() {
        Wheel wheel = new Wheel(context);
        List<Throwable> reported = new CopyOnWriteArrayList<>();
        context.exceptionHandler(reported::add);
        context.runOnContext(v -> {
            long now = System.nanoTime();
            wheel.schedule(
                    new Wheel.Entry() {
                        @Override
                        protected void expired(long nanos) {
                            throw new IllegalStateException("of one entry");
                        }
                    },
                    now);
            wheel.schedule(new Note(now), now);
            wheel.schedule(new Note(now), now + Duration.ofMillis(100).toNanos());
        });
        Awaitility.await().until(() -> lateMillis.size() == 2);
        assertThat(reported).singleElement().isInstanceOf(IllegalStateException.class);
    }

    @Test
    void anEntryMayCancelItsNeighbourAndPutItselfOnAgain() {
        Wheel wheel = new Wheel(context);
        AtomicInteger turns = new AtomicInteger();
        AtomicInteger neighbour = new AtomicInteger();
        context.runOnContext(v -> {
            Wheel.Entry victim = new Wheel.Entry() {
                @Override
                protected void expired(long nanos) {
                    neighbour.incrementAndGet();
                }
            };
            Wheel.Entry again = new Wheel.Entry() {
                @Override
                protected void expired(long nanos) {
                    wheel.cancel(victim);
                    if (turns.incrementAndGet() < 3) {
                        wheel.schedule(this, nanos + 1);
                    }
                }
            };
            long due = System.nanoTime() + 60_000_000L;
            wheel.schedule(again, due);
            wheel.schedule(victim, due);
        });
        Awaitility.await().until(() -> turns.get() == 3 && wheel.size() == 0);
        assertThat(neighbour).hasValue(0);
    }

    @Test
    void aTimeBeyondOneTurnIsKept() {
        Wheel wheel = new Wheel(context, 16);
        long due = System.nanoTime() + Wheel.TICK_NANOS * 16 + 200_000_000L;
        context.runOnContext(v -> wheel.schedule(new Note(due), due));
        Awaitility.await().until(() -> !lateMillis.isEmpty());
        assertThat(lateMillis.get(0)).isBetween(0L, 500L);
    }
}
