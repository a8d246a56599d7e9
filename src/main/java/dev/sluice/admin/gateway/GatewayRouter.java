package dev.sluice.admin.gateway;

import dev.sluice.admin.http.Answer;
import dev.sluice.admin.http.ApiProblem;
import dev.sluice.admin.http.JsonBody;
import dev.sluice.admin.http.Writer;
import dev.sluice.admin.json.AgentConfigJson;
import dev.sluice.core.agent.AgentConfig;
import dev.sluice.core.model.Pairing;
import dev.sluice.core.port.ControlPlane;
import io.vertx.core.Handler;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import io.vertx.ext.web.handler.BodyHandler;
import java.util.Map;

/** What can be asked on the agents' listener. Whoever shows no paired agent's certificate can ask to be paired, no more. */
final class GatewayRouter {

    static final int BEAT_SECONDS = 5;

    private static final String BASE = "/api/v1/gateway";
    private static final long PAIR_LIMIT = 16 * 1024;
    private static final long BEAT_LIMIT = 1024 * 1024;
    private static final long READ_MS = 500;
    private static final String PAIRING = "sluice.pairing";

    private final ControlPlane plane;
    private final KnownConfigs configs;
    private final PairDesk pairDesk;
    private final BeatDesk beatDesk;
    private final Streams streams;

    GatewayRouter(ControlPlane plane, KnownConfigs configs, PairDesk pairDesk, BeatDesk beatDesk, Streams streams) {
        this.plane = plane;
        this.configs = configs;
        this.pairDesk = pairDesk;
        this.beatDesk = beatDesk;
        this.streams = streams;
    }

    Handler<HttpServerRequest> build(Vertx vertx) {
        Router router = Router.router(vertx);
        router.route().handler(GatewayRouter::guard);
        router.post(BASE + "/pair").handler(body(PAIR_LIMIT));
        router.post(BASE + "/pair").handler(this::pair);
        router.route().handler(this::know);
        router.get(BASE + "/config").handler(this::config);
        router.post(BASE + "/heartbeat").handler(body(BEAT_LIMIT));
        router.post(BASE + "/heartbeat").handler(this::beat);
        router.get(BASE + "/stream").handler(context -> streams.open(pairing(context), context.response()));
        router.route().handler(context -> {
            throw new ApiProblem(404, "not_found", "There is nothing at this path");
        });
        router.route().failureHandler(GatewayRouter::failed);
        return router;
    }

    private static void guard(RoutingContext context) {
        context.response().putHeader("Cache-Control", "no-store").putHeader("X-Content-Type-Options", "nosniff");
        context.next();
    }

    private static BodyHandler body(long limit) {
        return BodyHandler.create(false).setBodyLimit(limit);
    }

    /** Goes on only with a paired agent; the connection of anybody else ends here. */
    private void know(RoutingContext context) {
        Pairing pairing = Caller.pairing(
                Caller.fingerprint(context.request().connection()),
                plane.snapshot().desired());
        if (pairing == null) {
            endAfter(context);
            throw new ApiProblem(401, "unauthorized", "The certificate of a paired agent is needed");
        }
        context.put(PAIRING, pairing);
        context.next();
    }

    /** A moment later: an end while the request still comes in would take the answer with it. */
    private static void endAfter(RoutingContext context) {
        context.response().putHeader("Connection", "close");
        context.response().endHandler(answered -> context.vertx()
                .setTimer(READ_MS, id -> context.request().connection().close()));
    }

    private static Pairing pairing(RoutingContext context) {
        return context.get(PAIRING);
    }

    private void pair(RoutingContext context) {
        String address = context.request().remoteAddress().hostAddress();
        pairDesk.pair(object(context), address)
                .onSuccess(answer -> Writer.send(context, answer))
                .onFailure(failure -> Writer.fail(context, failure));
    }

    private void config(RoutingContext context) {
        AgentConfig config = configs.of(pairing(context).peerId());
        if (config == null) {
            throw new ApiProblem(404, "not_found", "There is no config for this agent");
        }
        Map<String, String> etag = Map.of("ETag", "\"" + config.etag() + "\"");
        String known = context.request().getHeader("If-None-Match");
        boolean same = known != null && known.contains("\"" + config.etag() + "\"");
        Writer.send(
                context,
                same
                        ? new Answer(304, "application/json", Buffer.buffer(), etag)
                        : Answer.json(200, AgentConfigJson.of(config, BEAT_SECONDS), etag));
    }

    private void beat(RoutingContext context) {
        Writer.send(context, beatDesk.beat(pairing(context), object(context)));
    }

    private static JsonObject object(RoutingContext context) {
        Buffer buffer = context.body().buffer();
        Object value = JsonBody.parse(buffer == null ? Buffer.buffer() : buffer);
        if (value instanceof JsonObject object) {
            return object;
        }
        throw ApiProblem.invalid("body", value == null ? "absent" : JsonBody.kind(value), "a JSON object");
    }

    private static void failed(RoutingContext context) {
        Throwable failure = context.failure();
        if (context.statusCode() == 413) {
            endAfter(context); // the rest of it may still be on its way
            failure = new ApiProblem(413, "too_large", "The body is too large");
        } else if (failure == null) {
            failure = new ApiProblem(
                    context.statusCode() < 400 ? 500 : context.statusCode(), "invalid", "The request cannot be read");
        }
        Writer.fail(context, failure);
    }
}
