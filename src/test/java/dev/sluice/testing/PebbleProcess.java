package dev.sluice.testing;

import static org.awaitility.Awaitility.await;

import io.vertx.core.json.JsonObject;
import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * A certificate authority that speaks ACME, on loopback: pebble, which refuses some nonces on purpose, with a name server of
 * its own to which each name is 127.0.0.1. It can be ended and started again, and knows nothing of before then. Ready when a
 * method that starts it returns.
 */
public final class PebbleProcess implements AutoCloseable {

    /** A name that it signs for nobody. */
    public static final String BLOCKED = "blocked.example.net";

    private static final Duration PATIENCE = Duration.ofSeconds(20);
    /** Of a hundred requests so many are told that their nonce is bad. */
    private static final int REJECTED = 20;

    private final Path directory;
    private final int port = FreePort.next();
    private final int managementPort = FreePort.next();
    private final int dnsPort = FreePort.next();
    private final JsonObject config;
    private final ChildProcess names;
    private ChildProcess authority;

    private PebbleProcess(int httpPort, Duration lifetime, Map<String, String> accounts) {
        try {
            directory = Files.createTempDirectory("pebble");
            TestCertificate own = TestCertificate.of("127.0.0.1", "localhost");
            Files.writeString(directory.resolve("cert.pem"), own.chainPem());
            Files.writeString(directory.resolve("key.pem"), own.keyPem());
            config = config(httpPort, accounts);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        names = run(
                "pebble-challtestsrv",
                "-dns01",
                "127.0.0.1:" + dnsPort,
                "-management",
                "127.0.0.1:" + managementPort,
                "-http01",
                "",
                "-https01",
                "",
                "-tlsalpn01",
                "",
                "-defaultIPv6",
                "");
        authority = launch(lifetime);
    }

    /**
     * Starts one.
     *
     * @param httpPort where it looks for answers, in the place of 80
     * @param lifetime of the certificates that it signs; whole seconds
     */
    public static PebbleProcess start(int httpPort, Duration lifetime) {
        return new PebbleProcess(httpPort, lifetime, Map.of());
    }

    /** The same, for those alone who have one of these accounts: key in base64url by id. */
    public static PebbleProcess startFor(Map<String, String> accounts, int httpPort, Duration lifetime) {
        return new PebbleProcess(httpPort, lifetime, accounts);
    }

    private JsonObject config(int httpPort, Map<String, String> accounts) {
        return new JsonObject()
                .put("listenAddress", "127.0.0.1:" + port)
                .put("managementListenAddress", "127.0.0.1:" + FreePort.next())
                .put("certificate", directory.resolve("cert.pem").toString())
                .put("privateKey", directory.resolve("key.pem").toString())
                .put("httpPort", httpPort)
                .put("tlsPort", FreePort.next())
                .put("ocspResponderURL", "")
                .put("domainBlocklist", List.of(BLOCKED))
                .put("externalAccountBindingRequired", !accounts.isEmpty())
                .put("externalAccountMACKeys", new JsonObject(new HashMap<>(accounts)));
    }

    private ChildProcess launch(Duration lifetime) {
        config.put("certificateValidityPeriod", lifetime.toSeconds());
        try {
            Files.writeString(
                    directory.resolve("config.json"),
                    new JsonObject().put("pebble", config).encode());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        ChildProcess started = run(
                "pebble", "-config", directory.resolve("config.json").toString(), "-dnsserver", "127.0.0.1:" + dnsPort);
        try {
            await().atMost(PATIENCE).until(this::answers);
            return started;
        } catch (RuntimeException | Error e) {
            started.close();
            names.close();
            throw e;
        }
    }

    private boolean answers() {
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
            return socket.isConnected();
        } catch (IOException e) {
            return false;
        }
    }

    private ChildProcess run(String program, String... arguments) {
        List<String> command =
                new ArrayList<>(List.of(RequiredTool.require(program).toString()));
        command.addAll(List.of(arguments));
        File said = directory.resolve(program + ".out").toFile();
        ProcessBuilder builder = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.appendTo(said));
        builder.environment()
                .putAll(Map.of(
                        "PEBBLE_VA_NOSLEEP", "1",
                        "PEBBLE_WFE_NONCEREJECT", Integer.toString(REJECTED),
                        "PEBBLE_AUTHZREUSE", "0"));
        return ChildProcess.start(builder);
    }

    /** Where clients begin. */
    public URI uri() {
        return URI.create("https://127.0.0.1:" + port + "/dir");
    }

    /** What its own certificate is signed by: a file with PEM. */
    public Path root() {
        return directory.resolve("cert.pem");
    }

    /** What it said. */
    public String said() {
        try {
            return Files.readString(directory.resolve("pebble.out"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Ends it; nobody answers at its port. */
    public void stop() {
        authority.kill9();
    }

    /** Starts it again, to sign for that time from now on. */
    public void restart(Duration lifetime) {
        authority = launch(lifetime);
    }

    @Override
    public void close() {
        authority.close();
        names.close();
    }
}
