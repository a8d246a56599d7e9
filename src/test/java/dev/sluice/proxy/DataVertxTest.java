package dev.sluice.proxy;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.core.RoutingTable;
import dev.sluice.proxy.kit.Door;
import dev.sluice.proxy.kit.RawClient;
import io.vertx.core.Vertx;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/** The transport that is chosen carries requests. */
class DataVertxTest {

    @Test
    void aFrontDoorWorksOnIt() {
        Vertx data = DataVertx.open(2);
        try {
            FrontDoor door = Door.await(FrontDoor.open(
                    data,
                    ProxyOptions.defaults().withHttp("127.0.0.1", 0).withEventLoops(2),
                    () -> RoutingTable.EMPTY,
                    (peer, evidence, nanos) -> {},
                    told -> {}));
            assertThat(RawClient.once(door.httpPort(), "GET / HTTP/1.1\r\nHost: a\r\n\r\n")
                            .status())
                    .isEqualTo(404);
            Door.await(door.shutdown(Duration.ofSeconds(1)));
        } finally {
            Door.await(data.close());
        }
    }
}
