package dev.sluice.admin;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Reads the web page as a browser would, byte by byte. */
record PageReader(int port) {

    static final Pattern MAP = Pattern.compile("<script type=\"importmap\">(.*?)</script>", Pattern.DOTALL);

    private static final Pattern BASE = Pattern.compile("/ui/[0-9a-f]{16}/");
    private static final HttpClient CLIENT = HttpClient.newHttpClient();

    HttpResponse<byte[]> ask(String method, String path, String... headers) {
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + path))
                .method(method, BodyPublishers.noBody());
        if (headers.length > 0) {
            request.headers(headers);
        }
        try {
            return CLIENT.send(request.build(), BodyHandlers.ofByteArray());
        } catch (IOException | InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    HttpResponse<byte[]> get(String path, String... headers) {
        return ask("GET", path, headers);
    }

    String text(String path) {
        HttpResponse<byte[]> answer = get(path);
        assertThat(answer.statusCode()).as(path).isEqualTo(200);
        return new String(answer.body(), StandardCharsets.UTF_8);
    }

    static String header(HttpResponse<?> answer, String name) {
        return String.join(", ", answer.headers().allValues(name));
    }

    /** Where the files are now. */
    String base() {
        Matcher base = BASE.matcher(text("/"));
        assertThat(base.find()).isTrue();
        return base.group();
    }

    Map<String, String> imports() {
        Matcher map = MAP.matcher(text("/"));
        assertThat(map.find()).isTrue();
        Map<String, String> imports = new TreeMap<>();
        new JsonObject(map.group(1))
                .getJsonObject("imports")
                .forEach(e -> imports.put(e.getKey(), (String) e.getValue()));
        return imports;
    }
}
