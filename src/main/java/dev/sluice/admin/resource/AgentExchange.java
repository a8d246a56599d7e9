package dev.sluice.admin.resource;

import dev.sluice.admin.http.Answer;
import dev.sluice.admin.http.ApiProblem;
import dev.sluice.core.model.Peer;
import io.vertx.core.Future;
import io.vertx.core.MultiMap;
import io.vertx.core.http.HttpClientResponse;
import io.vertx.core.net.HostAndPort;
import io.vertx.httpproxy.Body;
import io.vertx.httpproxy.MediaType;
import io.vertx.httpproxy.ProxyContext;
import io.vertx.httpproxy.ProxyInterceptor;
import io.vertx.httpproxy.ProxyRequest;
import io.vertx.httpproxy.ProxyResponse;
import java.net.ConnectException;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;

/**
 * One request to an agent and its answer. Only named headers pass, in both directions: none of our credentials gets out,
 * and nothing that a browser would act on gets back.
 */
final class AgentExchange implements ProxyInterceptor {

    private static final List<String> REQUEST_HEADERS =
            List.of("Accept", "Content-Type", "User-Agent", "If-Match", "If-None-Match", "X-Request-Id");
    private static final List<String> RESPONSE_HEADERS = List.of("ETag", "Last-Modified", "Retry-After", "Allow");
    private static final String JSON = "application/json";

    private final String uri;
    private final Peer peer;
    private final @Nullable String token;

    /**
     * An exchange.
     *
     * @param token what opens the agent's API; null if it is not paired
     */
    AgentExchange(String uri, Peer peer, @Nullable String token) {
        this.uri = uri;
        this.peer = peer;
        this.token = token;
    }

    @Override
    public Future<ProxyResponse> handleProxyRequest(ProxyContext passing) {
        ProxyRequest request = passing.request();
        request.setURI(uri);
        request.setAuthority(HostAndPort.create(peer.host(), peer.apiPort()));
        keepOnly(REQUEST_HEADERS, request.headers());
        if (token != null) {
            request.headers().set("X-Gateway-Token", token);
        }
        return passing.sendRequest().recover(failure -> {
            ProxyResponse response = request.release().response();
            tell(problem(failure), response);
            return Future.succeededFuture(response);
        });
    }

    @Override
    public Future<Void> handleProxyResponse(ProxyContext passing) {
        ProxyResponse response = passing.response();
        HttpClientResponse answer = response.proxiedResponse();
        if (answer == null) {
            return passing.sendResponse();
        }
        if (isEmpty(answer)) {
            keepOnly(RESPONSE_HEADERS, response.headers());
            response.setBody(null);
        } else if (isJson(answer.getHeader("Content-Type"))) {
            keepOnly(RESPONSE_HEADERS, response.headers());
            Body body = response.getBody();
            response.setBody(Body.body(body.stream(), body.length(), JSON));
        } else {
            answer.exceptionHandler(reset -> {
                // It is ours; without a handler it is logged as an error.
            });
            answer.request().reset();
            tell(new ApiProblem(502, "agent_not_json", "The agent of " + peer.name() + " answered no JSON"), response);
        }
        return passing.sendResponse();
    }

    private static boolean isEmpty(HttpClientResponse answer) {
        int status = answer.statusCode();
        return status == 204 || status == 304 || "0".equals(answer.getHeader("Content-Length"));
    }

    private static boolean isJson(@Nullable String type) {
        String media = type == null ? "" : type.split(";", 2)[0].trim().toLowerCase(Locale.ROOT);
        return media.equals(JSON) || (media.startsWith("application/") && media.endsWith("+json"));
    }

    private ApiProblem problem(Throwable failure) {
        return failure instanceof TimeoutException && !(failure instanceof ConnectException)
                ? new ApiProblem(504, "agent_silent", "The agent of " + peer.name() + " did not answer in time")
                : new ApiProblem(502, "agent_away", "The agent of " + peer.name() + " cannot be reached");
    }

    private void tell(ApiProblem problem, ProxyResponse response) {
        Answer answer = problem.answer();
        response.headers().clear();
        response.setStatusCode(answer.status())
                .setStatusMessage("")
                .setBody(Body.body(answer.body(), MediaType.parse(answer.type())));
    }

    private static void keepOnly(List<String> names, MultiMap headers) {
        MultiMap kept = MultiMap.caseInsensitiveMultiMap();
        for (String name : names) {
            String value = headers.get(name);
            if (value != null) {
                kept.add(name, value);
            }
        }
        headers.setAll(kept);
    }
}
