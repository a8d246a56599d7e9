package dev.sluice.cli.client;

import java.io.IOException;
import java.net.ConnectException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.net.http.HttpTimeoutException;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** A caller of the admin API. Blocks. */
public final class AdminClient {

    public static final String JSON = "application/json";
    public static final String YAML = "application/yaml";

    private static final Duration DIAL = Duration.ofSeconds(5);
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    private final HttpClient client = HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(DIAL)
            .build();
    private final String base;
    private final @Nullable String token;

    /**
     * A caller.
     *
     * @param admin where the API is, without a path
     * @param token null for none
     */
    public AdminClient(URI admin, @Nullable String token) {
        // What stands before an @ is sent to nobody, and may be a password: no error repeats it.
        String text = admin.getRawUserInfo() == null
                ? admin.toString()
                : admin.toString().replace(admin.getRawUserInfo() + "@", "");
        this.base = (text.endsWith("/") ? text.substring(0, text.length() - 1) : text) + "/api/v1";
        this.token = token;
    }

    /** The answer's body, in the given media type. */
    public String get(String path, String accept) throws ClientFailure, InterruptedException {
        return send(request(path).header("Accept", accept).GET());
    }

    /** The answer's body. */
    public String put(String path, String type, String body) throws ClientFailure, InterruptedException {
        return send(request(path).header("Content-Type", type).PUT(BodyPublishers.ofString(body)));
    }

    /** The answer's body. */
    public String post(String path) throws ClientFailure, InterruptedException {
        return send(request(path).POST(BodyPublishers.noBody()));
    }

    /** The answer's body. */
    public String post(String path, String type, String body) throws ClientFailure, InterruptedException {
        return send(request(path).header("Content-Type", type).POST(BodyPublishers.ofString(body)));
    }

    public void delete(String path) throws ClientFailure, InterruptedException {
        send(request(path).DELETE());
    }

    private HttpRequest.Builder request(String path) throws ClientFailure {
        try {
            HttpRequest.Builder request =
                    HttpRequest.newBuilder(URI.create(base + path)).timeout(PATIENCE);
            return token == null ? request : request.header("Authorization", "Bearer " + token);
        } catch (IllegalArgumentException e) {
            // The client's own words would quote the token.
            throw ClientFailure.of("--admin or the token cannot be used (expected a URL such as http://127.0.0.1:9180,"
                    + " and a token of printable characters)");
        }
    }

    private String send(HttpRequest.Builder builder) throws ClientFailure, InterruptedException {
        HttpRequest request = builder.build();
        HttpResponse<String> answer;
        try {
            answer = client.send(request, BodyHandlers.ofString());
        } catch (ConnectException e) {
            throw ClientFailure.of("nobody answers at " + base
                    + " (expected a running Sluice there; --admin names another" + " address)");
        } catch (HttpTimeoutException e) {
            throw ClientFailure.of(
                    "no answer from " + base + " in time (expected one within " + PATIENCE.toSeconds() + " s)");
        } catch (IOException e) {
            throw ClientFailure.of(base + ": " + e.getMessage());
        }
        if (answer.statusCode() / 100 != 2) {
            throw refusal(answer.statusCode(), answer.body(), token);
        }
        return answer.body();
    }

    static ClientFailure refusal(int status, String body, @Nullable String token) {
        return status != 401
                ? ClientFailure.of(status, body)
                : ClientFailure.of((token == null ? "no token is known" : "the token is not known there")
                        + " (expected one by --token, SLUICE_ADMIN_TOKEN, or first-token in the state directory)");
    }

    /**
     * The stream of events.
     *
     * @param cut called when a connection was lost and another one is tried
     */
    public EventFeed feed(Runnable cut) {
        return new EventFeed(base, token, cut);
    }
}
