package dev.sluice.watchdog;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;

/** A peer in a process of its own, which can be stopped and continued by signals. */
final class FrozenPeer implements AutoCloseable {

    private final Process process;
    private final int port;

    FrozenPeer() throws IOException {
        process = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-XX:TieredStopAtLevel=1",
                        "-Xmx32m",
                        "-cp",
                        System.getProperty("java.class.path"),
                        Program.class.getName())
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        BufferedReader out =
                new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.US_ASCII));
        port = Integer.parseInt(out.readLine());
    }

    int port() {
        return port;
    }

    void freeze() throws Exception {
        signal("-STOP");
    }

    void thaw() throws Exception {
        signal("-CONT");
    }

    private void signal(String name) throws Exception {
        Process kill = new ProcessBuilder("kill", name, Long.toString(process.pid())).start();
        if (!kill.waitFor(10, TimeUnit.SECONDS) || kill.exitValue() != 0) {
            throw new IllegalStateException("kill " + name + ": actual failure, expected success");
        }
    }

    @Override
    public void close() {
        process.destroyForcibly();
    }

    /** What runs in the other process; it ends with its standard input, lest it outlive the tests. */
    static final class Program {

        private Program() {}

        public static void main(String[] none) throws Exception {
            StandIn peer = new StandIn(StandIn.answers("200 OK"));
            System.out.println(peer.port());
            while (System.in.read() >= 0) {
                // Nobody writes; the end is what counts.
            }
            peer.close();
        }
    }
}
