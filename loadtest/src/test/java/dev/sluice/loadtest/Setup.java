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
 * Two peers, and a Sluice whose one route is pinned to the first and may fail over to the second.
 *
 * <p>A Sluice that runs already on this machine is used if the system properties {@code sluice.front},
 * {@code sluice.admin} and {@code sluice.token} name it; otherwise the launcher in the directory above starts one.
 */
final class Setup implements AutoCloseable {

    private static final Duration FIRST_START = Duration.ofMinutes(5);

    private final String domain = "load-" + UUID.randomUUID().toString().substring(0, 8) + ".example";
    private final Program secondary;
    private final String front;
    private final AdminApi admin;
    private final Program sluice;
    private final Path state;
    private Program primary;

    Setup(int cooldownS) {
        try {
            primary = Program.peer("primary", 0);
            secondary = Program.peer("secondary", 0);
            String given = System.getProperty("sluice.front");
            if (given != null) {
                sluice = null;
                state = null;
                front = given;
                admin = new AdminApi(System.getProperty("sluice.admin"), System.getProperty("sluice.token"));
            } else {
                int port = freePort();
                int adminPort = freePort();
                String token = UUID.randomUUID().toString();
                front = "http://127.0.0.1:" + port;
                admin = new AdminApi("http://127.0.0.1:" + adminPort, token);
                state = Files.createTempDirectory("sluice-load");
                sluice = start(state, port, adminPort, token);
            }
            AdminApi.await("ready", FIRST_START, () -> admin.isReady() || isGone());
            route(cooldownS);
        } catch (IOException e) {
            throw new IllegalStateException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    String front() {
        return front;
    }

    String domain() {
        return domain;
    }

    AdminApi admin() {
        return admin;
    }

    void killPrimary() {
        primary.kill9();
    }

    void restartPrimary() {
        try {
            primary = Program.peer("primary", primary.port());
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    @Override
    public void close() {
        primary.kill9();
        secondary.kill9();
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

    private static Program start(Path state, int port, int adminPort, String token) throws IOException {
        Path output = Program.PROJECT.resolve("target").resolve("sluice.log");
        System.out.println("What Sluice prints goes to " + output);
        return Program.sluice(
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
    }

    private boolean isGone() {
        if (sluice != null && !sluice.isAlive()) {
            throw new IllegalStateException("sluice: actual ended, expected running (see its output)");
        }
        return false;
    }

    private void route(int cooldownS) throws IOException {
        long a = admin.create("/peers", peer("primary", primary.port()));
        long b = admin.create("/peers", peer("secondary", secondary.port()));
        long pool = admin.create(
                "/gateway-pools",
                "{\"name\":\"" + domain + "\",\"mode\":\"failover\",\"failback_cooldown_s\":" + cooldownS + "}");
        admin.put("/gateway-pools/" + pool + "/members", "[{\"peer_id\":" + a + "},{\"peer_id\":" + b + "}]");
        admin.create(
                "/routes", "{\"domain\":\"" + domain + "\",\"target_kind\":\"gateway\",\"target_peer_id\":" + a + "}");
    }

    private String peer(String name, int port) {
        return "{\"name\":\"" + name + "-" + domain + "\",\"host\":\"127.0.0.1\",\"peer_type\":\"gateway\","
                + "\"proxy_port\":" + port + "}";
    }

    private static int freePort() throws IOException {
        try (ServerSocket any = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return any.getLocalPort();
        }
    }
}
