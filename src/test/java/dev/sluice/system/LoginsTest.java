package dev.sluice.system;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.sluice.testing.Rest;
import dev.sluice.testing.SluiceProcess;
import dev.sluice.testing.TcpClient;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** From the first start to a logout, byte by byte, and over restarts. */
class LoginsTest {

    private static final String PASSWORD = "planted-password-4711";
    private static final Pattern COOKIE = Pattern.compile("(?im)^set-cookie: (sluice_session=[^;]+);");

    private static SluiceProcess sluice;

    @BeforeAll
    static void open() {
        sluice = SluiceProcess.start(Map.of("SLUICE_ADMIN_TOKEN", ""));
    }

    @AfterAll
    static void close() {
        sluice.close();
    }

    private static int port() {
        return URI.create(sluice.adminUri()).getPort();
    }

    /** The whole answer to a request of these lines. */
    private static String raw(String body, String... lines) {
        try (TcpClient client = new TcpClient(port())) {
            String head = String.join("\r\n", lines) + "\r\nConnection: close\r\nContent-Length: " + body.length();
            client.send(head + "\r\n\r\n" + body);
            return new String(client.rest(), StandardCharsets.UTF_8);
        }
    }

    private static String logIn(String password, String... more) {
        String body = new JsonObject().put("password", password).encode();
        return raw(
                body,
                "POST /api/v1/session HTTP/1.1",
                "Host: 127.0.0.1:" + port(),
                "Content-Type: application/json" + String.join("", more));
    }

    private static String get(String path, String cookie) {
        return raw("", "GET /api/v1" + path + " HTTP/1.1", "Host: 127.0.0.1:" + port(), "Cookie: " + cookie);
    }

    private static int status(String answer) {
        return Integer.parseInt(answer.split(" ", 3)[1]);
    }

    private static String cookie(String answer) {
        Matcher cookie = COOKIE.matcher(answer);
        assertThat(cookie.find()).as(answer).isTrue();
        return cookie.group(1);
    }

    private static JsonObject body(String answer) {
        return new JsonObject(answer.substring(answer.indexOf("\r\n\r\n") + 4));
    }

    @Test
    void whoHasTheFirstTokenSetsAPasswordAndWhatItOpensOutlivesRestarts() throws IOException {
        Path file = sluice.stateDir().resolve("first-token");
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
                .isEqualTo("rw-------");
        await().atMost(Site.PATIENCE) // it serves before it has said so
                .untilAsserted(
                        () -> assertThat(sluice.output()).contains("first token in " + file, "sluice set-password"));
        String first = Files.readString(file).strip();
        Rest admin = Rest.at(port()).withToken(first);
        JsonObject password = new JsonObject().put("password", PASSWORD);

        assertThat(status(logIn(PASSWORD))).as("before there is one").isEqualTo(409);
        Rest.at(port()).put("/api/v1/password", password).expect(401);
        admin.put("/api/v1/password", password).expect(204);
        assertThat(status(logIn("not-" + PASSWORD))).isEqualTo(403);
        assertThat(status(logIn(PASSWORD, "\r\nOrigin: http://evil.example"))).isEqualTo(403);
        assertThat(status(raw("{}", "POST /api/v1/session HTTP/1.1", "Host: evil.example")))
                .isEqualTo(403);
        String login = logIn(PASSWORD);
        assertThat(status(login)).isEqualTo(200);
        String cookie = cookie(login);
        String csrf = body(login).getString("csrf_token");
        String other = cookie(logIn(PASSWORD));
        JsonObject token = admin.post(
                        "/api/v1/tokens",
                        new JsonObject().put("name", "ci").put("scopes", new JsonArray(List.of("read"))))
                .expect(201)
                .body();
        admin.get("/api/v1/peers").expect(200);

        sluice.terminate();
        sluice.restart();

        assertThat(status(get("/session", cookie))).isEqualTo(200);
        assertThat(status(get("/session", other))).isEqualTo(200);
        JsonArray tokens = admin.get("/api/v1/tokens").expect(200).body().getJsonArray("items");
        assertThat(tokens.getJsonObject(0).getString("name")).isEqualTo("first");
        assertThat(tokens.getJsonObject(0).getString("last_used_at")).isNotNull();
        assertThat(tokens.getJsonObject(1).getString("last_used_at")).isNull();
        assertThat(status(change("DELETE", "/session", other, "guess"))).isEqualTo(403);
        assertThat(status(change("DELETE", "/session", cookie, csrf))).isEqualTo(204);
        assertThat(status(get("/session", cookie))).isEqualTo(401);
        Rest.at(port()).withToken(token.getString("token")).get("/api/v1/peers").expect(200);
        admin.delete("/api/v1/tokens/" + token.getLong("id")).expect(204);

        sluice.kill9();
        sluice.restart();

        assertThat(status(get("/session", cookie))).isEqualTo(401);
        assertThat(status(get("/session", other))).isEqualTo(200);
        Rest.at(port()).withToken(token.getString("token")).get("/api/v1/peers").expect(401);
        String history = admin.get("/api/v1/logs/activity").expect(200).text();
        assertThat(history)
                .contains("password_changed", "session_started", "session_ended", "token_created", "token_revoked");
        assertThat(history + sluice.output())
                .doesNotContain(PASSWORD)
                .doesNotContain(cookie.substring(cookie.indexOf('=') + 1))
                .doesNotContain(csrf)
                .doesNotContain(token.getString("token"))
                .doesNotContain(first)
                .doesNotContain("argon2");
        assertThat(Files.exists(sluice.stateDir().resolve("first-token"))).isTrue();
    }

    private static String change(String method, String path, String cookie, String csrf) {
        return raw(
                "",
                method + " /api/v1" + path + " HTTP/1.1",
                "Host: 127.0.0.1:" + port(),
                "Cookie: " + cookie,
                "X-CSRF-Token: " + csrf);
    }
}
