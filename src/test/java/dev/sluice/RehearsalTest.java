package dev.sluice;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.proxy.DataVertx;
import dev.sluice.proxy.ProxyOptions;
import io.vertx.core.Vertx;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class RehearsalTest {

    private static final ProxyOptions OPTIONS = ProxyOptions.defaults().withEventLoops(2);

    private Vertx data;

    @BeforeEach
    void open() {
        data = DataVertx.open(2, 1_000);
    }

    @AfterEach
    void close() throws Exception {
        data.close().toCompletionStage().toCompletableFuture().get(10, TimeUnit.SECONDS);
    }

    @Test
    void itsRouteMovesAndNothingOfItRemains() throws Exception {
        assertThat(Rehearsal.play(data, OPTIONS, Duration.ofSeconds(6))).isTrue();

        assertThat(data.deploymentIDs()).isEmpty();
    }

    @Test
    void itEndsWhenItsTimeIsOver() throws Exception {
        long begun = System.nanoTime();

        assertThat(Rehearsal.play(data, OPTIONS, Duration.ofMillis(1))).isFalse();

        assertThat(Duration.ofNanos(System.nanoTime() - begun)).isLessThan(Duration.ofSeconds(5));
        assertThat(data.deploymentIDs()).isEmpty();
    }
}
