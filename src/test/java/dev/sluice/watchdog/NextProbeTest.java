package dev.sluice.watchdog;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.sluice.core.model.Peer;
import io.vertx.core.Context;
import io.vertx.core.Vertx;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** When a peer is probed next, as those see it who ask. */
class NextProbeTest {

    private static final Duration SOON = Duration.ofSeconds(20);

    private final ShiftedClock clock = new ShiftedClock();
    private final ObservedHealth health = new ObservedHealth(clock);
    private Vertx vertx;
    private Context loop;
    private Watchdog watchdog;

    @BeforeEach
    void open() {
        vertx = Vertx.vertx();
        loop = vertx.getOrCreateContext();
        watchdog = new Watchdog(vertx, health, clock, WatchdogOptions.of("test"));
    }

    @AfterEach
    void close() throws Exception {
        vertx.close().toCompletionStage().toCompletableFuture().get(10, TimeUnit.SECONDS);
    }

    @Test
    void itIsOneIntervalAfterTheLastAndNoneOnceThePeerIsNotWatched() throws Exception {
        try (StandIn gateway = new StandIn(StandIn.answers("200 OK"))) {
            Peer peer = Peers.http(1, gateway.port(), Duration.ofMinutes(10));
            health.watch(peer);
            Instant before = Instant.now();
            loop.runOnContext(v -> watchdog.start());
            await().atMost(SOON).untilAsserted(() -> assertThat(health.vitals(1).nextProbeAt())
                    .isBetween(before.plusSeconds(9 * 60), Instant.now().plusSeconds(10 * 60 + 1)));

            health.forget(1);
            loop.runOnContext(v -> watchdog.peersChanged());
            await().atMost(SOON).untilAsserted(() -> assertThat(health.vitals(1).nextProbeAt())
                    .isNull());
        }
    }
}
