package dev.sluice.proxy.http;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.Context;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Of the answers that wait for one client, those and only those are given up of which it takes nothing for too long. */
class AnswerTailsTest {

    /** Longer than any test: the time is told. */
    private static final long STALL_NANOS = Duration.ofHours(1).toNanos();

    private final Vertx vertx = Vertx.vertx();
    private final Context context = vertx.getOrCreateContext();
    private final Wheel wheel = new Wheel(context);
    private final List<Integer> givenUp = new CopyOnWriteArrayList<>();
    private final List<Promise<Void>> written =
            IntStream.range(0, 5).mapToObj(i -> Promise.<Void>promise()).toList();
    private final AnswerTails tails = new AnswerTails(wheel, STALL_NANOS, this::givesUp);

    /** As a stream that is reset: its write fails. */
    private void givesUp(int stream) {
        givenUp.add(stream);
        written.get(stream).tryFail("reset");
    }

    private <T> T onLoop(Supplier<T> act) throws Exception {
        CompletableFuture<T> done = new CompletableFuture<>();
        context.runOnContext(v -> done.complete(act.get()));
        return done.get(5, TimeUnit.SECONDS);
    }

    private Void addAll() {
        for (int stream = 0; stream < written.size(); stream++) {
            tails.add(stream, written.get(stream).future());
        }
        return null;
    }

    @AfterEach
    void close() {
        vertx.close().toCompletionStage().toCompletableFuture().join();
    }

    @Test
    void anAnswerThatIsTakenIsForgottenWhereverItStands() throws Exception {
        onLoop(this::addAll);
        for (int stream : new int[] {2, 0, 4, 3, 1}) {
            assertThat(onLoop(wheel::size)).isEqualTo(1);
            onLoop(() -> written.get(stream).tryComplete());
        }
        assertThat(onLoop(wheel::size)).isZero();
        assertThat(givenUp).isEmpty();
    }

    @Test
    void thoseThatStallAreGivenUpAndThoseThatMoveAreNot() throws Exception {
        onLoop(this::addAll);
        onLoop(() -> written.get(1).tryComplete());
        long allWait = System.nanoTime();
        moved(3);
        expired(allWait - Duration.ofMillis(1).toNanos());
        assertThat(givenUp).isEmpty();
        expired(allWait + STALL_NANOS);
        assertThat(givenUp).containsExactly(0, 2, 4);
        assertThat(onLoop(wheel::size)).isEqualTo(1);
        expired(System.nanoTime() + STALL_NANOS);
        assertThat(givenUp).containsExactly(0, 2, 4, 3);
        assertThat(onLoop(wheel::size)).isZero();
    }

    @Test
    void aWindowForAllMovesAll() throws Exception {
        onLoop(this::addAll);
        long allWait = System.nanoTime();
        moved(0);
        expired(allWait + STALL_NANOS);
        assertThat(givenUp).isEmpty();
        expired(System.nanoTime() + STALL_NANOS);
        assertThat(givenUp).containsExactly(0, 1, 2, 3, 4);
    }

    private void moved(int stream) throws Exception {
        onLoop(() -> {
            tails.moved(stream);
            return null;
        });
    }

    private void expired(long now) throws Exception {
        onLoop(() -> {
            tails.expired(now);
            return null;
        });
    }
}
