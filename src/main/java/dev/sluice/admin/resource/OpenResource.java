package dev.sluice.admin.resource;

import dev.sluice.admin.http.Answer;
import dev.sluice.admin.http.Operation;
import dev.sluice.admin.http.Scope;
import dev.sluice.core.port.ControlPlane;
import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.json.JsonObject;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;

/** What machines ask without a token: health, metrics, and the API's own description. */
public final class OpenResource {

    private final ControlPlane plane;
    private final Supplier<String> metrics;
    private final Buffer document;

    public OpenResource(ControlPlane plane, Supplier<String> metrics, Buffer document) {
        this.plane = plane;
        this.metrics = metrics;
        this.document = document;
    }

    public List<Operation> operations() {
        return List.of(
                open("getLive", "/health/live", call -> done(state(200, "live"))),
                open("getReady", "/health/ready", call -> done(plane.isReady() ? state(200, "ready") : notReady())),
                open(
                        "getMetrics",
                        "/metrics",
                        call -> done(
                                Answer.text("text/plain; version=0.0.4; charset=utf-8", Buffer.buffer(metrics.get())))),
                open("getDocument", "/openapi.yaml", call -> done(Answer.text("application/yaml", document))));
    }

    private static Operation open(String id, String path, Operation.Action action) {
        return new Operation(id, HttpMethod.GET, path, Scope.OPEN, action);
    }

    private static Future<Answer> done(Answer answer) {
        return Future.succeededFuture(answer);
    }

    private static Answer notReady() {
        Answer answer = state(503, "starting");
        return new Answer(answer.status(), answer.type(), answer.body(), Map.of("Retry-After", "1"));
    }

    private static Answer state(int status, String word) {
        return Answer.json(status, new JsonObject().put("status", word), Map.of());
    }
}
