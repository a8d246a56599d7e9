package dev.sluice.proxy.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.sluice.proxy.AgentGate;
import io.vertx.core.Context;
import io.vertx.core.Vertx;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What waits at an agent for its config, while the config takes its time. */
class NewsWaitsTest {

    private static final Duration PATIENCE = Duration.ofMillis(400);

    private final Vertx vertx = Vertx.vertx();
    private final Context context = vertx.getOrCreateContext();
    private final NewsWaits waits = new NewsWaits(
            new Wheel(context),
            context,
            AgentGate.byCertificate(() -> true).withNews(answered -> true).withNewsPatience(PATIENCE));
    private final List<String> ends = new CopyOnWriteArrayList<>();
    private final AtomicBoolean current = new AtomicBoolean();

    @AfterEach
    void close() {
        vertx.close().toCompletionStage().toCompletableFuture().join();
    }

    private void begin() {
        waits.begin(() -> current.get() && ends.add("went on"), () -> ends.add("late"));
    }

    private static void standStill(Duration time) {
        long until = System.nanoTime() + time.toNanos();
        while (System.nanoTime() - until < 0) {
            Thread.onSpinWait();
        }
    }

    @Test
    void aTableThatDoesNotFitLetsItWaitToItsEnd() {
        long begun = System.nanoTime();
        context.runOnContext(v -> {
            begin();
            waits.published();
        });
        await().until(() -> !ends.isEmpty());
        assertThat(ends).containsExactly("late");
        assertThat(System.nanoTime() - begun).isGreaterThanOrEqualTo(PATIENCE.toNanos());
        context.runOnContext(v -> {
            current.set(true);
            waits.published();
            ends.add("over");
        });
        await().until(() -> ends.contains("over"));
        assertThat(ends).containsExactly("late", "over");
    }

    @Test
    void whatTheAgentItselfStoodStillDoesNotCount() {
        context.runOnContext(v -> {
            begin();
            standStill(PATIENCE.multipliedBy(2));
            // The config lies unread behind the wheel's turn, which is due.
            vertx.setTimer(100, id -> {
                current.set(true);
                waits.published();
            });
        });
        await().until(() -> !ends.isEmpty());
        assertThat(ends).containsExactly("went on");
    }

    @Test
    void standingStillForEverIsNoReasonToWaitForEver() {
        context.runOnContext(v -> {
            begin();
            standStill(PATIENCE.multipliedBy(4));
        });
        await().until(() -> !ends.isEmpty());
        assertThat(ends).containsExactly("late");
    }
}
