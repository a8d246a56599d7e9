package dev.sluice.admin.http;

import io.vertx.core.Handler;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.ext.web.Route;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import io.vertx.ext.web.handler.BodyHandler;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeSet;
import java.util.stream.Collectors;

/** Builds the router: gates first, then one route for each operation, then the answers for whatever is not one. */
public final class ApiRouter {

    private static final long BODY_LIMIT = 1024 * 1024;
    private static final long DOCUMENT_LIMIT = 64 * BODY_LIMIT;

    private final Router router;
    private final AccessGate access;
    private final List<Operation> operations = new ArrayList<>();

    /**
     * A router with its gates.
     *
     * @param bound the address we listen on
     * @param hosts further names we answer under
     */
    public ApiRouter(Vertx vertx, AccessGate access, String bound, List<String> hosts) {
        this.router = Router.router(vertx);
        this.access = access;
        router.route().handler(new SecurityHeaders());
        router.route().handler(new HostGate(bound, hosts));
        router.route().handler(ApiRouter::refuseTricks);
        router.route().failureHandler(ApiRouter::failed);
    }

    /** Adds these operations. */
    public ApiRouter with(List<Operation> more) {
        for (Operation operation : more) {
            operations.add(operation);
            on(operation).handler(access.requiring(operation.scope()));
            if (!operation.method().equals(HttpMethod.GET)) {
                boolean document = operation.takesDocument();
                on(operation).handler(context -> requireJson(context, document));
                on(operation).handler(BodyHandler.create(false).setBodyLimit(document ? DOCUMENT_LIMIT : BODY_LIMIT));
            }
            on(operation).handler(context -> run(operation, context));
        }
        return this;
    }

    /** One step of an operation: a route of its own, since a route's handlers may not stand in any order. */
    private Route on(Operation operation) {
        Route route = router.route(operation.method(), operation.routerPath());
        return operation.method().equals(HttpMethod.GET) ? route.method(HttpMethod.HEAD) : route;
    }

    /** Adds a handler that takes the request as it is, body unread. */
    public ApiRouter raw(String path, Scope seeing, Scope changing, Handler<RoutingContext> handler) {
        router.route(path).handler(context -> {
            HttpMethod method = context.request().method();
            boolean sees = method.equals(HttpMethod.GET) || method.equals(HttpMethod.HEAD);
            access.requiring(sees ? seeing : changing).handle(context);
        });
        router.route(path).handler(handler);
        return this;
    }

    /** Adds a handler that everybody may reach, and that passes on what is not for it. */
    public ApiRouter open(Handler<RoutingContext> handler) {
        router.route().handler(handler);
        return this;
    }

    /** Every operation there is. */
    public List<Operation> operations() {
        return List.copyOf(operations);
    }

    /** The router, complete. */
    public Handler<HttpServerRequest> build() {
        Map<String, TreeSet<String>> methods = new LinkedHashMap<>();
        for (Operation operation : operations) {
            TreeSet<String> allowed = methods.computeIfAbsent(operation.routerPath(), path -> new TreeSet<>());
            allowed.add(operation.method().name());
            if (operation.method().equals(HttpMethod.GET)) {
                allowed.add("HEAD");
            }
        }
        methods.forEach((path, allowed) -> router.route(path).handler(context -> {
            throw new ApiProblem(
                    405,
                    "method_not_allowed",
                    context.request().method() + " is not possible here",
                    List.of(),
                    Map.of("Allow", allowed.stream().collect(Collectors.joining(", "))));
        }));
        router.route().handler(context -> {
            throw new ApiProblem(404, "not_found", "There is nothing at this path");
        });
        return router;
    }

    private static void run(Operation operation, RoutingContext context) {
        operation
                .action()
                .run(new Call(context))
                .onSuccess(answer -> Writer.send(context, answer))
                .onFailure(failure -> Writer.fail(context, failure));
    }

    /** Nothing here needs an escaped separator or a dot segment; what looks like one is an attempt to be somewhere else. */
    private static void refuseTricks(RoutingContext context) {
        String path = context.request().path();
        String lower = path == null ? "" : path.toLowerCase(Locale.ROOT);
        boolean tricky = lower.contains("%2f")
                || lower.contains("%2e")
                || lower.contains("%5c")
                || lower.contains("%00")
                || lower.contains("\\")
                || lower.contains("/../")
                || lower.endsWith("/..");
        if (tricky) {
            throw ApiProblem.invalid("path", "an escaped separator or a dot segment", "a plain path");
        }
        context.next();
    }

    private static void requireJson(RoutingContext context, boolean orYaml) {
        HttpServerRequest request = context.request();
        String length = request.getHeader("Content-Length");
        boolean hasBody = request.getHeader("Transfer-Encoding") != null || (length != null && !length.equals("0"));
        String type = request.getHeader("Content-Type");
        String media = type == null ? "" : type.split(";", 2)[0].trim().toLowerCase(Locale.ROOT);
        if (hasBody && !media.equals("application/json") && !(orYaml && media.equals("application/yaml"))) {
            String expected = "application/json" + (orYaml ? " or application/yaml" : "");
            throw new ApiProblem(415, "unsupported_media_type", "The body's Content-Type must be " + expected);
        }
        context.next();
    }

    private static void failed(RoutingContext context) {
        Throwable failure = context.failure();
        if (context.statusCode() == 413) {
            failure = new ApiProblem(
                    413,
                    "too_large",
                    "The body is longer than it may be here: " + BODY_LIMIT + " bytes, " + DOCUMENT_LIMIT
                            + " for a document");
        } else if (failure == null) {
            failure = new ApiProblem(
                    context.statusCode() < 400 ? 500 : context.statusCode(), "invalid", "The request cannot be read");
        }
        Writer.fail(context, failure);
    }
}
