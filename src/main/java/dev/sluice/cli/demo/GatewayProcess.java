package dev.sluice.cli.demo;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** One stand-in gateway as a child process. It ends with this process at the latest: its standard input closes then. */
final class GatewayProcess implements AutoCloseable {

    private final String name;
    private final int port;
    private Process process;

    GatewayProcess(String name, int port) throws IOException {
        this.name = name;
        this.port = port;
        this.process = start();
    }

    private Process start() throws IOException {
        String java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
        Process started = new ProcessBuilder(List.of(
                        java,
                        "-Xmx64m",
                        "-XX:TieredStopAtLevel=1",
                        "-XX:+UseSerialGC",
                        "-cp",
                        System.getProperty("java.class.path"),
                        StandInGateway.class.getName(),
                        name,
                        Integer.toString(port)))
                .redirectError(ProcessBuilder.Redirect.DISCARD)
                .start();
        BufferedReader says =
                new BufferedReader(new InputStreamReader(started.getInputStream(), StandardCharsets.UTF_8));
        String line;
        do {
            line = says.readLine();
        } while (line != null && !line.equals("ready"));
        if (line == null) {
            throw new IOException("stand-in gateway " + name + " on port " + port + " ended with "
                    + started.onExit().join().exitValue() + " (expected it to serve)");
        }
        return started;
    }

    String name() {
        return name;
    }

    int port() {
        return port;
    }

    long pid() {
        return process.pid();
    }

    /** As {@code kill -9} does: nothing is closed, nothing is said. */
    void kill() throws InterruptedException {
        process.destroyForcibly();
        process.waitFor(5, TimeUnit.SECONDS);
    }

    void startAgain() throws IOException {
        process = start();
    }

    @Override
    public void close() {
        process.destroyForcibly();
    }
}
