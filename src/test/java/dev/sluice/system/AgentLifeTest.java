package dev.sluice.system;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.sluice.testing.AgentProcess;
import dev.sluice.testing.DrillForm;
import dev.sluice.testing.DrillTable;
import dev.sluice.testing.FreePort;
import dev.sluice.testing.PeerProcess;
import dev.sluice.testing.SluiceProcess;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.time.Duration;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** What an agent takes: memory, and time to come back. The short form allows for a busy machine. */
@Tag("drill")
class AgentLifeTest {

    private static final int ROUTES = 20;
    private static final int REQUESTS = 300;
    private static final int PATIENCE_MS = 15_000;

    private static final DrillForm FORM = DrillForm.current();

    /** Other Javas and their flags are left a little in the short form. */
    private static final long MOST_KIB = FORM.pick(102, 96) * 1024L;

    /** In this time after its last work it gives back what it does not need. */
    private static final Duration RESTED = Duration.ofSeconds(15);

    private static final int STARTS = FORM.pick(1, 5);

    /** Of one processor, since the time that a start takes says nothing of it while other tests run. */
    private static final Duration MOST_WORK = Duration.ofSeconds(3);

    private static final Duration LONGEST_START = Duration.ofSeconds(2);

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
                await().atMost(RESTED).untilAsserted(() -> assertThat(agent.residentKib())
                        .as("resident, KiB")
                        .isLessThan(MOST_KIB));
                DrillTable.row("agent at rest", "under 96 MiB resident", agent.residentKib() / 1024 + " MiB");

                sluice.freeze(); // it serves from what it has
                try {
                    startsSoon(agent, port);
                } finally {
                    sluice.thaw();
                }
            }
        }
    }

    private static void startsSoon(AgentProcess agent, int port) throws IOException {
        Duration quickest = Duration.ofDays(1);
        for (int i = 0; i < STARTS; i++) {
            agent.terminate();
            long begun = System.nanoTime();
            agent.restart();
            dial(port);
            Duration took = Duration.ofNanos(System.nanoTime() - begun);
            quickest = took.compareTo(quickest) < 0 ? took : quickest;
            assertThat(agent.processorTime()).isLessThan(MOST_WORK);
        }
        DrillTable.row("agent started again", "ready in 2 s", quickest.toMillis() + " ms, the best of " + STARTS);
        if (FORM == DrillForm.FULL) {
            assertThat(quickest).isLessThan(LONGEST_START);
        }
        assertThat(agent.output()).contains("carrying " + ROUTES + " routes as they were last");
    }

    private static void dial(int port) throws IOException {
        try (Socket socket = new Socket()) {
            socket.connect(new InetSocketAddress("127.0.0.1", port), PATIENCE_MS);
        }
    }
}
