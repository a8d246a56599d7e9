package dev.sluice.proxy.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.sluice.proxy.kit.Door;
import dev.sluice.proxy.kit.Plan;
import dev.sluice.proxy.kit.RawClient;
import dev.sluice.proxy.kit.RawUpstream;
import dev.sluice.proxy.kit.Speaker;
import java.io.IOException;
import java.net.Inet4Address;
import java.net.InetAddress;
import java.net.NetworkInterface;
import java.net.Socket;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;

/** Clients that are too many: one more is closed at once, and the others go on. */
class ManyConnectionsTest {

    /** Loopback is not counted: the machine's own address stands for a client elsewhere, where it has one. */
    @Test
    void oneAddressHasSoManyConnections() throws IOException {
        InetAddress own = NetworkInterface.networkInterfaces()
                .flatMap(NetworkInterface::inetAddresses)
                .filter(address -> address instanceof Inet4Address && !address.isLoopbackAddress())
                .findFirst()
                .orElse(null);
        assumeTrue(own != null, "skipped: this machine has no address but loopback");
        try (RawUpstream a = RawUpstream.saying("ok");
                Door door = Door.open(options -> options.withHttp(own.getHostAddress(), 0)
                        .withClients(options.clients().withConnectionsPerAddress(2)))) {
            door.publish(new Plan(7, Door.HOST).through(Door.upstream(1, a)));
            List<RawClient> clients = new ArrayList<>();
            for (int i = 0; i < 2; i++) {
                clients.add(new RawClient(new Socket(own, door.port())));
                assertThat(clients.get(i).get().status()).isEqualTo(200);
            }
            try (RawClient tooMany = new RawClient(new Socket(own, door.port()))) {
                assertThat(tooMany.isClosed()).isTrue();
            }
            assertThat(clients.get(0).get().status()).as("the others go on").isEqualTo(200);
            clients.forEach(RawClient::close);
            Awaitility.await().until(() -> door.front().connections() == 0);
            try (RawClient again = new RawClient(new Socket(own, door.port()))) {
                assertThat(again.get().status()).isEqualTo(200);
            }
        }
    }

    @Test
    void oneConnectionTooManyIsClosedAtOnceAndTheOthersGoOn() {
        try (RawUpstream a = RawUpstream.saying("ok");
                Door door = Door.open(options -> options.withHttps(0)
                        .withH2c(true)
                        .withClients(options.clients().withConnections(Over.values().length)))) {
            door.publish(new Plan(7, Door.HOST).through(Door.upstream(1, a)));
            Map<Over, Speaker> clients = new EnumMap<>(Over.class);
            for (Over over : Over.values()) {
                clients.put(over, over.connect(door));
            }
            clients.values()
                    .forEach(client -> assertThat(client.get("/").body()).isEqualTo("ok"));
            for (int port : List.of(door.port(), door.httpsPort())) {
                try (RawClient tooMany = new RawClient(port)) {
                    assertThat(tooMany.isClosed()).isTrue();
                }
            }
            clients.forEach((over, client) -> {
                assertThat(client.get("/").body()).isEqualTo("ok");
                client.close();
                Awaitility.await().until(() -> door.front().connections() < clients.size());
                try (Speaker next = over.connect(door)) {
                    assertThat(next.get("/").body())
                            .as("%s: there is room again", over)
                            .isEqualTo("ok");
                }
            });
            Awaitility.await().until(() -> door.front().connections() == 0);
        }
    }
}
