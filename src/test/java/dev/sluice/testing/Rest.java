package dev.sluice.testing;

import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpHeaders;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;

/**
 * A blocking caller of a JSON API on loopback.
 *
 * @param token bearer token; empty for none
 */
public record Rest(int port, String token) {

    private static final Duration PATIENCE = Duration.ofSeconds(10);

    private static final HttpClient CLIENT = HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(PATIENCE)
            .build();

    /** The answer to a call; {@link #body} reads it as a JSON object. */
    public record Answer(int status, HttpHeaders headers, String text) {

        public JsonObject body() {
            return text.isBlank() ? new JsonObject() : new JsonObject(text);
        }

        /** This answer, if it has the status; fails with the whole answer if not. */
        public Answer expect(int expected) {
            if (status != expected) {
                throw new AssertionError("status: actual " + status + ", expected " + expected + "\n" + text);
            }
            return this;
        }
    }

    /** A caller without a token. */
    public static Rest at(int port) {
        return new Rest(port, "");
    }

    public Rest withToken(String newToken) {
        return new Rest(port, newToken);
    }

    public Answer get(String path) {
        return send("GET", path, BodyPublishers.noBody());
    }

    public Answer post(String path, JsonObject body) {
        return send("POST", path, BodyPublishers.ofString(body.encode()));
    }

    public Answer put(String path, JsonObject body) {
        return send("PUT", path, BodyPublishers.ofString(body.encode()));
    }

    public Answer delete(String path) {
        return send("DELETE", path, BodyPublishers.noBody());
    }

    /** Any call; the body's type is JSON. */
    public Answer send(String method, String path, HttpRequest.BodyPublisher body) {
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + path))
                .timeout(PATIENCE)
                .header("Content-Type", "application/json")
                .method(method, body);
        if (!token.isEmpty()) {
            request.header("Authorization", "Bearer " + token);
        }
        try {
            var answer = CLIENT.send(request.build(), BodyHandlers.ofString());
            return new Answer(answer.statusCode(), answer.headers(), answer.body());
        } catch (IOException e) {
            throw new UncheckedIOException(method + " " + path, e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    /** Without the token. */
    @Override
    public String toString() {
        return "Rest[127.0.0.1:" + port + "]";
    }
}
