package dev.sluice.loadtest;

import java.io.BufferedReader;
import java.io.File;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** A program that runs beside the load as a process of its own, and ends with it at the latest. */
final class Program {

    private static final Path CLASSES = Path.of(
            Peer.class.getProtectionDomain().getCodeSource().getLocation().getPath());

    /** The directory of this project, wherever Maven was started. */
    static final Path PROJECT = CLASSES.getParent().getParent();

    private static final int PATIENCE_S = 30;

    private final Process process;
    private final int port;

    private Program(Process process, int port) {
        this.process = process;
        this.port = port;
        Runtime.getRuntime().addShutdownHook(new Thread(process::destroy));
    }

    /** Starts a {@link Peer}; it listens when this returns. */
    static Program peer(String name, int port) throws IOException {
        String java = ProcessHandle.current().info().command().orElseThrow();
        Process process = new ProcessBuilder(
                        java, "-cp", CLASSES.toString(), Peer.class.getName(), name, Integer.toString(port))
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        try (BufferedReader output = process.inputReader()) {
            String line = output.readLine();
            if (line == null || !line.startsWith("listening ")) {
                process.destroyForcibly();
                throw new IOException("peer " + name + ": actual '" + line + "', expected 'listening PORT'");
            }
            return new Program(process, Integer.parseInt(line.substring("listening ".length())));
        }
    }

    /** Starts the launcher's {@code run}; what it prints goes to a file. */
    static Program sluice(Path launcher, int port, Map<String, String> environment, File output) throws IOException {
        ProcessBuilder builder = new ProcessBuilder(List.of(launcher.toString(), "run"))
                .redirectErrorStream(true)
                .redirectOutput(output);
        builder.environment().putAll(environment);
        return new Program(builder.start(), port);
    }

    int port() {
        return port;
    }

    boolean isAlive() {
        return process.isAlive();
    }

    /** Ends it as {@code kill -9} does. */
    void kill9() {
        process.destroyForcibly();
        await();
    }

    /** Asks it to end, and waits. */
    void stop() {
        process.destroy();
        await();
    }

    private void await() {
        try {
            if (!process.waitFor(PATIENCE_S, TimeUnit.SECONDS)) {
                process.destroyForcibly();
                throw new IllegalStateException(
                        "process " + process.pid() + ": actual running, expected its end in " + PATIENCE_S + " s");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
