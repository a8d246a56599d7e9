package dev.sluice.loadtest;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Comparator;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Stream;

/**
 * The Sluice under load: one that runs already on this machine, if the system properties {@code sluice.front},
 * {@code sluice.admin} and {@code sluice.token} name it; otherwise the launcher in the directory above starts one.
 *
 * @param url such as {@code http://127.0.0.1:8080}
 * @param sluice null if it ran already
 * @param state its state directory, removed in the end; null if it ran already
 */
record FrontDoor(String url, AdminApi admin, Program sluice, Path state) implements AutoCloseable {

    private static final Duration FIRST_START = Duration.ofMinutes(5);

    /** One that is ready. */
    static FrontDoor open() throws IOException, InterruptedException {
        FrontDoor door = System.getProperty("sluice.front") == null ? started() : given();
        AdminApi.await("ready", FIRST_START, () -> door.admin.isReady() || door.isGone());
        return door;
    }

    /** A domain that no route has. */
    static String newDomain() {
        return "load-" + UUID.randomUUID().toString().substring(0, 8) + ".example";
    }

    private static FrontDoor given() {
        AdminApi admin = new AdminApi(System.getProperty("sluice.admin"), System.getProperty("sluice.token"));
        return new FrontDoor(System.getProperty("sluice.front"), admin, null, null);
    }

    private static FrontDoor started() throws IOException {
        int port = freePort();
        int adminPort = freePort();
        String token = UUID.randomUUID().toString();
        Path state = Files.createTempDirectory("sluice-load");
        Path output = Program.PROJECT.resolve("target").resolve("sluice.log");
        System.out.println("What Sluice prints goes to " + output);
        Program sluice = Program.sluice(
                Program.PROJECT.resolveSibling("sluice"),
                port,
                Map.of(
                        "SLUICE_HTTP_HOST",
                        "127.0.0.1",
                        "SLUICE_HTTP_PORT",
                        Integer.toString(port),
                        "SLUICE_HTTPS_PORT",
                        "0",
                        "SLUICE_ADMIN_PORT",
                        Integer.toString(adminPort),
                        "SLUICE_ADMIN_TOKEN",
                        token,
                        "SLUICE_STATE_DIR",
                        state.toString()),
                output.toFile());
        AdminApi admin = new AdminApi("http://127.0.0.1:" + adminPort, token);
        return new FrontDoor("http://127.0.0.1:" + port, admin, sluice, state);
    }

    private boolean isGone() {
        if (sluice != null && !sluice.isAlive()) {
            throw new IllegalStateException("sluice: actual ended, expected running (see its output)");
        }
        return false;
    }

    /** Ends it if it was started here. */
    @Override
    public void close() {
        if (sluice != null) {
            sluice.stop();
            remove(state);
        }
    }

    private static void remove(Path directory) {
        try (Stream<Path> paths = Files.walk(directory)) {
            for (Path path : paths.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(path);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static int freePort() throws IOException {
        try (ServerSocket any = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return any.getLocalPort();
        }
    }
}
