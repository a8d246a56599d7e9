package dev.sluice.cli.demo;

import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpClientOptions;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.PoolOptions;
import io.vertx.core.http.RequestOptions;
import io.vertx.core.net.SocketAddress;
import org.jspecify.annotations.Nullable;

/**
 * A stand-in gateway, run as a process of its own so that it can be killed: passes GET requests for the
 * one LAN host it knows to this machine's loopback, and says in {@code X-Served-By} who it is.
 */
public final class StandInGateway {

    /** The LAN host's name. Its address would be a loopback one, which means "on the gateway itself" and never moves. */
    static final String LAN_HOST = "nas.lan";

    private static final int WAIT_MS = 2_000;

    private final String name;
    private final HttpClient client;

    private StandInGateway(String name, HttpClient client) {
        this.name = name;
        this.client = client;
    }

    /**
     * Serves until killed, or until standard input ends: then whoever started it is gone.
     *
     * @param args name and port
     */
    public static void main(String[] args) throws java.io.IOException {
        Vertx vertx = Vertx.vertx(new VertxOptions().setEventLoopPoolSize(1));
        HttpClient client = vertx.createHttpClient(
                new HttpClientOptions().setConnectTimeout(WAIT_MS), new PoolOptions().setHttp1MaxSize(32));
        StandInGateway gateway = new StandInGateway(args[0], client);
        vertx.createHttpServer()
                .requestHandler(gateway::serve)
                .listen(Integer.parseInt(args[1]), "127.0.0.1")
                .onSuccess(server -> System.out.println("ready"))
                .onFailure(e -> {
                    System.err.println(e.getMessage());
                    System.exit(1);
                });
        while (System.in.read() >= 0) {
            // Nothing is said to it; the end of the stream is the message.
        }
        System.exit(0);
    }

    private void serve(HttpServerRequest request) {
        SocketAddress lanHost = address(request.getHeader("X-Gateway-Target"));
        if (lanHost == null || request.method() != HttpMethod.GET) {
            request.response().setStatusCode(404).putHeader("X-Served-By", name).end(name + " answers\n");
            return;
        }
        RequestOptions options = new RequestOptions()
                .setServer(lanHost)
                .setURI(request.uri())
                .setIdleTimeout(WAIT_MS)
                .putHeader("Host", String.valueOf(request.getHeader("Host")));
        client.request(options)
                .compose(forwarded -> forwarded.send())
                .compose(answer -> answer.body().compose(body -> request.response()
                        .setStatusCode(answer.statusCode())
                        .putHeader("X-Served-By", name)
                        .end(body)))
                .onFailure(e -> {
                    if (!request.response().ended()) {
                        request.response().setStatusCode(502).end("LAN host: " + e.getMessage() + "\n");
                    }
                });
    }

    private static @Nullable SocketAddress address(@Nullable String target) {
        if (target == null || !target.startsWith(LAN_HOST + ":")) {
            return null;
        }
        return SocketAddress.inetSocketAddress(Integer.parseInt(target.substring(LAN_HOST.length() + 1)), "127.0.0.1");
    }
}
