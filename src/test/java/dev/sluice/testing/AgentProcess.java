package dev.sluice.testing;

import static org.awaitility.Awaitility.await;

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
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * An agent in a process of its own, with a state directory that outlives its restarts and goes with {@link #close}. It
 * serves when a method that starts it returns, unless that method says otherwise.
 */
public final class AgentProcess implements AutoCloseable {

    private static final Duration PATIENCE = Duration.ofSeconds(60);

    private final Path stateDir = ScratchDirectory.create("sluice-agent");
    private final int apiPort = FreePort.next();
    private final List<String> wrapper;
    private final List<String> options;
    private final List<String> archive;
    private @Nullable ChildProcess child;

    private AgentProcess(List<String> wrapper, List<String> options, List<String> archive) {
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

    public boolean isRunning() {
        return child != null && child.process().isAlive();
    }

    /** What it has used of processors since its last start. */
    public Duration processorTime() {
        return running().process().info().totalCpuDuration().orElseThrow();
    }

    /** Its memory that is in the machine's, in KiB; Linux only. */
    public long residentKib() {
        try (Stream<String> lines = Files.lines(Path.of("/proc", Long.toString(pid()), "status"))) {
            return lines.filter(line -> line.startsWith("VmRSS:"))
                    .mapToLong(line -> Long.parseLong(line.replaceAll("\\D", "")))
                    .findFirst()
                    .orElseThrow();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    public long pid() {
        return running().process().pid();
    }

    /** Ends it as {@code kill -9} does; it is gone when this returns. */
    public void kill9() {
        running().kill9();
        child = null;
    }

    /** Asks it to end, and waits; its exit code. */
    public int terminate() {
        ChildProcess ending = running();
        ending.signal("TERM");
        int code = ending.awaitExit(PATIENCE);
        child = null;
        return code;
    }

    /** Stops it in its tracks; the system still accepts connections for it. */
    public void freeze() {
        running().signal("STOP");
    }

    public void thaw() {
        running().signal("CONT");
    }

    /** Starts it again after its end, with the pairing and the config that it has. */
    public void restart() {
        launch();
    }

    /** The same, without waiting until it serves. */
    public void beginRestart() {
        begin();
    }

    /** What it wrote on standard output and error, over all its lives. */
    public String output() {
        try {
            return Files.exists(log()) ? Files.readString(log()) : "";
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void close() {
        if (child != null) {
            child.close();
            child = null;
        }
        ScratchDirectory.delete(stateDir);
        ScratchDirectory.delete(log());
    }

    private void launch(String... once) {
        int before = output().length();
        begin(once);
        await().atMost(PATIENCE)
                .pollInterval(Duration.ofMillis(20))
                .until(() -> !isRunning() || output().substring(before).contains(" serves."));
        if (!isRunning()) {
            throw new IllegalStateException("sluice agent: actual exit "
                    + running().process().exitValue() + ", expected to serve\n" + output());
        }
    }

    private void begin(String... once) {
        if (child != null) {
            throw new IllegalStateException("sluice agent: actual running, expected ended before a start");
        }
        List<String> arguments = new ArrayList<>(archive);
        arguments.addAll(SluiceProgram.agentArguments());
        arguments.addAll(List.of("dev.sluice.Main", "agent"));
        arguments.addAll(options);
        arguments.addAll(List.of("--state-dir", stateDir.toString(), "--api-port", Integer.toString(apiPort)));
        arguments.addAll(List.of(once));
        List<String> command = new ArrayList<>(wrapper);
        command.addAll(ChildProcess.java(arguments.toArray(String[]::new)));
        ProcessBuilder builder = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.appendTo(log().toFile()));
        builder.environment().keySet().removeIf(name -> name.startsWith("SLUICE_"));
        builder.environment().put("MALLOC_ARENA_MAX", "1"); // as the launcher does
        child = ChildProcess.start(builder);
    }

    private ChildProcess running() {
        if (child == null) {
            throw new IllegalStateException("sluice agent: actual dead, expected running");
        }
        return child;
    }

    private Path log() {
        return stateDir.resolveSibling(stateDir.getFileName() + ".log");
    }
}
