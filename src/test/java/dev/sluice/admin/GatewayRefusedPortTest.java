package dev.sluice.admin;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.sluice.admin.gateway.GatewayOptions;
import dev.sluice.core.rule.Rejection;
import dev.sluice.core.rule.RejectionCode;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class GatewayRefusedPortTest {

    @Test
    void aPortThatSomebodyElseHasIsToldAndTriedAgain(@TempDir Path directory) throws Exception {
        ServerSocket holder = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
        Duration soon = Duration.ofMillis(50);
        try (holder;
                GatewaySite site = new GatewaySite(
                        directory,
                        new GatewayOptions(
                                "127.0.0.1",
                                holder.getLocalPort(),
                                soon,
                                Duration.ofSeconds(10),
                                Duration.ofSeconds(20),
                                soon))) {
            long home = site.gateway("Home");
            assertThatThrownBy(() -> site.code(home))
                    .cause()
                    .isInstanceOfSatisfying(Rejection.class, no -> assertThat(no.code())
                            .isEqualTo(RejectionCode.AGENT_LISTENER_REFUSED))
                    .hasMessageContaining("agent.port: ");
            assertThat(site.desk.port()).isNegative();
            holder.close();
            await().atMost(Duration.ofSeconds(10)).until(() -> site.desk.port() == holder.getLocalPort());
            assertThat(site.code(home)).startsWith("sluice-");
        }
    }
}
