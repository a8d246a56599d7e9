package dev.sluice.admin;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.sluice.core.port.StoreAwayException;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.json.JsonObject;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The operator's password and the sessions that it opens, over the API. */
class SessionApiTest extends ApiTest {

    private static final String PASSWORD = "a password of ours";
    private static final Buffer NONE = Buffer.buffer();
    private static final JsonObject PEER = new JsonObject().put("name", "new").put("host", "10.0.0.1");

    /** What a browser would hold. */
    private record Browser(String cookie, String csrf) {}

    @BeforeEach
    void password() {
        assertThat(setPassword(PASSWORD).status()).isEqualTo(204);
    }

    private Reply setPassword(String password) {
        return api.put("/password", new JsonObject().put("password", password));
    }

    private Reply logIn(String password, String... headers) {
        Buffer body = new JsonObject().put("password", password).toBuffer();
        return api.raw("POST", "/api/v1/session", null, body, headers);
    }

    private Browser browser(String... headers) {
        Reply reply = logIn(PASSWORD, headers);
        assertThat(reply.status()).isEqualTo(200);
        String cookie = String.valueOf(reply.header("Set-Cookie")).split(";", 2)[0];
        return new Browser(cookie, reply.json().getString("csrf_token"));
    }

    private Reply as(Browser browser, String method, String path, @Nullable JsonObject body, String... more) {
        List<String> headers = new ArrayList<>(List.of("Cookie", browser.cookie()));
        headers.addAll(List.of(more));
        Buffer bytes = body == null ? NONE : body.toBuffer();
        return api.raw(method, "/api/v1" + path, null, bytes, headers.toArray(String[]::new));
    }

    private Reply with(Browser browser, String method, String path, @Nullable JsonObject body) {
        return as(browser, method, path, body, "X-CSRF-Token", browser.csrf());
    }

    private List<String> events() {
        return api.plane.events().stream().map(event -> event.name().wire()).toList();
    }

    @Test
    void aLoginGivesACookieThatNoScriptReadsAndNoOtherSiteSends() {
        Reply reply = logIn(PASSWORD);

        String cookie = String.valueOf(reply.header("Set-Cookie"));
        assertThat(cookie).matches("sluice_session=[A-Za-z0-9_-]{43}; .*");
        assertThat(cookie).contains("Path=/", "HTTPOnly", "SameSite=Strict").doesNotContain("Secure", "Domain");
        JsonObject session = reply.json();
        assertThat(session.getString("actor")).isEqualTo("operator");
        assertThat(session.getString("kind")).isEqualTo("session");
        assertThat(session.getString("password")).isEqualTo("set");
        assertThat(session.getJsonArray("scopes")).containsExactly("admin");
        assertThat(session.encode()).doesNotContain(cookie.substring(15, 58));
        assertThat(Instant.parse(session.getString("ends_at"))).isAfter(Instant.now());
    }

    @Test
    void behindHttpsTheCookieIsOfThisHostAndOfHttpsAlone() {
        Reply reply = logIn(PASSWORD, "Origin", "https://127.0.0.1:" + api.port());

        String cookie = String.valueOf(reply.header("Set-Cookie"));
        assertThat(cookie)
                .startsWith("__Host-sluice_session=")
                .contains("Path=/", "Secure")
                .doesNotContain("Domain");
        Browser browser = new Browser(cookie.split(";", 2)[0], "");
        assertThat(as(browser, "GET", "/session", null).status()).isEqualTo(200);
    }

    @Test
    void aSessionSeesWithItsCookieAndChangesWithItsTokenBeside() {
        Browser browser = browser();

        assertThat(as(browser, "GET", "/peers", null).status()).isEqualTo(200);
        assertThat(as(browser, "GET", "/session", null).json().getString("csrf_token"))
                .isEqualTo(browser.csrf());
        assertThat(as(browser, "POST", "/peers", PEER).code()).isEqualTo("csrf_token_needed");
        assertThat(as(browser, "POST", "/peers", PEER, "X-CSRF-Token", "guess").code())
                .isEqualTo("csrf_token_needed");
        assertThat(as(browser, "POST", "/peers", PEER, "X-CSRF-Token", browser().csrf())
                        .code())
                .as("another session's")
                .isEqualTo("csrf_token_needed");
        assertThat(as(browser, "DELETE", "/session", null).code()).isEqualTo("csrf_token_needed");
        assertThat(as(browser, "POST", "/peers/1/agent/api/config-changed", null)
                        .code())
                .isEqualTo("csrf_token_needed");
        assertThat(with(browser, "POST", "/peers", PEER).status()).isEqualTo(201);
        assertThat(api.plane.events().get(0).actor()).isEqualTo("operator");
    }

    @Test
    void pagesOfOthersGetNothingWithOurCookie() {
        Browser browser = browser();
        for (String origin : List.of("http://evil.example", "null", "http://127.0.0.1:1")) {
            assertThat(as(browser, "POST", "/peers", PEER, "Origin", origin, "X-CSRF-Token", browser.csrf())
                            .code())
                    .isEqualTo("forbidden");
            assertThat(logIn(PASSWORD, "Origin", origin).code()).isEqualTo("forbidden");
        }
        assertThat(as(browser, "GET", "/peers", null, "Host", "evil.example").code())
                .isEqualTo("forbidden");
        assertThat(logIn(PASSWORD, "Host", "evil.example").code()).isEqualTo("forbidden");
        assertThat(logIn(PASSWORD, "Content-Type", "text/plain").code()).isEqualTo("unsupported_media_type");
        assertThat(as(browser, "GET", "/peers", null).status()).isEqualTo(200);
    }

    @Test
    void anIdThatWasPlantedBeforehandIsWorthNothing() {
        String planted = "sluice_session=" + "A".repeat(43);
        Browser browser = browser("Cookie", planted);
        assertThat(browser.cookie()).isNotEqualTo(planted);
        assertThat(as(new Browser(planted, ""), "GET", "/peers", null).status()).isEqualTo(401);

        Browser next = browser("Cookie", browser.cookie());
        assertThat(next.cookie()).isNotEqualTo(browser.cookie());
        assertThat(as(browser, "GET", "/peers", null).status())
                .as("the browser's session before the login")
                .isEqualTo(401);
        Browser two = new Browser(planted + "; other=1; " + next.cookie(), next.csrf());
        assertThat(as(two, "GET", "/peers", null).status())
                .as("another program of this host has set one too")
                .isEqualTo(200);
    }

    @Test
    void aLogoutEndsTheSessionForWhoeverHasItsCookie() {
        Browser browser = browser();
        Browser other = browser();

        Reply out = with(browser, "DELETE", "/session", null);

        assertThat(out.status()).isEqualTo(204);
        assertThat(out.headers().getAll("Set-Cookie"))
                .hasSize(2)
                .allMatch(cookie -> cookie.contains("=; ") && cookie.contains("Max-Age=0"));
        assertThat(as(browser, "GET", "/peers", null).status()).isEqualTo(401);
        assertThat(with(browser, "POST", "/peers", PEER).status()).isEqualTo(401);
        assertThat(as(other, "GET", "/peers", null).status()).isEqualTo(200);
        assertThat(events()).contains("session_ended", "session_started");
        assertThat(api.logins.sessions).hasSize(1);
    }

    @Test
    void aTokenIsNoSession() {
        JsonObject me = api.get("/session").json();
        assertThat(me.getString("actor")).isEqualTo("root");
        assertThat(me.getString("kind")).isEqualTo("token");
        assertThat(me.getString("csrf_token")).isNull();
        assertThat(api.delete("/session").code()).isEqualTo("invalid");
        Browser browser = browser();
        assertThat(api.raw("GET", "/api/v1/peers", "a-wrong-token", NONE, "Cookie", browser.cookie())
                        .status())
                .as("a token that is shown is the one that counts")
                .isEqualTo(401);
    }

    @Test
    void aNewPasswordNeedsTheOldOneAndEndsAllOtherSessions() {
        Browser mine = browser();
        Browser other = browser();
        JsonObject change = new JsonObject().put("password", "another password");
        assertThat(with(mine, "PUT", "/password", change).paths()).containsExactly("current_password");
        assertThat(with(mine, "PUT", "/password", change.copy().put("current_password", "wrong one"))
                        .code())
                .isEqualTo("wrong_password");

        Reply changed = with(mine, "PUT", "/password", change.copy().put("current_password", PASSWORD));

        assertThat(changed.status()).isEqualTo(204);
        assertThat(as(mine, "GET", "/peers", null).status()).isEqualTo(200);
        assertThat(as(other, "GET", "/peers", null).status()).isEqualTo(401);
        assertThat(logIn(PASSWORD).code()).isEqualTo("wrong_password");
        assertThat(logIn("another password").status()).isEqualTo(200);
    }

    @Test
    void onlyAnAdministratorSetsThePassword() {
        Buffer body = new JsonObject().put("password", "another password").toBuffer();
        assertThat(api.raw("PUT", "/api/v1/password", null, body).status()).isEqualTo(401);
        assertThat(api.raw("PUT", "/api/v1/password", ApiServer.OPERATOR, body).code())
                .isEqualTo("forbidden");
        assertThat(logIn(PASSWORD).status()).isEqualTo(200);
    }

    @Test
    void beforeThereIsAPasswordNobodyLogsIn() {
        try (ApiServer fresh = new ApiServer()) {
            Buffer body = new JsonObject().put("password", PASSWORD).toBuffer();
            assertThat(fresh.raw("POST", "/api/v1/session", null, body).code()).isEqualTo("password_not_set");
            assertThat(fresh.raw("PUT", "/api/v1/password", null, body).status())
                    .isEqualTo(401);
            assertThat(fresh.get("/session").json().getString("password")).isEqualTo("unset");
        }
    }

    @Test
    void whetherThereIsAPasswordIsNotKnownBeforeTheDatabaseHasSaidSo() {
        MemoryLogins silent = new MemoryLogins();
        silent.failing = new StoreAwayException("silent", new IllegalStateException());
        try (ApiServer starting = new ApiServer(silent)) {
            Buffer body = new JsonObject().put("password", PASSWORD).toBuffer();
            Reply refused = starting.raw("POST", "/api/v1/session", null, body);
            assertThat(refused.status()).isEqualTo(503);
            assertThat(refused.code()).isEqualTo("store_away");
        }
    }

    @Test
    void wrongPasswordsAreLockedOutAndToldOf() {
        Browser browser = browser();
        for (int i = 0; i < 5; i++) {
            assertThat(logIn("wrong " + i + " password").code()).isEqualTo("wrong_password");
        }

        Reply enough = logIn(PASSWORD);

        assertThat(enough.status()).isEqualTo(429);
        assertThat(enough.code()).isEqualTo("too_many_tries");
        assertThat(Long.parseLong(String.valueOf(enough.header("Retry-After")))).isBetween(1L, 60L);
        assertThat(events().stream().filter("login_locked"::equals)).hasSize(1);
        assertThat(as(browser, "GET", "/peers", null).status()).isEqualTo(200);
        assertThat(api.get("/peers").status()).isEqualTo(200);
    }

    @Test
    void noAnswerAndNoEventHoldsAPassword() {
        String secret = "planted-secret-0815";
        Stream.of(
                        new JsonObject().put("password", secret),
                        new JsonObject().put("password", List.of(secret)),
                        new JsonObject().put("password", secret).put("current_password", List.of(secret)),
                        new JsonObject().put("password", "short").put("current_password", secret))
                .forEach(body -> {
                    assertThat(logIn(secret).body().toString()).doesNotContain(secret);
                    assertThat(api.put("/password", body).body().toString()).doesNotContain(secret);
                });
        assertThat(api.plane.events().toString()).doesNotContain(secret, "argon2");
        assertThat(api.get("/logs/activity").body().toString()).doesNotContain(secret, "argon2");
        assertThat(events()).contains("password_changed");
    }

    @Test
    void shortAndEndlessPasswordsAreRefused() {
        assertThat(setPassword("short").paths()).containsExactly("password");
        assertThat(setPassword("x".repeat(257)).paths()).containsExactly("password");
        assertThat(api.put("/password", new JsonObject().put("passwort", "x")).paths())
                .containsExactly("passwort", "password");
    }

    @Test
    void loginsWorkWhileTheDatabaseIsAway() {
        api.logins.failing = new StoreAwayException("silent", new IllegalStateException());

        Browser browser = browser();
        assertThat(as(browser, "GET", "/peers", null).status()).isEqualTo(200);
        assertThat(setPassword("another password").code()).isEqualTo("store_away");
        assertThat(with(browser, "DELETE", "/session", null).status()).isEqualTo(204);
        assertThat(as(browser, "GET", "/peers", null).status()).isEqualTo(401);
    }

    @Test
    void aSessionThatIsLeftAloneEnds() {
        LoginOptions brief = new LoginOptions(null, Duration.ofMillis(300), Duration.ofHours(1));
        try (ApiServer server = new ApiServer(brief)) {
            server.put("/password", new JsonObject().put("password", PASSWORD));
            Buffer body = new JsonObject().put("password", PASSWORD).toBuffer();
            Reply login = server.raw("POST", "/api/v1/session", null, body);
            String cookie = String.valueOf(login.header("Set-Cookie")).split(";", 2)[0];
            await().pollDelay(Duration.ofMillis(400))
                    .until(() -> server.raw("GET", "/api/v1/peers", null, NONE, "Cookie", cookie)
                                    .status()
                            == 401);
        }
    }
}
