package dev.sluice.admin;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.core.failover.Event;
import dev.sluice.core.failover.EventName;
import dev.sluice.core.model.Webhook;
import dev.sluice.core.port.ActivityLog.Stored;
import dev.sluice.core.port.SecretSeal.Use;
import dev.sluice.core.port.WebhookDeliveries.Delivery;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServer;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.Test;

/** Webhooks over REST, with a receiver on a real socket. */
class WebhooksApiTest extends ApiTest {

    private static final String SECRET = "planted-secret-0123";
    private static final String TOKEN = "planted-token-4567";

    private final List<String> heard = new CopyOnWriteArrayList<>();
    private volatile int status = 204;

    private int receiver() {
        HttpServer server = ApiServer.await(api.vertx
                .createHttpServer()
                .requestHandler(request -> request.body().onSuccess(body -> {
                    heard.add(request.uri() + " " + request.getHeader("Sluice-Webhook-Id") + " " + body);
                    request.response().setStatusCode(status).end();
                }))
                .listen(0, "127.0.0.1"));
        return server.actualPort();
    }

    private static JsonObject body(String url) {
        return new JsonObject()
                .put("name", "ops")
                .put("url", url)
                .put("events", new JsonArray().add("gateway_*"))
                .put("secret", SECRET)
                .put("token", TOKEN);
    }

    private Webhook stored(long id) {
        return Objects.requireNonNull(api.plane.snapshot().desired().webhooks().get(id));
    }

    private String opened(long id) {
        return api.certificates
                .secrets()
                .open(Objects.requireNonNull(stored(id).secret()), Use.WEBHOOK_SECRET)
                .toCompletableFuture()
                .join();
    }

    @Test
    void oneIsMadeShownChangedAndTakenAway() {
        Reply made = api.post("/webhooks", body("https://hooks.example/{token}"));
        assertThat(made.status()).as(made.body().toString()).isEqualTo(201);
        long id = made.id();
        assertThat(made.header("Location")).isEqualTo("/api/v1/webhooks/" + id);
        assertThat(api.get("/webhooks/" + id).json()).isEqualTo(made.json());
        assertThat(api.get("/webhooks").json().getJsonArray("items")).containsExactly(made.json());
        assertThat(made.json().getBoolean("has_secret")).isTrue();
        assertThat(opened(id)).isEqualTo(SECRET);

        JsonObject change = new JsonObject().put("preset", "ntfy").put("events", new JsonArray().add("*"));
        Reply changed = api.put("/webhooks/" + id, change, "If-Match", made.header("ETag"));
        assertThat(changed.json().getString("preset")).isEqualTo("ntfy");
        assertThat(changed.json().getString("url")).isEqualTo("https://hooks.example/{token}");
        assertThat(opened(id)).as("what is absent stays").isEqualTo(SECRET);
        assertThat(api.put("/webhooks/" + id, change, "If-Match", made.header("ETag"))
                        .code())
                .isEqualTo("stale");
        assertThat(api.put("/webhooks/" + id, changed.json()).json())
                .as("what was read may be sent back")
                .isEqualTo(changed.json());

        assertThat(api.put("/webhooks/" + id, new JsonObject().putNull("secret"))
                        .json()
                        .getBoolean("has_secret"))
                .isFalse();
        assertThat(api.delete("/webhooks/" + id).status()).isEqualTo(204);
        assertThat(api.get("/webhooks/" + id).code()).isEqualTo("not_found");
    }

    @Test
    void itsSecretsAreNowhere() {
        long id = api.post("/webhooks", body("https://hooks.example/{token}")).id();
        api.put(
                "/webhooks/" + id,
                new JsonObject().put("secret", SECRET + "-new").put("token", TOKEN + "-new"));
        String all = api.get("/webhooks").body().toString()
                + api.get("/logs/activity").body()
                + api.export()
                + api.plane.snapshot().desired()
                + api.plane.events()
                + api.post("/webhooks/" + id + "/test", null).body();

        assertThat(all)
                .contains("Webhook ops was changed: secret, token")
                .doesNotContain(SECRET)
                .doesNotContain(TOKEN);
    }

    @Test
    void aTestIsSentAndItsAnswerTold() {
        long id = api.post(
                        "/webhooks",
                        body("http://127.0.0.1:" + receiver() + "/in").put("enabled", false))
                .id();

        Reply arrived = api.post("/webhooks/" + id + "/test", null);

        assertThat(arrived.json().getBoolean("arrived")).isTrue();
        assertThat(arrived.json().getInteger("status")).isEqualTo(204);
        assertThat(heard)
                .singleElement()
                .asString()
                .contains("\"event\":\"webhook_test\"")
                .contains("test of webhook ops");

        status = 500;
        JsonObject refused =
                api.post("/webhooks/" + id + "/test", new JsonObject()).json();
        assertThat(refused.getBoolean("arrived")).isFalse();
        assertThat(refused.getInteger("status")).isEqualTo(500);
        assertThat(refused.getString("failure")).isEqualTo("answered 500, expected 200 to 299");
        assertThat(api.raw("POST", "/api/v1/webhooks/" + id + "/test", ApiServer.READER, Buffer.buffer())
                        .code())
                .isEqualTo("forbidden");
    }

    @Test
    void aNameThatLeadsToAPrivateAddressIsNotCalled() {
        long id = api.post("/webhooks", body("http://[::ffff:127.0.0.1]:1/")).id();
        assertThat(id).as("loopback is allowed here").isPositive();
        Reply made = api.post("/webhooks", body("http://localhost:1/").put("name", "six"));

        JsonObject told = api.post("/webhooks/" + made.id() + "/test", null).json();

        assertThat(told.getString("failure"))
                .as("127.0.0.1 is allowed, so it is tried")
                .isEqualTo("the connection was refused");
        assertThat(api.post("/webhooks", body("http://169.254.169.254/").put("name", "meta"))
                        .code())
                .isEqualTo("target_forbidden");
    }

    @Test
    void whatItWasToldIsListedNewestFirstAndCanBeSentAgain() {
        long id = api.post("/webhooks", body("http://127.0.0.1:" + receiver() + "/in"))
                .id();
        for (int i = 1; i <= 3; i++) {
            Event event = new Event(
                    "uid-" + i, EventName.GATEWAY_DOWN, Instant.now(), "home is DOWN", Event.WATCHDOG, Map.of());
            api.deliveries.add(id, new Stored(i, event, "test"));
        }

        Reply page = api.get("/webhooks/" + id + "/deliveries?limit=2");
        assertThat(page.json().getInteger("total")).isEqualTo(3);
        assertThat(page.json().getJsonArray("items"))
                .extracting(item -> ((JsonObject) item).getString("uid"))
                .containsExactly("uid-3", "uid-2");
        String first = "/webhooks/" + id + "/deliveries/1/send";

        JsonObject sent = api.post(first, null).json();
        assertThat(sent.getString("state")).isEqualTo("delivered");
        assertThat(sent.getInteger("attempts")).isEqualTo(1);
        assertThat(heard).singleElement().asString().startsWith("/in uid-1 {\"id\":1,\"uid\":\"uid-1\"");

        status = 503;
        JsonObject again = api.post(first, null).json();
        assertThat(again.getString("state")).as("it has arrived once").isEqualTo("delivered");
        assertThat(again.getString("failure")).isEqualTo("answered 503, expected 200 to 299");
        assertThat(api.post("/webhooks/" + id + "/deliveries/77/send", null).code())
                .isEqualTo("not_found");
    }

    @Test
    void withoutTheDatabaseNothingIsToldOfDeliveries() {
        long id = api.post("/webhooks", body("https://hooks.example/")).id();
        Delivery begun = api.deliveries.add(
                id,
                new Stored(
                        1,
                        new Event("u", EventName.GATEWAY_DOWN, Instant.now(), "m", Event.WATCHDOG, Map.of()),
                        "test"));
        api.deliveries.away = true;

        assertThat(api.get("/webhooks/" + id + "/deliveries").code()).isEqualTo("store_away");
        assertThat(api.post("/webhooks/" + id + "/deliveries/" + begun.id() + "/send", null)
                        .code())
                .isEqualTo("store_away");
    }

    @Test
    void aDocumentKeepsTheSecretsOfWhatItNames() {
        long id = api.post("/webhooks", body("https://hooks.example/{token}")).id();
        String document = api.export();
        assertThat(document).contains("webhooks:").contains("name: ops").contains("https://hooks.example/{token}");

        Reply applied = api.apply(document.replace("gateway_*", "pool_*"), "");

        assertThat(applied.json().getJsonArray("changes").getJsonObject(0).getString("kind"))
                .isEqualTo("webhook");
        assertThat(stored(id).events()).containsExactly("pool_*");
        assertThat(opened(id)).isEqualTo(SECRET);
        assertThat(api.apply(api.export(), "").json().getJsonArray("changes")).isEmpty();
        assertThat(api.apply(document.replace("name: ops", "name: other"), "").status())
                .isEqualTo(200);
        JsonObject fresh = api.get("/webhooks").json().getJsonArray("items").getJsonObject(0);
        assertThat(fresh.getBoolean("has_secret") || fresh.getBoolean("has_token"))
                .as("a new one brings no secret, even if its address names one")
                .isFalse();
        Reply refused = api.apply(document.replace("gateway_*", "gatewai_*"), "");
        assertThat(refused.paths()).containsExactly("webhooks[0].events[0]");
        assertThat(api.apply("sluice: 1\nwebhooks: []\n", "").status()).isEqualTo(200);
        assertThat(api.get("/webhooks").json().getInteger("total")).isZero();
    }
}
