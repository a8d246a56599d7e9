package dev.sluice.cli.demo;

import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;

/** The admin API as any client sees it. Blocks; not for an event loop. */
final class DemoApi {

    private static final Duration PATIENCE = Duration.ofSeconds(10);

    private final HttpClient client =
            HttpClient.newBuilder().connectTimeout(PATIENCE).build();
    private final URI base;
    private final String token;

    DemoApi(URI base, String token) {
        this.base = base;
        this.token = token;
    }

    /** The answer to a GET. */
    JsonObject get(String path) throws IOException, InterruptedException {
        return send(request(path).GET().build(), 200);
    }

    /** The answer to a POST that makes something. */
    JsonObject post(String path, JsonObject body) throws IOException, InterruptedException {
        return send(
                request(path)
                        .header("Content-Type", "application/json")
                        .POST(HttpRequest.BodyPublishers.ofString(body.encode()))
                        .build(),
                201);
    }

    /** Replaces a pool's members. */
    void putMembers(long poolId, JsonObject members) throws IOException, InterruptedException {
        send(
                request("/gateway-pools/" + poolId + "/members")
                        .header("Content-Type", "application/json")
                        .PUT(HttpRequest.BodyPublishers.ofString(members.encode()))
                        .build(),
                200);
    }

    private HttpRequest.Builder request(String path) {
        return HttpRequest.newBuilder(URI.create(base + path))
                .timeout(PATIENCE)
                .header("Authorization", "Bearer " + token);
    }

    private JsonObject send(HttpRequest request, int expected) throws IOException, InterruptedException {
        HttpResponse<String> answer = client.send(request, HttpResponse.BodyHandlers.ofString());
        if (answer.statusCode() != expected) {
            throw new IOException(request.method() + " " + request.uri().getPath() + ": " + answer.statusCode() + " "
                    + answer.body() + " (expected " + expected + ")");
        }
        String body = answer.body();
        return body.startsWith("{") ? new JsonObject(body) : new JsonObject();
    }
}
