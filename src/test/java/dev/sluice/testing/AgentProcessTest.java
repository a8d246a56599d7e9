package dev.sluice.testing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.vertx.core.json.JsonObject;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/** That an agent's process can be had, taken away and had again. */
class AgentProcessTest {

    private static final Duration PATIENCE = Duration.ofSeconds(20);

    @Test
    void pairsServesAndComesBackAsTheSamePeer() {
        int port = FreePort.next();
        try (SluiceProcess sluice = SluiceProcess.start()) {
            long peer = sluice.create(
                    "/peers",
                    new JsonObject()
                            .put("name", "Home")
                            .put("host", "127.0.0.2")
                            .put("proxy_port", port));
            try (AgentProcess agent = AgentProcess.pair(sluice, peer, "127.0.0.2", port)) {
                awaitConnected(sluice, peer, true);
                assertThat(agent.status().getLong("peer_id")).isEqualTo(peer);

                agent.kill9();
                awaitConnected(sluice, peer, false);
                agent.restart();
                awaitConnected(sluice, peer, true);
                assertThat(agent.terminate()).as(agent.output()).isZero();
                agent.restart();
                awaitConnected(sluice, peer, true);
            }
        }
    }

    private static void awaitConnected(SluiceProcess sluice, long peer, boolean connected) {
        await().atMost(PATIENCE)
                .until(() -> connected
                        == sluice.get("/peers/" + peer).getJsonObject("agent").getBoolean("connected"));
    }
}
