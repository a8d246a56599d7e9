package dev.sluice.admin;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.admin.gateway.GatewayOptions;
import java.io.IOException;
import java.net.Socket;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Who holds connections to the agents' listener holds few, and not for long; paired agents come in all the while. */
class GatewayStrangersTest {

    private static final int MOST_OF_ONE = 16;

    @TempDir
    Path directory;

    private GatewaySite site;
    private GatewayClient.Shown agent;

    @BeforeEach
    void open() {
        Duration soon = Duration.ofMillis(100);
        site = new GatewaySite(
                directory,
                new GatewayOptions("127.0.0.1", 0, soon, Duration.ofSeconds(3), Duration.ofMillis(1_500), soon));
        agent = pairedWith(site.gateway("Home"));
    }

    private GatewayClient.Shown pairedWith(long peerId) {
        site.code(peerId);
        return site.paired(peerId);
    }

    @AfterEach
    void close() {
        site.close();
    }

    private void assertServesTheAgent() throws IOException {
        try (GatewayClient client = site.connect(agent)) {
            assertThat(client.ask("GET", "config", null).status()).isEqualTo(200);
        }
    }

    @Test
    void whoMakesNoHandshakeIsNotWaitedForAndKeepsNobodyOut() throws Exception {
        List<Socket> idle = new ArrayList<>();
        try {
            for (int i = 0; i < 300; i++) {
                Socket socket = new Socket("127.0.0.1", site.desk.port());
                socket.setSoTimeout(20_000);
                idle.add(socket);
            }
            assertServesTheAgent();
            for (Socket socket : idle) {
                assertThat(socket.getInputStream().read())
                        .as("no byte, and closed")
                        .isEqualTo(-1);
            }
        } finally {
            for (Socket socket : idle) {
                socket.close();
            }
        }
    }

    @Test
    void aStrangerIsAskedToGoWhateverItDoes() throws Exception {
        try (GatewayClient dripping = site.stranger()) {
            dripping.write("POST /api/v1/gateway/pair HTTP/1.1\r\nHost: x\r\nContent-Length: 1000\r\nX: ");
            Awaitility.await().ignoreExceptions().until(() -> {
                try {
                    dripping.write("x");
                    return false;
                } catch (IOException closed) {
                    return true;
                }
            });
        }
        assertServesTheAgent();
    }

    @Test
    void oneAgentHasFewConnectionsAndTheNewestAreKept() throws Exception {
        List<GatewayClient> all = new ArrayList<>();
        try {
            for (int i = 0; i <= MOST_OF_ONE; i++) {
                all.add(site.connect(agent));
            }
            assertThat(all.get(0).isClosed()).isTrue();
            for (GatewayClient client : all.subList(1, all.size())) {
                assertThat(client.ask("GET", "config", null).status()).isEqualTo(200);
            }
        } finally {
            for (GatewayClient client : all) {
                client.close();
            }
        }
    }

    @Test
    void ofStrangersOneAddressHasFewConnections() throws Exception {
        List<GatewayClient> all = new ArrayList<>();
        try {
            for (int i = 0; i < MOST_OF_ONE; i++) {
                all.add(site.stranger());
            }
            try (GatewayClient tooMany = site.stranger()) {
                assertThat(tooMany.isClosed()).isTrue();
            } catch (IOException reset) {
                assertThat(reset).as("as good an end").isNotNull();
            }
            assertServesTheAgent();
        } finally {
            for (GatewayClient client : all) {
                client.close();
            }
        }
    }
}
