package dev.sluice.cli.demo;

import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The admin API as any client sees it. Blocks; not for an event loop. */
final class DemoApi {

    private static final Duration PATIENCE = Duration.ofSeconds(10);
    private static final Pattern SENT_TO_PEER =
            Pattern.compile("^sluice_peer_requests_total\\{peer=\"(\\d+)\"} (\\S+)$", Pattern.MULTILINE);

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
        return json(send(request(path).GET().build(), 200));
    }

    /** The answer to a POST that makes something. */
    JsonObject post(String path, JsonObject body) throws IOException, InterruptedException {
        return json(send(
                request(path)
                        .header("Content-Type", "application/json")
                        .POST(HttpRequest.BodyPublishers.ofString(body.encode()))
                        .build(),
                201));
    }

    /** The command that pairs the gateway's agent; it is good once. */
    String pairingCommand(long peerId) throws IOException, InterruptedException {
        return json(send(
                        request("/peers/" + peerId + "/pairing-code")
                                .POST(HttpRequest.BodyPublishers.noBody())
                                .build(),
                        200))
                .getString("command");
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

    /** Requests sent to each peer so far, by its id. */
    Map<Long, Long> sentToPeers() throws IOException, InterruptedException {
        URI metrics = base.resolve("/metrics");
        String text =
                send(HttpRequest.newBuilder(metrics).timeout(PATIENCE).GET().build(), 200);
        Map<Long, Long> sent = new LinkedHashMap<>();
        Matcher line = SENT_TO_PEER.matcher(text);
        while (line.find()) {
            sent.put(Long.valueOf(line.group(1)), (long) Double.parseDouble(line.group(2)));
        }
        return sent;
    }

    private HttpRequest.Builder request(String path) {
        return HttpRequest.newBuilder(URI.create(base + path))
                .timeout(PATIENCE)
                .header("Authorization", "Bearer " + token);
    }

    private static JsonObject json(String body) {
        return body.startsWith("{") ? new JsonObject(body) : new JsonObject();
    }

    private String send(HttpRequest request, int expected) throws IOException, InterruptedException {
        HttpResponse<String> answer = client.send(request, HttpResponse.BodyHandlers.ofString());
        if (answer.statusCode() != expected) {
            throw new IOException(request.method() + " " + request.uri().getPath() + ": actual " + answer.statusCode()
                    + " " + answer.body() + ", expected " + expected);
        }
        return answer.body();
    }
}
