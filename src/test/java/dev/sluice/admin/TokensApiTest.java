package dev.sluice.admin;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.sluice.core.failover.Event;
import dev.sluice.core.port.StoreAwayException;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Tokens over the API: made, used, taken back. */
class TokensApiTest extends ApiTest {

    private static final Buffer NONE = Buffer.buffer();

    private static JsonObject wanted(String name, String... scopes) {
        return new JsonObject().put("name", name).put("scopes", new JsonArray(List.of(scopes)));
    }

    private Reply peersAs(String token) {
        return api.raw("GET", "/api/v1/peers", token, NONE);
    }

    private JsonObject listed(String name) {
        return api.get("/tokens").items().stream()
                .map(JsonObject.class::cast)
                .filter(token -> token.getString("name").equals(name))
                .findFirst()
                .orElseThrow();
    }

    @Test
    void aTokenIsToldOnceAndOpensAtOnceWhatItsScopesName() {
        Reply made = api.post("/tokens", wanted("ci", "read"));

        assertThat(made.status()).isEqualTo(201);
        assertThat(made.header("Location")).isEqualTo("/api/v1/tokens/" + made.id());
        String token = made.json().getString("token");
        assertThat(token).matches("sluice_[A-Za-z0-9_-]{43}");
        assertThat(peersAs(token).status()).isEqualTo(200);
        assertThat(api.raw("POST", "/api/v1/peers", token, NONE).code()).isEqualTo("forbidden");
        assertThat(api.get("/tokens").body().toString()).doesNotContain(token).doesNotContain("sha");
        assertThat(api.get("/tokens/" + made.id()).json()).isEqualTo(listed("ci"));
        assertThat(api.post("/tokens", wanted("CI", "read")).code()).isEqualTo("name_taken");
    }

    @Test
    void aTokenThatIsTakenBackOpensNothingFromThenOn() {
        Reply made = api.post("/tokens", wanted("ci", "operate", "read"));
        String token = made.json().getString("token");
        assertThat(peersAs(token).status()).isEqualTo(200);

        assertThat(api.delete("/tokens/" + made.id()).status()).isEqualTo(204);

        assertThat(peersAs(token).status()).isEqualTo(401);
        assertThat(api.delete("/tokens/" + made.id()).code()).isEqualTo("not_found");
        assertThat(api.get("/tokens/" + made.id()).code()).isEqualTo("not_found");
    }

    @Test
    void eventsTellWhoMadeAndTookBackWhatAndNoSecret() {
        Reply made = api.post("/tokens", wanted("ci", "read", "operate"));
        api.delete("/tokens/" + made.id());

        List<Event> events = api.plane.events();
        assertThat(events).extracting(event -> event.name().wire()).containsExactly("token_revoked", "token_created");
        Map<String, Object> facts = Map.of("name", "ci", "scopes", List.of("operate", "read"));
        assertThat(events.get(1).details()).isEqualTo(Map.of("before", Map.of(), "after", facts));
        assertThat(events.get(0).details())
                .isEqualTo(Map.of("token_id", made.id(), "before", facts, "after", Map.of()));
        assertThat(events).extracting(Event::actor).containsOnly("root");
        assertThat(events.toString()).doesNotContain(made.json().getString("token"));
    }

    @Test
    void aTokenEndsWhenItIsToEnd() {
        Instant soon = Instant.now().plusMillis(1500);
        Reply made = api.post("/tokens", wanted("short", "read").put("expires_at", soon.toString()));
        String token = made.json().getString("token");

        await().pollInterval(Duration.ofMillis(100)).until(() -> peersAs(token).status() == 401);

        assertThat(Instant.now()).isAfter(soon);
        assertThat(listed("short").getBoolean("expired")).isTrue();
    }

    @Test
    void whatCannotBeATokenIsRefused() {
        JsonObject late = wanted("late", "read").put("expires_at", "2001-01-01T00:00:00Z");
        assertThat(api.post("/tokens", late).paths()).containsExactly("expires_at");
        assertThat(api.post("/tokens", wanted("x", "read").put("expires_at", "soon"))
                        .paths())
                .containsExactly("expires_at");
        assertThat(api.post("/tokens", wanted("x")).paths()).containsExactly("scopes");
        assertThat(api.post("/tokens", wanted("x", "root")).paths()).containsExactly("scopes");
        assertThat(api.post("/tokens", wanted("x", "agent")).paths()).containsExactly("scopes");
        assertThat(api.post("/tokens", new JsonObject()).paths()).containsExactly("name", "scopes");
        assertThat(api.post("/tokens", wanted("\u001b[2J", "read")).paths()).containsExactly("name");
        assertThat(api.post("/tokens", wanted("x", "read").put("token", "mine")).paths())
                .containsExactly("token");
        for (String name : List.of("operator", "Watchdog", "SLUICE_ADMIN_TOKEN", "sluice")) {
            assertThat(api.post("/tokens", wanted(name, "read")).paths()).containsExactly("name");
        }
        assertThat(api.plane.events()).isEmpty();
    }

    @Test
    void onlyAnAdministratorSeesAndMakesTokens() {
        for (String token : List.of(ApiServer.READER, ApiServer.OPERATOR)) {
            assertThat(api.raw("GET", "/api/v1/tokens", token, NONE).code()).isEqualTo("forbidden");
            assertThat(api.raw("GET", "/api/v1/tokens/1", token, NONE).code()).isEqualTo("forbidden");
            assertThat(api.raw(
                                    "POST",
                                    "/api/v1/tokens",
                                    token,
                                    wanted("x", "admin").toBuffer())
                            .code())
                    .isEqualTo("forbidden");
            assertThat(api.raw("DELETE", "/api/v1/tokens/1", token, NONE).code())
                    .isEqualTo("forbidden");
        }
    }

    @Test
    void theLastUseIsSeenAtOnceAndToldToTheStoreSeldom() {
        peersAs(ApiServer.READER);

        assertThat(Instant.parse(listed("viewer").getString("last_used_at")))
                .isBetween(Instant.now().minusSeconds(30), Instant.now());
        assertThat(listed("ops").getString("last_used_at")).isNull();
        assertThat(api.tokens.used).as("once a minute, and at the end").isEmpty();
    }

    @Test
    void theyAreListedButNotChangedWhileTheDatabaseIsAway() {
        api.get("/tokens");
        api.tokens.failing = new StoreAwayException("silent", new IllegalStateException());

        assertThat(api.get("/tokens").items()).hasSize(4);
        assertThat(api.post("/tokens", wanted("x", "read")).code()).isEqualTo("store_away");
        assertThat(api.delete("/tokens/2").code()).isEqualTo("store_away");
        assertThat(peersAs(ApiServer.OPERATOR).status()).isEqualTo(200);
    }

    @Test
    void anAddressThatTriesTooManyTokensIsToldOf() {
        for (int i = 0; i < 12; i++) {
            peersAs("a-wrong-token-" + i);
        }

        assertThat(api.plane.events()).hasSize(1);
        Event locked = api.plane.events().get(0);
        assertThat(locked.name().wire()).isEqualTo("login_locked");
        assertThat(locked.details()).containsEntry("from", "127.0.0.1").containsEntry("tries", 10);
    }
}
