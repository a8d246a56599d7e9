package dev.sluice;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.config.Settings;
import dev.sluice.config.SettingsLoader;
import dev.sluice.config.Surroundings;
import dev.sluice.core.model.Probe;
import dev.sluice.proxy.ClientLimits;
import dev.sluice.proxy.ProxyOptions;
import dev.sluice.proxy.UpstreamLimits;
import dev.sluice.proxy.tunnel.TunnelOptions;
import io.vertx.core.Vertx;
import io.vertx.junit5.VertxExtension;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Settings reach the rooms: unset, each room has its own defaults; set, each value arrives. */
@ExtendWith(VertxExtension.class)
class RoomOptionsTest {

    @Test
    void unsetTheDataPlaneHasItsOwnDefaults(Vertx vertx) {
        ProxyOptions made = options(vertx, Map.of()).proxy();
        assertThat(made).isEqualTo(ProxyOptions.defaults().withHttps(8443).withPasswords(made.passwords()));
    }

    @Test
    void httpsIsSwitchedOffOrSeenAtAnotherPort(Vertx vertx) {
        assertThat(options(vertx, Map.of("SLUICE_HTTPS_PORT", "off")).proxy().httpsPort())
                .isEqualTo(ProxyOptions.NONE);
        ProxyOptions elsewhere =
                options(vertx, Map.of("SLUICE_HTTPS_PUBLIC_PORT", "443")).proxy();
        assertThat(elsewhere)
                .isEqualTo(ProxyOptions.defaults()
                        .withHttps(8443)
                        .withPublicHttps(443)
                        .withPasswords(elsewhere.passwords()));
    }

    @Test
    void unsetPeersAreProbedAsUsual(Vertx vertx) {
        assertThat(options(vertx, Map.of()).admin(8080, 8443, "1").defaultProbe())
                .isEqualTo(Probe.DEFAULT);
    }

    @Test
    void everyLimitOfTheDataPlaneArrives(Vertx vertx) {
        ProxyOptions options = options(
                        vertx,
                        Map.ofEntries(
                                Map.entry("SLUICE_EVENT_LOOPS", "3"),
                                Map.entry("SLUICE_TRUSTED_PROXIES", "10.0.0.0/8"),
                                Map.entry("SLUICE_PROXY_REQUEST_HEAD_TIMEOUT", "1s"),
                                Map.entry("SLUICE_PROXY_HEAD_LIMIT", "2KiB"),
                                Map.entry("SLUICE_PROXY_BODY_IDLE_TIMEOUT", "3s"),
                                Map.entry("SLUICE_PROXY_BODY_LEAST_RATE", "4B"),
                                Map.entry("SLUICE_PROXY_BODY_RATE_GRACE", "5s"),
                                Map.entry("SLUICE_PROXY_KEEP_ALIVE_TIMEOUT", "6s"),
                                Map.entry("SLUICE_PROXY_WRITE_STALL_TIMEOUT", "7s"),
                                Map.entry("SLUICE_PROXY_MAX_CONNECTIONS", "8"),
                                Map.entry("SLUICE_PROXY_MAX_CONNECTIONS_PER_ADDRESS", "9"),
                                Map.entry("SLUICE_PROXY_DIAL_TIMEOUT", "10ms"),
                                Map.entry("SLUICE_PROXY_POOL_WAIT_TIMEOUT", "11ms"),
                                Map.entry("SLUICE_PROXY_POOL_SIZE", "12"),
                                Map.entry("SLUICE_PROXY_POOL_KEEP_ALIVE_TIMEOUT", "13s"),
                                Map.entry("SLUICE_PROXY_RESPONSE_HEAD_TIMEOUT", "14s"),
                                Map.entry("SLUICE_PROXY_RESPONSE_IDLE_TIMEOUT", "15s"),
                                Map.entry("SLUICE_PROXY_TUNNEL_IDLE_TIMEOUT", "16s")))
                .proxy();

        assertThat(options.eventLoops()).isEqualTo(3);
        assertThat(options.trustedProxies()).containsExactly("10.0.0.0/8");
        assertThat(options.clients())
                .isEqualTo(new ClientLimits(
                        Duration.ofSeconds(1),
                        2048,
                        Duration.ofSeconds(3),
                        4,
                        Duration.ofSeconds(5),
                        Duration.ofSeconds(6),
                        Duration.ofSeconds(7),
                        8,
                        9));
        UpstreamLimits usual = UpstreamLimits.defaults();
        assertThat(options.upstreams())
                .isEqualTo(new UpstreamLimits(
                        Duration.ofMillis(10),
                        usual.lastResortDial(),
                        Duration.ofMillis(11),
                        usual.waiting(),
                        12,
                        Duration.ofSeconds(13),
                        Duration.ofSeconds(14),
                        Duration.ofSeconds(15),
                        usual.interim()));
        assertThat(options.tunnels()).isEqualTo(TunnelOptions.defaults().withIdle(Duration.ofSeconds(16)));
    }

    private static RoomOptions options(Vertx vertx, Map<String, String> environment) {
        Settings settings = SettingsLoader.load(
                        vertx, null, new Surroundings(environment, Path.of("/home/op"), false, "edge-1"))
                .toCompletionStage()
                .toCompletableFuture()
                .join();
        return new RoomOptions(settings, new LiveSettings(settings));
    }
}
