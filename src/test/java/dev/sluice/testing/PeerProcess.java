package dev.sluice.testing;

import static org.awaitility.Awaitility.await;

import io.vertx.core.json.JsonObject;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A stand-in gateway or application in a process of its own, on loopback: it can be killed, frozen and started again on
 * the same port. See {@link StandInConnection} for what it answers. Ready when a method that starts it returns.
 */
public final class PeerProcess implements AutoCloseable {

    private static final Duration PATIENCE = Duration.ofSeconds(20);

    private final String name;
    private final Path journal;
    private final int port = FreePort.next();
    private @Nullable ChildProcess child;

    private PeerProcess(String name, Path journal) {
        this.name = name;
        this.journal = journal;
    }

    /** Starts a stand-in that answers with this name, on a free port. */
    public static PeerProcess start(String name) {
        try {
            PeerProcess peer = new PeerProcess(name, Files.createTempFile("peer-" + name, ".journal"));
            peer.launch();
            return peer;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    public String name() {
        return name;
    }

    public int port() {
        return port;
    }

    /** Whether it has not been killed. */
    public boolean isRunning() {
        return child != null;
    }

    /** Ends it as {@code kill -9} does; it is gone when this returns. */
    public void kill9() {
        running().kill9();
        child = null;
    }

    /** Freezes it: connections are still accepted by the system, nothing is answered. */
    public void freeze() {
        running().signal("STOP");
    }

    public void thaw() {
        running().signal("CONT");
    }

    /** Starts it again on its old port, after {@link #kill9}. */
    public void restart() {
        if (child != null) {
            throw new IllegalStateException("peer " + name + ": actual running, expected killed before a restart");
        }
        launch();
    }

    /**
     * Ids ({@code X-Request-Uid}) of the requests that have reached it with this method, in order, over all its lives;
     * one that came twice is there twice. Works on a dead one.
     */
    public List<String> idsSeen(String method) {
        return StandInJournal.ids(journal, method);
    }

    /** Requests with this method since its last start; it must be running. */
    public long requests(String method) {
        return Rest.at(port).get("/__stats").body().getLong(method, 0L);
    }

    /** All requests since its last start, whatever the method; it must be running. */
    public long requests() {
        JsonObject counts = Rest.at(port).get("/__stats").body();
        return counts.fieldNames().stream().mapToLong(counts::getLong).sum();
    }

    @Override
    public void close() {
        if (child != null) {
            child.close();
            child = null;
        }
        try {
            Files.deleteIfExists(journal);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private ChildProcess running() {
        if (child == null) {
            throw new IllegalStateException("peer " + name + ": actual dead, expected running");
        }
        return child;
    }

    private void launch() {
        ChildProcess started = ChildProcess.start(new ProcessBuilder(command(name, port, journal, loopback()))
                .redirectError(ProcessBuilder.Redirect.INHERIT));
        try {
            awaitPort(started);
            await().atMost(PATIENCE).until(() -> Rest.at(port).get("/__stats").status() == 200);
            child = started;
        } finally {
            if (child != started) {
                started.close();
            }
        }
    }

    /** How a stand-in is started, on any port if that is 0. */
    static List<String> command(String name, int port, Path journal, String address) {
        String classes = Path.of(StandInPeer.class
                        .getProtectionDomain()
                        .getCodeSource()
                        .getLocation()
                        .getPath())
                .toString();
        // Few threads and little compilation: several of these run beside the program under test.
        return ChildProcess.java(
                "-XX:TieredStopAtLevel=1",
                "-XX:+UseSerialGC",
                "-Xshare:auto",
                "-Xmx128m",
                "-cp",
                classes,
                StandInPeer.class.getName(),
                name,
                Integer.toString(port),
                journal.toString(),
                address);
    }

    /** The port that a stand-in says it listens on. */
    static int awaitPort(ChildProcess started) {
        try {
            BufferedReader output = started.process().inputReader();
            String line = output.readLine();
            if (line == null || !line.startsWith("listening ")) {
                throw new IllegalStateException("stand-in: actual '" + line + "', expected 'listening PORT'");
            }
            return Integer.parseInt(line.substring("listening ".length()));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String loopback() {
        return InetAddress.getLoopbackAddress().getHostAddress();
    }
}
