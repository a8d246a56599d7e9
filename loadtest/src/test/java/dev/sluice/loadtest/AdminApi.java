package dev.sluice.loadtest;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.function.BooleanSupplier;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The few calls of Sluice's admin API that a load test needs.
 *
 * @param url such as {@code http://127.0.0.1:9180}
 */
record AdminApi(String url, String token) {

    private static final Pattern ID = Pattern.compile("\"id\"\\s*:\\s*(\\d+)");
    private static final Duration PATIENCE = Duration.ofSeconds(10);
    private static final HttpClient CLIENT = HttpClient.newHttpClient();

    boolean isReady() {
        try {
            return send("GET", "/health/ready", "").statusCode() == 200;
        } catch (IOException e) {
            return false; // not listening yet
        }
    }

    /** Makes a thing and tells its id. */
    long create(String path, String json) throws IOException {
        HttpResponse<String> answer = send("POST", "/api/v1" + path, json);
        Matcher id = ID.matcher(answer.body());
        if (answer.statusCode() != 201 || !id.find()) {
            throw new IOException("POST " + path + ": actual " + answer.statusCode() + " " + answer.body()
                    + ", expected 201 with an id");
        }
        return Long.parseLong(id.group(1));
    }

    void put(String path, String json) throws IOException {
        HttpResponse<String> answer = send("PUT", "/api/v1" + path, json);
        if (answer.statusCode() != 200) {
            throw new IOException(
                    "PUT " + path + ": actual " + answer.statusCode() + " " + answer.body() + ", expected 200");
        }
    }

    String get(String path) throws IOException {
        return send("GET", "/api/v1" + path, "").body();
    }

    /** Asks again and again until it is so. */
    static void await(String what, Duration limit, BooleanSupplier condition) throws InterruptedException {
        long deadline = System.nanoTime() + limit.toNanos();
        while (!condition.getAsBoolean()) {
            if (System.nanoTime() > deadline) {
                throw new IllegalStateException(what + ": actual not within " + limit + ", expected so");
            }
            Thread.sleep(50);
        }
    }

    private HttpResponse<String> send(String method, String path, String json) throws IOException {
        HttpRequest request = HttpRequest.newBuilder(URI.create(url + path))
                .timeout(PATIENCE)
                .header("Authorization", "Bearer " + token)
                .header("Content-Type", "application/json")
                .method(method, json.isEmpty() ? BodyPublishers.noBody() : BodyPublishers.ofString(json))
                .build();
        try {
            return CLIENT.send(request, BodyHandlers.ofString());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException(e);
        }
    }

    /** Without the token. */
    @Override
    public String toString() {
        return "AdminApi[" + url + "]";
    }
}
