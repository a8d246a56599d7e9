package dev.sluice.admin;

import static dev.sluice.admin.EveryOperation.of;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.sluice.admin.stream.EventStreams;
import dev.sluice.agent.link.ServerAddress;
import dev.sluice.agent.pairing.PairingCall;
import dev.sluice.agent.pairing.PairingCode;
import dev.sluice.core.model.Hop;
import dev.sluice.testing.EventStreamClient;
import dev.sluice.testing.FreePort;
import dev.sluice.testing.SluiceProcess;
import io.vertx.core.Vertx;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.net.BindException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/** Answers that take more than a request: an agent, many callers, another program, another process. */
final class RareAnswers {

    private static final Duration PATIENCE = Duration.ofSeconds(30);

    private final CoveredApi api;

    RareAnswers(CoveredApi api) {
        this.api = api;
    }

    /** A gateway whose agent is paired for a moment. */
    void agentLetInAndOut(SluiceProcess sluice) {
        long peer = api.call("POST", "/peers", of("name", "five", "host", "127.0.0.2"))
                .id();
        String path = "/peers/" + peer + "/pairing";
        String code = api.call("POST", path + "-code", null).json().getString("code");
        String listener = "https://127.0.0.1:" + sluice.agentPort();
        Vertx vertx = Vertx.vertx();
        try {
            new PairingCall(vertx, Objects.requireNonNull(PairingCode.parse(code)), Hop.MTLS, "1.2.3", null)
                    .ask(List.of(Objects.requireNonNull(ServerAddress.parse(listener))))
                    .toCompletionStage()
                    .toCompletableFuture()
                    .join();
        } finally {
            vertx.close().toCompletionStage().toCompletableFuture().join();
        }
        assertThat(api.call("DELETE", path, null).status()).isEqualTo(204);
    }

    /** As many streams as there may be, and one more. */
    void everyStreamTaken(SluiceProcess sluice) {
        List<EventStreamClient> streams = new ArrayList<>();
        int port = URI.create(sluice.adminUri()).getPort();
        try {
            while (streams.size() < EventStreams.Bounds.USUAL.most() - 1) {
                streams.add(new EventStreamClient(port, "/api/v1/events", SluiceProcess.TOKEN, null, false));
            }
            await().atMost(PATIENCE)
                    .ignoreException(IllegalStateException.class)
                    .until(() -> {
                        Reply one = api.call("GET", "/events", null);
                        if (one.status() == 200) {
                            streams.add(
                                    new EventStreamClient(port, "/api/v1/events", SluiceProcess.TOKEN, null, false));
                        }
                        return one.status() == 503 && one.code().equals("too_many_streams");
                    });
        } finally {
            streams.forEach(EventStreamClient::close);
        }
    }

    /** One that was started with neither a fixed token nor a password, and in which pools are not to be made. */
    void withoutTokenAndPools() throws IOException {
        try (SluiceProcess bare =
                SluiceProcess.start(Map.of("SLUICE_ADMIN_TOKEN", "", "SLUICE_FEATURES_GATEWAY_POOLS", "false"))) {
            Path first = bare.stateDir().resolve("first-token");
            await().atMost(PATIENCE).until(() -> Files.exists(first));
            CoveredApi there = api.at(
                    URI.create(bare.adminUri()).getPort(),
                    Files.readString(first).strip());
            EveryFault faults = new EveryFault(there);
            faults.expect(409, "last_admin_token", "DELETE", "/tokens/1", null);
            JsonObject pool = of("name", "pool", "failback_cooldown_s", 60);
            faults.expect(403, "feature_locked", "POST", "/gateway-pools", pool);
        }
    }

    /** A revision has a listener whose port another process has taken since. */
    void portTakenMeanwhile(EveryFault faults) throws IOException {
        int port = FreePort.next();
        JsonObject body = of("route_type", "l4", "l4_listen_port", port, "target_peer_id", 1);
        Reply route = api.call("POST", "/routes", body);
        assertThat(route.status()).as(route.body().toString()).isEqualTo(201);
        long revision =
                api.call("GET", "/revisions", null).items().getJsonObject(0).getLong("number");
        String revert = "/revisions/" + revision + "/revert";
        api.call("DELETE", "/routes/" + route.id(), null);
        String before = api.call("GET", "/desired", null).body().toString();
        try (ServerSocket other = new ServerSocket()) {
            InetSocketAddress taken = new InetSocketAddress(InetAddress.getLoopbackAddress(), port);
            await().atMost(PATIENCE).ignoreException(BindException.class).until(() -> {
                other.bind(taken);
                return true;
            });
            Reply refused = faults.expect(409, "l4_port_in_use", "POST", revert, null);
            assertThat(refused.paths()).hasSize(1);
            assertThat(api.call("GET", "/desired", null).body()).hasToString(before);
        }
        assertThat(api.call("POST", revert, null).status()).isEqualTo(200);
        assertThat(api.call("GET", "/routes?limit=250", null).body().toString()).contains(":" + port);
    }
}
