package dev.sluice.admin;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.core.port.CommitUnknownException;
import dev.sluice.core.port.StoreAwayException;
import dev.sluice.testing.Rest;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.json.JsonObject;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What is so, what happened, and what is answered while the database is away. */
class StateApiTest extends ApiTest {

    private Reply open(String path) {
        return api.raw("GET", path, null, Buffer.buffer());
    }

    @Test
    void theActivityLogIsFilteredAndCut() {
        long a = api.gateway("a");
        api.put("/peers/" + a, new JsonObject().put("weight", 2));
        api.put("/peers/" + a, new JsonObject().put("weight", 3));

        JsonObject all = api.get("/logs/activity").json();
        assertThat(all.getInteger("total")).isEqualTo(3);
        JsonObject newest = all.getJsonArray("items").getJsonObject(0);
        assertThat(newest.getString("event")).isEqualTo("peer_updated");
        assertThat(newest.getString("actor")).isEqualTo("root");
        assertThat(newest.getJsonObject("details").getJsonObject("before").getInteger("weight"))
                .isEqualTo(2);
        assertThat(newest.getJsonObject("details").getJsonObject("after").getInteger("weight"))
                .isEqualTo(3);

        assertThat(api.get("/logs/activity?event=peer_created,pool_created").items())
                .hasSize(1);
        assertThat(api.get("/logs/activity?limit=1&offset=2")
                        .items()
                        .getJsonObject(0)
                        .getString("event"))
                .isEqualTo("peer_created");
        assertThat(api.get("/logs/activity?until=" + Instant.now().minusSeconds(60))
                        .items())
                .isEmpty();
        assertThat(api.get("/logs/activity?from=" + Instant.now().minusSeconds(60))
                        .items())
                .hasSize(3);
        assertThat(api.get("/logs/activity?event=nonsense").paths()).containsExactly("event");
        assertThat(api.get("/logs/activity?from=yesterday").paths()).containsExactly("from");
    }

    @Test
    void theActivityLogIsFilteredByWhatAnEventNames() {
        long a = api.gateway("a");
        long b = api.gateway("b");
        long pool = api.pool("site", a, b);
        long route = api.pinned("app.example.com", a);

        JsonObject created = api.get("/logs/activity?peer=" + b).items().getJsonObject(0);
        assertThat(created.getString("event")).isEqualTo("peer_created");
        assertThat(created.getJsonObject("details").getLong("peer_id")).isEqualTo(b);
        assertThat(api.get("/logs/activity?peer=" + b).items()).hasSize(1);
        assertThat(api.get("/logs/activity?route=" + route).items()).hasSize(1);
        assertThat(api.get("/logs/activity?actor=root&pool=" + pool).json().getInteger("total"))
                .isEqualTo(api.get("/logs/activity?pool=" + pool).json().getInteger("total"));
        assertThat(api.get("/logs/activity?actor=nobody").items()).isEmpty();
        assertThat(api.get("/logs/activity?peer=a").paths()).containsExactly("peer");
        assertThat(api.get("/logs/activity?route=0").paths()).containsExactly("route");
        assertThat(api.get("/logs/activity?pool=-1").paths()).containsExactly("pool");
        assertThat(api.get("/logs/activity?before=x").paths()).containsExactly("before");
    }

    @Test
    void pagesByTheLastEventDoNotMove() {
        for (String name : List.of("a", "b", "c", "d", "e")) {
            api.gateway(name);
        }
        JsonObject first = api.get("/logs/activity?limit=2").json();
        api.gateway("f");
        JsonObject second = api.get("/logs/activity?limit=2&before=" + first.getLong("next_before"))
                .json();
        JsonObject third = api.get("/logs/activity?limit=2&before=" + second.getLong("next_before"))
                .json();

        assertThat(List.of(first, second, third))
                .flatExtracting(page -> page.getJsonArray("items").stream()
                        .map(item -> ((JsonObject) item).getLong("id"))
                        .toList())
                .containsExactly(5L, 4L, 3L, 2L, 1L);
        assertThat(third.getValue("next_before")).isNull();
        assertThat(third.getInteger("total")).isEqualTo(6);
    }

    @Test
    void theStatusCounts() {
        long a = api.gateway("a");
        api.gateway("b");
        api.pinned("app.example.com", a);
        api.plane.dies(a);

        JsonObject status = api.get("/status").json();

        assertThat(status.getString("version")).isEqualTo("1.2.3");
        assertThat(status.getJsonObject("peers").getInteger("down")).isEqualTo(1);
        assertThat(status.getJsonObject("peers").getInteger("alive")).isEqualTo(1);
        assertThat(status.getJsonObject("routes").getInteger("outage")).isEqualTo(1);
    }

    @Test
    void aDrillIsStartedListedAndEnded() {
        long a = api.gateway("a");
        long b = api.gateway("b");
        api.pool("site", a, b);
        long route = api.pinned("app.example.com", a);

        Reply started = api.post("/drills", new JsonObject().put("peer_id", a).put("for", "10m"));
        assertThat(started.status()).isEqualTo(201);
        assertThat(started.header("Location")).isEqualTo("/api/v1/drills/" + started.id());
        assertThat(api.get("/drills").items().getJsonObject(0).getString("for")).isEqualTo("10m");
        assertThat(api.get("/routes/" + route).json().getLong("serving_peer_id"))
                .isEqualTo(b);
        assertThat(api.get("/failover").items().getJsonObject(0).getString("cause"))
                .isEqualTo("home_drilled");

        assertThat(api.delete("/drills/" + started.id()).status()).isEqualTo(204);
        assertThat(api.delete("/drills/" + started.id()).code()).isEqualTo("not_found");
        assertThat(api.get("/routes/" + route).json().getLong("serving_peer_id"))
                .isEqualTo(a);
        JsonObject receipt = api.get("/logs/activity?event=drill_ended")
                .items()
                .getJsonObject(0)
                .getJsonObject("details")
                .getJsonObject("receipt");
        assertThat(receipt.getString("ended_by")).isEqualTo("operator");
        assertThat(receipt.getInteger("routes_away")).isEqualTo(1);
    }

    @Test
    void readinessSaysWhoWouldServeAndWhyNobodyWould() {
        long a = api.gateway("a");
        long b = api.gateway("b");
        api.pool("site", a, b);
        api.pinned("app.example.com", a);

        assertThat(api.get("/readiness").items().getJsonObject(0).getLong("onto_peer_id"))
                .isEqualTo(b);
        api.plane.dies(b);
        JsonObject alone = api.get("/readiness").items().getJsonObject(0);
        assertThat(alone.getBoolean("survives")).isFalse();
        assertThat(alone.getString("why_not")).isEqualTo("no_usable_member");
        assertThat(api.post("/drills", new JsonObject().put("peer_id", a).put("for", "10m"))
                        .code())
                .isEqualTo("drill_would_stop_routes");
    }

    @Test
    void readinessIsToldOfOneRouteAlone() {
        long a = api.gateway("a");
        api.pinned("one.example.com", a);
        long two = api.pinned("two.example.com", a);

        Reply reply = api.get("/readiness?route=" + two);
        assertThat(reply.items().stream().map(item -> ((JsonObject) item).getLong("route_id")))
                .containsExactly(two);
        assertThat(api.get("/readiness?route=999").items()).isEmpty();
        assertThat(api.get("/readiness?route=x").status()).isEqualTo(400);
    }

    @Test
    void machinesAskWithoutAToken() {
        assertThat(open("/health/live").status()).isEqualTo(200);
        assertThat(open("/health/ready").status()).isEqualTo(200);
        assertThat(open("/metrics").body()).hasToString("sluice_up 1\n");
        assertThat(open("/openapi.yaml").body().toString()).startsWith("openapi: 3.1.0");

        api.plane.ready = false;
        Reply starting = open("/health/ready");
        assertThat(starting.status()).isEqualTo(503);
        assertThat(starting.header("Retry-After")).isEqualTo("1");
    }

    @Test
    void readsGoOnWhileTheDatabaseIsAway() {
        long a = api.gateway("a");
        api.plane.failing = new StoreAwayException("connection refused", new IllegalStateException());
        api.tokens.failing = new StoreAwayException("connection refused", new IllegalStateException());

        assertThat(api.get("/peers/" + a).status()).isEqualTo(200);
        Reply away = api.put("/peers/" + a, new JsonObject().put("weight", 2));
        assertThat(away.status()).isEqualTo(503);
        assertThat(away.code()).isEqualTo("store_away");
        assertThat(away.header("Retry-After")).isEqualTo("2");
        assertThat(api.get("/logs/activity").code()).isEqualTo("store_away");

        api.plane.failing = new CommitUnknownException("connection lost", new IllegalStateException());
        Reply unknown = api.delete("/peers/" + a);
        assertThat(unknown.status()).isEqualTo(503);
        assertThat(unknown.code()).isEqualTo("commit_unknown");
    }

    @Test
    void whatIsNotSavedYetIsToldAsSuch() {
        api.gateway("a");
        JsonObject saved = api.get("/logs/activity").json();
        assertThat(saved.getBoolean("database_away")).isFalse();
        assertThat(saved.getJsonArray("items").getJsonObject(0).getBoolean("saved"))
                .isTrue();

        api.plane.unsaved = true;
        JsonObject away = api.get("/logs/activity").json();
        assertThat(away.getBoolean("database_away")).isTrue();
        JsonObject event = away.getJsonArray("items").getJsonObject(0);
        assertThat(event.getBoolean("saved")).isFalse();
        assertThat(event.getValue("id")).isNull();
    }

    @Test
    void aFaultOfOursSaysNothingOfItself() {
        long a = api.gateway("a");
        api.plane.failing = new IllegalStateException("secret inside");

        // The document says nothing of it: it is no answer to rely on.
        Rest.Answer broken = new Rest(api.port(), ApiServer.ADMIN)
                .put("/api/v1/peers/" + a, new JsonObject().put("weight", 2))
                .expect(500);
        assertThat(broken.body().getString("code")).isEqualTo("internal");
        assertThat(broken.text()).doesNotContain("secret inside", "IllegalState");
    }
}
