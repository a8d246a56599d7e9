package dev.sluice.testing;

import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * An agent in a process of its own, with a state directory that outlives its restarts and goes with {@link #close}. It
 * serves when a method that starts it returns, unless that method says otherwise.
 */
public final class AgentProcess extends ProgramProcess {

    private static final Duration PATIENCE = Duration.ofSeconds(60);

    private final int apiPort = FreePort.next();
    private final List<String> wrapper;
    private final List<String> options;
    private final List<String> archive;

    private AgentProcess(List<String> wrapper, List<String> options, List<String> archive) {
        super(ScratchDirectory.create("sluice-agent"), PATIENCE);
        this.wrapper = wrapper;
        this.options = options;
        this.archive = archive;
    }

    /**
     * Starts the agent of a peer, which must be a gateway, by a code that the peer is given now.
     *
     * @param host where it listens for the front door: the peer's {@code host}
     * @param proxyPort the peer's {@code proxy_port}
     * @param more further options of {@code sluice agent}
     */
    public static AgentProcess pair(SluiceProcess sluice, long peerId, String host, int proxyPort, String... more) {
        return pair(List.of(), "127.0.0.1", sluice, peerId, host, proxyPort, more);
    }

    /**
     * The same elsewhere.
     *
     * @param wrapper a command, with arguments, that runs what follows it in the right place
     * @param server the address by which the front door is reached from there
     */
    public static AgentProcess pair(
            List<String> wrapper,
            String server,
            SluiceProcess sluice,
            long peerId,
            String host,
            int proxyPort,
            String... more) {
        return pair(wrapper, server + ":" + sluice.agentPort(), code(sluice, peerId), host, proxyPort, more);
    }

    /**
     * Starts one with a code that the caller has.
     *
     * @param server address and port of a front door's listener for agents
     */
    public static AgentProcess pair(
            List<String> wrapper, String server, String code, String host, int proxyPort, String... more) {
        return pair(SluiceProcess.archive(), wrapper, server, code, host, proxyPort, more);
    }

    /** The same on this machine, as small as the launcher has it: without an archive of classes. */
    public static AgentProcess pairSmall(SluiceProcess sluice, long peerId, int proxyPort) {
        return pair(
                List.of(), List.of(), "127.0.0.1:" + sluice.agentPort(), code(sluice, peerId), "127.0.0.1", proxyPort);
    }

    private static AgentProcess pair(
            List<String> archive,
            List<String> wrapper,
            String server,
            String code,
            String host,
            int proxyPort,
            String... more) {
        List<String> options = new ArrayList<>(List.of(
                "--server", "https://" + server, "--proxy-host", host, "--proxy-port", Integer.toString(proxyPort)));
        options.addAll(List.of(more));
        AgentProcess agent = new AgentProcess(wrapper, options, archive);
        try {
            agent.launch("--pair", code);
        } catch (RuntimeException | Error e) {
            agent.close();
            throw e;
        }
        return agent;
    }

    private static String code(SluiceProcess sluice, long peerId) {
        return sluice.admin()
                .post("/api/v1/peers/" + peerId + "/pairing-code", new JsonObject())
                .expect(200)
                .body()
                .getString("code");
    }

    /** Where its pairing and its last config are. */
    public Path stateDir() {
        return stateDir;
    }

    /** The port of its own API, at 127.0.0.1 of where it runs. */
    public int apiPort() {
        return apiPort;
    }

    /** The token that its own API asks for. */
    public String apiToken() {
        try {
            return new JsonObject(Files.readString(stateDir.resolve("secrets"))).getString("api_token");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** What its own API tells of it; not of one that runs in another network. */
    public JsonObject status() {
        HttpRequest request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + apiPort + "/api/status"))
                .timeout(PATIENCE)
                .header("X-Gateway-Token", apiToken())
                .build();
        try {
            return new JsonObject(HttpClient.newHttpClient()
                    .send(request, BodyHandlers.ofString())
                    .body());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    @Override
    List<String> command(List<String> once) {
        List<String> arguments = new ArrayList<>(archive);
        arguments.addAll(SluiceProgram.agentArguments());
        arguments.addAll(List.of("dev.sluice.Main", "agent"));
        arguments.addAll(options);
        arguments.addAll(List.of("--state-dir", stateDir.toString(), "--api-port", Integer.toString(apiPort)));
        arguments.addAll(once);
        List<String> command = new ArrayList<>(wrapper);
        command.addAll(ChildProcess.java(arguments.toArray(String[]::new)));
        return command;
    }

    @Override
    Map<String, String> environment() {
        return Map.of("MALLOC_ARENA_MAX", "1"); // as the launcher does
    }

    @Override
    boolean serves(String said) {
        return said.contains(" serves.");
    }
}
