package dev.sluice.system;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.sluice.testing.AgentProcess;
import dev.sluice.testing.FreePort;
import dev.sluice.testing.PeerProcess;
import dev.sluice.testing.SluiceProcess;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/** What an agent takes: memory, and time to come back. Limits are those of a busy machine; drills hold it to the exact ones. */
class AgentLifeTest {

    private static final int ROUTES = 20;
    private static final int REQUESTS = 300;
    private static final int PATIENCE_MS = 15_000;

    /** 96 MiB are promised, and a little is left to other Javas and their flags. */
    private static final long MOST_KIB = 102 * 1024;

    /** Of one processor. Two seconds of time are promised on a machine that has nothing else to do. */
    private static final Duration MOST_WORK = Duration.ofSeconds(3);

    @Test
    void itIsSmallAndSoonBack() throws Exception {
        int port = FreePort.next();
        try (SluiceProcess sluice = SluiceProcess.start();
                PeerProcess lan = PeerProcess.start("nas")) {
            long peer = sluice.create(
                    "/peers",
                    new JsonObject()
                            .put("name", "Home")
                            .put("host", "127.0.0.1")
                            .put("proxy_port", port));
            for (int i = 0; i < ROUTES; i++) {
                sluice.create(
                        "/routes",
                        new JsonObject()
                                .put("domain", "r" + i + ".test")
                                .put("target_kind", "gateway")
                                .put("target_peer_id", peer)
                                .put("target_lan_host", "127.0.0.1")
                                .put("target_lan_port", lan.port()));
            }
            try (AgentProcess agent = AgentProcess.pairSmall(sluice, peer, port)) {
                await().atMost(Site.PATIENCE)
                        .until(() -> Gets.one(sluice.httpPort(), "r0.test").status() == 200);
                for (int i = 0; i < REQUESTS; i++) {
                    assertThat(Gets.one(sluice.httpPort(), "r" + i % ROUTES + ".test")
                                    .status())
                            .isEqualTo(200);
                }
                assertThat(agent.residentKib()).as("resident, KiB").isLessThan(MOST_KIB);

                sluice.freeze(); // it serves from what it has
                try {
                    agent.terminate();
                    agent.restart();
                    dial(port);
                    assertThat(agent.processorTime()).isLessThan(MOST_WORK);
                    assertThat(agent.output()).contains("carrying " + ROUTES + " routes as they were last");
                } finally {
                    sluice.thaw();
                }
            }
        }
    }

    private static void dial(int port) throws IOException {
        try (Socket socket = new Socket()) {
            socket.connect(new InetSocketAddress("127.0.0.1", port), PATIENCE_MS);
        }
    }
}
