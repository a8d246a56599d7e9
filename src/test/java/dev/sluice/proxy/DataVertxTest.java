package dev.sluice.proxy;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.core.RoutingTable;
import dev.sluice.proxy.kit.Door;
import dev.sluice.proxy.kit.RawClient;
import io.vertx.core.Vertx;
import java.io.IOException;
import java.net.Socket;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;

/** The transport that is chosen carries requests. */
class DataVertxTest {

    @Test
    void aFrontDoorWorksOnIt() {
        Vertx data = DataVertx.open(2, 100);
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

    /** Of a burst, few are open for a moment beyond those that may be, however many wait to be accepted. */
    @Test
    void nobodyAcceptsMoreThanThereMayBe() throws IOException {
        Vertx data = DataVertx.open(1, 10);
        List<Socket> clients = new ArrayList<>();
        try {
            int[] ports = {greeting(data), greeting(data)};
            for (int i = 0; i < 50; i++) {
                clients.add(new Socket("127.0.0.1", ports[i % 2]));
            }
            assertThat(clients.stream().filter(DataVertxTest::isGreeted)).hasSize(10 + 16);
            for (Socket client : clients) {
                client.close();
            }
            Awaitility.await("there is room again").until(() -> {
                try (Socket again = new Socket("127.0.0.1", ports[0])) {
                    return isGreeted(again);
                }
            });
        } finally {
            Door.await(data.close());
        }
    }

    private static int greeting(Vertx data) {
        return Door.await(data.createNetServer()
                        .connectHandler(socket -> socket.write("x"))
                        .listen(0, "127.0.0.1"))
                .actualPort();
    }

    private static boolean isGreeted(Socket client) {
        try {
            client.setSoTimeout(10_000);
            return client.getInputStream().read() == 'x';
        } catch (IOException e) {
            return false;
        }
    }
}
