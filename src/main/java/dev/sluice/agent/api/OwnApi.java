package dev.sluice.agent.api;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpConnection;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.json.JsonObject;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.List;
import java.util.function.Supplier;

/**
 * The agent's own API: how it fares, and a knock that its config has changed. Whoever does not bring the token of the pairing
 * gets 403 on every path, and no other word. One event loop.
 */
public final class OwnApi {

    private static final String TOKEN = "X-Gateway-Token";
    private static final int LONGEST_HEAD = 8 * 1024;
    private static final int LONGEST_BODY = 16 * 1024;
    private static final int IDLE_S = 30;
    private static final long STRANGERS_STAY_MS = 10_000;

    private static final long READ_MS = 500;

    private final Vertx vertx;
    private final byte[] token;
    private final Supplier<JsonObject> health;
    private final Supplier<JsonObject> status;
    private final Runnable configChanged;
    private final Callers callers;
    private final HttpServer server;

    private OwnApi(
            Vertx vertx,
            String token,
            Supplier<JsonObject> health,
            Supplier<JsonObject> status,
            Runnable configChanged) {
        this.vertx = vertx;
        this.token = token.getBytes(StandardCharsets.UTF_8);
        this.health = health;
        this.status = status;
        this.configChanged = configChanged;
        this.callers = new Callers(vertx, STRANGERS_STAY_MS);
        this.server = vertx.createHttpServer(new HttpServerOptions()
                        .setMaxHeaderSize(LONGEST_HEAD)
                        .setMaxInitialLineLength(LONGEST_HEAD)
                        .setIdleTimeout(IDLE_S)
                        .setHttp2ClearTextEnabled(false))
                .connectionHandler(callers::opened)
                .requestHandler(this::asked);
    }

    /**
     * Opens it; fails if the port is taken.
     *
     * @param status what {@code GET /api/status} answers; asked on the event loop, as the others
     */
    public static Future<OwnApi> open(
            Vertx vertx,
            String host,
            int port,
            String token,
            Supplier<JsonObject> health,
            Supplier<JsonObject> status,
            Runnable configChanged) {
        OwnApi api = new OwnApi(vertx, token, health, status, configChanged);
        return api.server.listen(port, host).map(api);
    }

    /** The port that it listens on. */
    public int port() {
        return server.actualPort();
    }

    private void asked(HttpServerRequest request) {
        if (!isAdmitted(request)) {
            turnAway(request);
            return;
        }
        callers.known(request.connection());
        long[] length = {0};
        request.handler(part -> {
            length[0] += part.length();
            if (length[0] > LONGEST_BODY) {
                request.connection().close();
            }
        });
        switch (request.method().name() + " " + request.path()) {
            case "GET /api/health" -> answer(request, 200, health.get());
            case "GET /api/status" -> answer(request, 200, status.get());
            case "POST /api/config-changed" -> {
                configChanged.run();
                answer(request, 202, new JsonObject().put("accepted", true));
            }
            default ->
                answer(
                        request,
                        404,
                        new JsonObject().put("code", "not_found").put("title", "There is nothing at this path."));
        }
    }

    /** The connection ends too; a moment later while the request still comes in, or that would take the answer with it. */
    private void turnAway(HttpServerRequest request) {
        HttpConnection connection = request.connection();
        request.response()
                .setStatusCode(403)
                .putHeader("connection", "close")
                .end()
                .onComplete(told -> {
                    if (request.isEnded()) {
                        connection.close();
                    } else {
                        vertx.setTimer(READ_MS, id -> connection.close());
                    }
                });
    }

    /** Whether exactly one token came, and the right one; how long the answer takes tells nothing of it. */
    private boolean isAdmitted(HttpServerRequest request) {
        List<String> shown = request.headers().getAll(TOKEN);
        return shown.size() == 1 && MessageDigest.isEqual(token, shown.get(0).getBytes(StandardCharsets.UTF_8));
    }

    private static void answer(HttpServerRequest request, int status, JsonObject body) {
        request.response()
                .setStatusCode(status)
                .putHeader("content-type", "application/json")
                .putHeader("cache-control", "no-store")
                .putHeader("x-content-type-options", "nosniff")
                .end(body.toBuffer());
    }

    /** Closes it. */
    public Future<Void> close() {
        return server.close();
    }
}
