package dev.sluice.cli.demo;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** One agent as a child process, on loopback. It ends with this process at the latest: its standard input closes then. */
final class AgentProcess implements AutoCloseable {

    private static final int GONE_S = 5;

    private final String name;
    private final DemoLan lan;
    private final int proxyPort = FreePort.next();
    private final int apiPort = FreePort.next();
    private volatile @Nullable Process process;

    /**
     * An agent that is not started yet.
     *
     * @param lan which names it knows, and where its state is kept
     */
    AgentProcess(String name, DemoLan lan) {
        this.name = name;
        this.lan = lan;
    }

    /**
     * Starts it with those arguments; it does not serve yet.
     *
     * @param arguments beside those that say where it listens
     */
    void start(List<String> arguments) throws IOException {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx48m",
                "-XX:+UseSerialGC",
                "-XX:TieredStopAtLevel=1",
                // Names are asked of the system, and that reads them from a file of ours.
                "-Dvertx.disableDnsResolver=true",
                "-Djdk.net.hosts.file=" + lan.hosts(),
                "-cp",
                System.getProperty("java.class.path"),
                DemoAgent.class.getName(),
                "agent"));
        command.addAll(List.of(
                "--config", lan.emptySettings().toString(),
                "--state-dir", lan.stateOf(name).toString(),
                "--proxy-host", "127.0.0.1",
                "--proxy-port", Integer.toString(proxyPort),
                "--api-port", Integer.toString(apiPort)));
        command.addAll(arguments);
        ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true);
        builder.environment().keySet().removeIf(variable -> variable.startsWith("SLUICE_"));
        process = builder.start();
    }

    /** Waits until it serves. */
    void awaitServing() throws IOException {
        Process started = running();
        BufferedReader says =
                new BufferedReader(new InputStreamReader(started.getInputStream(), StandardCharsets.UTF_8));
        StringBuilder said = new StringBuilder();
        String line;
        do {
            line = says.readLine();
            said.append(line == null ? "" : line + "\n");
        } while (line != null && !line.endsWith(" serves."));
        if (line == null) {
            throw new IOException("agent " + name + ": actual exit "
                    + started.onExit().join().exitValue() + ", expected it to serve\n" + said);
        }
        Thread listener = new Thread(() -> drain(says), "agent-" + name);
        listener.setDaemon(true);
        listener.start();
    }

    /** A pipe that nobody reads would stop who writes to it. */
    private static void drain(BufferedReader says) {
        try {
            says.transferTo(Writer.nullWriter());
        } catch (IOException e) {
            // It is gone.
        }
    }

    String name() {
        return name;
    }

    int proxyPort() {
        return proxyPort;
    }

    int apiPort() {
        return apiPort;
    }

    long pid() {
        return running().pid();
    }

    /** As {@code kill -9} does: nothing is closed, nothing is said. */
    void kill() throws InterruptedException {
        Process dying = running();
        dying.destroyForcibly();
        dying.waitFor(GONE_S, TimeUnit.SECONDS);
    }

    private Process running() {
        Process now = process;
        if (now == null) {
            throw new IllegalStateException("agent " + name + ": actual not started, expected a process");
        }
        return now;
    }

    @Override
    public void close() {
        Process now = process;
        if (now != null) {
            now.destroyForcibly();
            now.onExit()
                    .orTimeout(GONE_S, TimeUnit.SECONDS)
                    .exceptionally(e -> now)
                    .join();
        }
    }
}
