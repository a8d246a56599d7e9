package dev.sluice.admin;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sluice.core.model.Probe;
import dev.sluice.core.rule.Features;
import dev.sluice.core.rule.ForbiddenTargets;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.json.JsonObject;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import org.awaitility.Awaitility;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** Who may do what, under which name. */
class AccessTest extends ApiTest {

    private static final Buffer NONE = Buffer.buffer();

    private Reply as(@Nullable String token, String method, String path) {
        return api.raw(method, "/api/v1" + path, token, NONE);
    }

    @Test
    void noTokenAndAWrongOneGetTheSameAnswer() {
        Reply none = as(null, "GET", "/peers");
        Reply wrong = as("not-a-token-of-ours", "GET", "/peers");

        assertThat(none.status()).isEqualTo(401);
        assertThat(none.code()).isEqualTo("unauthorized");
        assertThat(none.header("WWW-Authenticate")).startsWith("Bearer");
        assertThat(wrong.status()).isEqualTo(401);
        assertThat(wrong.body()).isEqualTo(none.body());
        assertThat(wrong.body().toString()).doesNotContain("not-a-token-of-ours");
    }

    @Test
    void otherSchemesAreNoToken() {
        Reply basic = api.raw("GET", "/api/v1/peers", null, NONE, "Authorization", "Basic " + ApiServer.ADMIN);
        Reply query = api.raw("GET", "/api/v1/peers?token=" + ApiServer.ADMIN, null, NONE);

        assertThat(basic.status()).isEqualTo(401);
        assertThat(query.status()).isEqualTo(401);
    }

    @Test
    void aScopeOpensWhatItNamesAndNoMore() {
        long a = api.gateway("a");
        assertThat(as(ApiServer.READER, "GET", "/peers").status()).isEqualTo(200);
        assertThat(as(ApiServer.READER, "POST", "/peers/" + a + "/probe").code())
                .isEqualTo("forbidden");
        assertThat(as(ApiServer.READER, "DELETE", "/peers/" + a).code()).isEqualTo("forbidden");

        assertThat(as(ApiServer.OPERATOR, "GET", "/peers").status()).isEqualTo(200);
        assertThat(as(ApiServer.OPERATOR, "POST", "/peers/" + a + "/probe").status())
                .isEqualTo(202);
        assertThat(as(ApiServer.OPERATOR, "DELETE", "/peers/" + a).code()).isEqualTo("forbidden");

        assertThat(as("a-token-for-an-agent-only", "GET", "/peers").code()).isEqualTo("forbidden");
        assertThat(as(ApiServer.FIXED, "DELETE", "/peers/" + a).status()).isEqualTo(204);
        assertThat(api.plane.events().get(0).actor()).isEqualTo("SLUICE_ADMIN_TOKEN");
    }

    @Test
    void aTokenMadeAMomentAgoOpens() {
        String later = "a-token-that-was-made-later";
        api.tokens.know("later", later, "admin");
        Buffer peer =
                new JsonObject().put("name", "new").put("host", "10.0.0.1").toBuffer();

        // Seldom enough not to be throttled; the body waits while the tokens are read again.
        Awaitility.await()
                .pollInterval(Duration.ofMillis(400))
                .until(() -> api.raw("POST", "/api/v1/peers", later, peer).status() == 201);
    }

    @Test
    void wrongTokensAreThrottled() {
        for (int i = 0; i < 10; i++) {
            assertThat(as("a-wrong-token-" + i, "GET", "/peers").status()).isEqualTo(401);
        }

        Reply enough = as("a-wrong-token", "GET", "/peers");
        assertThat(enough.status()).isEqualTo(429);
        assertThat(enough.code()).isEqualTo("too_many_tries");
        assertThat(Long.parseLong(String.valueOf(enough.header("Retry-After")))).isBetween(1L, 60L);
        assertThat(as(ApiServer.ADMIN, "GET", "/peers").status())
                .as("others on this machine")
                .isEqualTo(200);
        assertThat(api.raw("GET", "/health/live", null, NONE).status()).isEqualTo(200);
    }

    @Test
    void onlyOurOwnNamesAreAnswered() {
        for (String host :
                List.of("localhost:" + api.port(), "127.0.0.1", "[::1]", "sluice.example", "SLUICE.example.")) {
            assertThat(api.raw("GET", "/health/live", null, NONE, "Host", host).status())
                    .as(host)
                    .isEqualTo(200);
        }
        for (String host : List.of("evil.example", "127.0.0.1.evil.example", "10.9.9.9", "localhost.evil.example")) {
            Reply foreign = api.raw("GET", "/api/v1/peers", ApiServer.ADMIN, NONE, "Host", host);
            assertThat(foreign.status()).as(host).isEqualTo(403);
            assertThat(foreign.code()).isEqualTo("forbidden");
        }
    }

    @Test
    void pagesOfOtherOriginsAreNotAnswered() {
        for (String origin :
                List.of("http://evil.example", "null", "http://localhost:1", "https://localhost.evil.example")) {
            Reply foreign = api.raw("GET", "/api/v1/peers", ApiServer.ADMIN, NONE, "Origin", origin);
            assertThat(foreign.status()).as(origin).isEqualTo(403);
            assertThat(foreign.header("Access-Control-Allow-Origin")).isNull();
        }
        String own = "http://127.0.0.1:" + api.port();
        assertThat(api.raw("GET", "/api/v1/peers", ApiServer.ADMIN, NONE, "Origin", own)
                        .status())
                .isEqualTo(200);
    }

    @Test
    void everyAnswerTellsBrowsersWhatNotToDo() {
        for (Reply reply : List.of(
                as(ApiServer.ADMIN, "GET", "/peers"),
                as(null, "GET", "/peers"),
                as(ApiServer.ADMIN, "GET", "/nowhere"),
                api.raw("GET", "/metrics", null, NONE))) {
            assertThat(reply.header("X-Content-Type-Options")).isEqualTo("nosniff");
            assertThat(reply.header("Cache-Control")).isEqualTo("no-store");
            assertThat(reply.header("Content-Security-Policy")).contains("default-src 'none'");
            assertThat(reply.header("X-Frame-Options")).isEqualTo("DENY");
        }
    }

    @Test
    void aHeadIsAGetWithoutItsBody() {
        Reply head = as(ApiServer.ADMIN, "HEAD", "/peers");

        assertThat(head.status()).isEqualTo(200);
        assertThat(head.body().length()).isZero();
    }

    @Test
    void aFixedTokenIsLongAndNeverShown() {
        ForbiddenTargets none = new ForbiddenTargets(Set.of(), List.of(), null, 0);
        assertThatThrownBy(() -> new AdminOptions(
                        "127.0.0.1",
                        0,
                        List.of(),
                        "short-secret",
                        ApiServer.LOGINS,
                        Probe.DEFAULT,
                        none,
                        () -> Features.ALL,
                        List::of,
                        "1",
                        "x"))
                .hasMessageContaining("SLUICE_ADMIN_TOKEN")
                .hasMessageContaining("16")
                .hasMessageNotContaining("short-secret");
        AdminOptions options = new AdminOptions(
                "127.0.0.1",
                0,
                List.of(),
                ApiServer.FIXED,
                ApiServer.LOGINS,
                Probe.DEFAULT,
                none,
                () -> Features.ALL,
                List::of,
                "1",
                "x");
        assertThat(options.toString()).doesNotContain(ApiServer.FIXED);
    }

    @Test
    void aBodyIsReadOnlyAfterTheGate() {
        Buffer huge = new JsonObject().put("x", "y".repeat(2 * 1024 * 1024)).toBuffer();

        assertThat(api.raw("POST", "/api/v1/peers", null, huge).status()).isEqualTo(401);
    }

    @Test
    void aPasswordThatTheSettingsGiveIsChangedThere() {
        JsonObject password = new JsonObject().put("password", "a password of ours");
        assertThat(api.put("/password", password).status()).isEqualTo(204);
        LoginOptions fixed = new LoginOptions(api.logins.hash, Duration.ofHours(1), Duration.ofHours(1));
        try (ApiServer server = new ApiServer(fixed)) {
            Reply refused = server.put("/password", new JsonObject().put("password", "another password"));
            assertThat(refused.status()).isEqualTo(409);
            assertThat(refused.code()).isEqualTo("password_is_fixed");
            assertThat(server.raw("POST", "/api/v1/session", null, password.toBuffer())
                            .status())
                    .isEqualTo(200);
        }
    }
}
