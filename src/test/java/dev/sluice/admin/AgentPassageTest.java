package dev.sluice.admin;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.MultiMap;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.json.JsonObject;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Requests that pass through to an agent's own API, which a small server stands in for. */
class AgentPassageTest extends ApiTest {

    private static final Buffer NONE = Buffer.buffer();

    private record Seen(String method, String uri, MultiMap headers, String body) {}

    private final BlockingQueue<Seen> seen = new LinkedBlockingQueue<>();
    private HttpServer agent;
    private String path;

    @BeforeEach
    void openAgent() {
        agent = ApiServer.await(api.vertx
                .createHttpServer(new HttpServerOptions())
                .requestHandler(this::answer)
                .listen(0, "127.0.0.1"));
        path = passage(agent.actualPort());
    }

    private String passage(int apiPort) {
        JsonObject peer = new JsonObject()
                .put("name", "gw" + apiPort)
                .put("host", "127.0.0.1")
                .put("api_port", apiPort);
        return "/api/v1/peers/" + api.post("/peers", peer).id() + "/agent";
    }

    private void answer(HttpServerRequest request) {
        request.body().onSuccess(body -> {
            seen.add(new Seen(
                    request.method().name(),
                    request.uri(),
                    MultiMap.caseInsensitiveMultiMap().addAll(request.headers()),
                    body.toString()));
            switch (request.path()) {
                case "/page" ->
                    request.response().putHeader("Content-Type", "text/html").end("<script>alert(1)</script>");
                case "/bare" -> request.response().end("{}");
                case "/gone" ->
                    request.response()
                            .setStatusCode(404)
                            .putHeader("Content-Type", "application/json")
                            .end("{}");
                case "/moved" ->
                    request.response()
                            .setStatusCode(302)
                            .putHeader("Location", "http://evil.example/")
                            .putHeader("Content-Type", "application/json")
                            .end("{}");
                case "/empty" -> request.response().setStatusCode(204).end();
                case "/silent" -> seen.clear();
                case "/lost" -> request.connection().close();
                default ->
                    request.response()
                            .putHeader("Content-Type", "application/vnd.agent+json; charset=latin1")
                            .putHeader("Set-Cookie", "agent=1")
                            .putHeader("Access-Control-Allow-Origin", "*")
                            .putHeader("Content-Security-Policy", "default-src *")
                            .putHeader("ETag", "\"v1\"")
                            .end("{\"ok\":true}");
            }
        });
    }

    @Test
    void aRequestPassesWithoutOurCredentialsAndItsAnswerIsOnlyJson() {
        Reply reply = api.raw(
                "GET",
                path + "/api/status?verbose=1&x=a%20b",
                ApiServer.READER,
                NONE,
                "Cookie",
                "session=1",
                "X-Gateway-Auth",
                "secret",
                "Accept",
                "application/json");

        assertThat(reply.status()).isEqualTo(200);
        assertThat(reply.json()).isEqualTo(new JsonObject().put("ok", true));
        assertThat(reply.header("Content-Type")).isEqualTo("application/json");
        assertThat(reply.header("ETag")).isEqualTo("\"v1\"");
        assertThat(reply.header("Set-Cookie")).isNull();
        assertThat(reply.header("Access-Control-Allow-Origin")).isNull();
        assertThat(reply.header("X-Content-Type-Options")).isEqualTo("nosniff");
        assertThat(reply.headers().getAll("Content-Security-Policy"))
                .containsExactly("default-src 'none'; frame-ancestors 'none'; sandbox");
        Seen request = seen.remove();
        assertThat(request.uri()).isEqualTo("/api/status?verbose=1&x=a%20b");
        assertThat(request.headers().names().stream().map(String::toLowerCase))
                .contains("accept")
                .doesNotContain("authorization", "cookie", "x-gateway-auth");
        assertThat(request.headers().get("Host")).isEqualTo("127.0.0.1:" + agent.actualPort());
    }

    @Test
    void aChangeNeedsTheScopeAndCarriesItsBody() {
        Buffer body = Buffer.buffer("{\"a\":1}");
        assertThat(api.raw("POST", path + "/api/config-changed", ApiServer.READER, body)
                        .code())
                .isEqualTo("forbidden");
        assertThat(api.raw("POST", path + "/api/config-changed", null, body).code())
                .isEqualTo("unauthorized");
        assertThat(seen).isEmpty();

        assertThat(api.raw("POST", path + "/api/config-changed", ApiServer.OPERATOR, body)
                        .status())
                .isEqualTo(200);

        assertThat(seen.remove().body()).isEqualTo("{\"a\":1}");
    }

    @Test
    void whatIsNotJsonDoesNotPass() {
        for (String tail : List.of("/page", "/bare")) {
            Reply reply = api.raw("GET", path + tail, ApiServer.ADMIN, NONE);
            assertThat(reply.status()).as(tail).isEqualTo(502);
            assertThat(reply.code()).isEqualTo("agent_not_json");
            assertThat(reply.body().toString()).doesNotContain("script");
        }
    }

    @Test
    void theAgentsStatusPasses() {
        assertThat(api.raw("GET", path + "/gone", ApiServer.ADMIN, NONE).status())
                .isEqualTo(404);
        Reply moved = api.raw("GET", path + "/moved", ApiServer.ADMIN, NONE);
        assertThat(moved.status()).isEqualTo(302);
        assertThat(moved.header("Location")).isNull();
    }

    @Test
    void anAgentThatIsAwayIsSaidToBe() {
        Reply lost = api.raw("GET", path + "/lost", ApiServer.ADMIN, NONE);
        assertThat(lost.status()).isEqualTo(502);
        assertThat(lost.code()).isEqualTo("agent_away");

        int port = agent.actualPort();
        ApiServer.await(agent.close());
        Reply refused = api.raw("GET", path + "/api/health", ApiServer.ADMIN, NONE);
        assertThat(refused.code()).as("nobody listens on %s", port).isEqualTo("agent_away");
    }

    @Test
    void anAgentThatSaysNothingIsNotWaitedForForEver() {
        Reply silent = api.raw("GET", path + "/silent", ApiServer.ADMIN, NONE);

        assertThat(silent.status()).isEqualTo(504);
        assertThat(silent.code()).isEqualTo("agent_silent");
    }

    @Test
    void onlyGatewaysHaveAnAgent() {
        long regular = api.regular("app");
        Reply reply = api.raw("GET", "/api/v1/peers/" + regular + "/agent/x", ApiServer.ADMIN, NONE);
        assertThat(reply.code()).isEqualTo("peer_not_gateway");
        assertThat(api.raw("GET", "/api/v1/peers/77/agent/x", ApiServer.ADMIN, NONE)
                        .code())
                .isEqualTo("not_found");
    }

    @Test
    void pathsWithTricksDoNotPass() {
        for (String tail : List.of("/../secret", "/a/%2e%2e/b", "/a%2fb", "/a%5Cb", "/a\\b", "/a/..")) {
            Reply reply = api.raw("GET", path + tail, ApiServer.ADMIN, NONE);
            assertThat(reply.status()).as(tail).isEqualTo(400);
        }
        assertThat(seen).isEmpty();
    }
}
