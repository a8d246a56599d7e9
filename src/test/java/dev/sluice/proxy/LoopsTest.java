package dev.sluice.proxy;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.core.RoutingTable;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/** How the front door is spread over event loops. */
class LoopsTest {

    private static final int LOOPS = 2;

    @Test
    void eachPartHasAnEventLoopOfItsOwn() throws Exception {
        for (int i = 0; i < 100; i++) {
            Vertx vertx = Vertx.vertx(new VertxOptions().setEventLoopPoolSize(LOOPS));
            try {
                FrontDoor door = await(FrontDoor.open(
                        vertx,
                        ProxyOptions.defaults().withHttp("127.0.0.1", 0).withEventLoops(LOOPS),
                        () -> RoutingTable.EMPTY,
                        (peer, evidence, nanos) -> {},
                        told -> {}));
                assertThat(door.eventLoops()).as("round %d", i).isEqualTo(LOOPS);
                await(door.shutdown(Duration.ZERO));
            } finally {
                await(vertx.close());
            }
        }
    }

    private static <T> T await(Future<T> future) throws Exception {
        return future.toCompletionStage().toCompletableFuture().get(10, TimeUnit.SECONDS);
    }
}
