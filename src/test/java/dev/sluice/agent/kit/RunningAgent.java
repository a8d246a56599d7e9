package dev.sluice.agent.kit;

import dev.sluice.agent.Agent;
import dev.sluice.agent.AgentOptions;
import dev.sluice.agent.link.ServerAddress;
import dev.sluice.agent.pairing.PairingCall;
import dev.sluice.agent.pairing.PairingCode;
import dev.sluice.agent.state.Identity;
import dev.sluice.agent.state.StateDirectory;
import dev.sluice.core.model.Hop;
import dev.sluice.proxy.DataVertx;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** An agent in this process, on free ports of loopback. */
public final class RunningAgent implements AutoCloseable {

    public static final Duration WAKE_PATIENCE = Duration.ofSeconds(3);

    private static final HttpClient CLIENT = HttpClient.newHttpClient();

    private final Vertx control = Vertx.vertx(new VertxOptions().setEventLoopPoolSize(1));
    private final Vertx data = DataVertx.open(1, 1_000);
    private final Agent agent;

    private RunningAgent(Path state, Identity identity, String... servers) throws Exception {
        AgentOptions options = new AgentOptions(
                addresses(servers), "127.0.0.1", 0, "127.0.0.1", 0, "192.168.1.7", 1, WAKE_PATIENCE, "1.2.3");
        agent = await(Agent.open(
                control, data, options, identity, StateDirectory.open(state).config()));
    }

    private static List<ServerAddress> addresses(String... servers) {
        return Arrays.stream(servers)
                .map(text -> Objects.requireNonNull(ServerAddress.parse(text)))
                .toList();
    }

    /** One that is paired already. */
    public static RunningAgent of(Path state, String... servers) throws Exception {
        Identity identity = StateDirectory.open(state).identity();
        return new RunningAgent(state, Objects.requireNonNull(identity), servers);
    }

    /** Pairs an agent with that front door. */
    public static Identity pair(Path state, String code, Hop hop, String... servers) throws Exception {
        Vertx vertx = Vertx.vertx();
        try {
            PairingCode parsed = Objects.requireNonNull(PairingCode.parse(code));
            Identity identity = await(new PairingCall(vertx, parsed, hop, "1.2.3", null).ask(addresses(servers)));
            StateDirectory.open(state).keep(identity);
            return identity;
        } finally {
            await(vertx.close());
        }
    }

    /** Takes a pairing over to another directory. */
    public static void copy(Path paired, Path state) throws IOException {
        try (Stream<Path> files = Files.list(paired)) {
            for (Path file : files.toList()) {
                Files.copy(file, state.resolve(file.getFileName()), StandardCopyOption.COPY_ATTRIBUTES);
            }
        }
    }

    public int proxyPort() {
        return agent.proxyPort();
    }

    public int apiPort() {
        return agent.apiPort();
    }

    /** What its own API answers. */
    public HttpResponse<String> api(String method, String path, @Nullable String token) throws Exception {
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + apiPort() + path))
                .method(method, HttpRequest.BodyPublishers.noBody())
                .timeout(Duration.ofSeconds(10));
        if (token != null) {
            request.header("X-Gateway-Token", token);
        }
        return CLIENT.send(request.build(), HttpResponse.BodyHandlers.ofString());
    }

    public JsonObject status() throws Exception {
        return new JsonObject(api("GET", "/api/status", StandInFrontDoor.TOKEN).body());
    }

    private static <T> T await(Future<T> future) throws Exception {
        try {
            return future.toCompletionStage().toCompletableFuture().get(30, TimeUnit.SECONDS);
        } catch (ExecutionException e) {
            throw e.getCause() instanceof Exception cause ? cause : e;
        }
    }

    @Override
    public void close() throws IOException {
        try {
            await(agent.close(Duration.ZERO));
            await(data.close());
            await(control.close());
        } catch (Exception e) {
            throw new IOException(e);
        }
    }
}
