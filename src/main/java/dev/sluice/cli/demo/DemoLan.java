package dev.sluice.cli.demo;

import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * The network that both gateways stand in: one host with a service, and a file that gives the host its name. Its address would
 * be a loopback one, which means "on the gateway itself" and does not move as a matter of course.
 */
final class DemoLan {

    static final String HOST = "nas.lan";

    private static final int OPENING_S = 10;

    private final Path directory;
    private final Path hosts;
    private final Path emptySettings;

    /**
     * A LAN whose files are in that directory.
     *
     * @param directory is made; whoever made the one above it removes it
     */
    DemoLan(Path directory) throws IOException {
        this.directory = Files.createDirectories(directory);
        this.hosts = Files.writeString(directory.resolve("hosts"), "127.0.0.1 localhost " + HOST + "\n");
        this.emptySettings = Files.writeString(directory.resolve("agent.yaml"), "");
    }

    /** Starts the service; its port. It ends with the Vert.x instance. */
    int startService(Vertx vertx) throws InterruptedException, IOException {
        try {
            HttpServer server = vertx.createHttpServer()
                    .requestHandler(request -> request.response().end("hello from the LAN\n"))
                    .listen(0, "127.0.0.1")
                    .toCompletionStage()
                    .toCompletableFuture()
                    .get(OPENING_S, TimeUnit.SECONDS);
            return server.actualPort();
        } catch (ExecutionException | TimeoutException e) {
            throw new IOException("the LAN service does not start: " + e.getMessage(), e);
        }
    }

    /** What is {@code /etc/hosts} elsewhere. */
    Path hosts() {
        return hosts;
    }

    /** Settings of agents that say nothing, so that none of this machine's are read. */
    Path emptySettings() {
        return emptySettings;
    }

    /** Where that agent keeps its state. */
    Path stateOf(String agent) {
        return directory.resolve(agent);
    }
}
