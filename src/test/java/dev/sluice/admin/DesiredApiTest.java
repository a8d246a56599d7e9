package dev.sluice.admin;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.core.rule.Features;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The desired state as a document, over the API. */
class DesiredApiTest {

    private static final String HOUSE = """
            sluice: 1
            peers:
              - {name: home, host: 10.0.0.1}
              - {name: spare, host: 10.0.0.2}
            gateway_pools:
              - {name: house, failback_cooldown_s: 60, members: [home, spare]}
            routes:
              - {domain: a.example, target_pool: house}
            """;

    private final ApiServer api = new ApiServer();

    @BeforeEach
    void begin() {
        assertThat(api.apply(HOUSE, "").status()).isEqualTo(200);
    }

    @AfterEach
    void close() {
        api.close();
    }

    private static JsonArray changes(Reply reply) {
        return reply.json().getJsonArray("changes");
    }

    @Test
    void whatWasAppliedIsExportedAndAppliesToAnEmptyInstance() {
        String yaml = api.export();
        assertThat(yaml).startsWith("sluice: 1\npeers:\n  - name: home\n").contains("target_pool: house");
        try (ApiServer other = new ApiServer()) {
            assertThat(other.apply(yaml, "").status()).isEqualTo(200);
            assertThat(other.export()).isEqualTo(yaml);
            JsonObject json = other.get("/desired").json();
            assertThat(other.put("/desired", json).json().getJsonArray("changes"))
                    .isEmpty();
        }
    }

    @Test
    void aTrialTellsEverythingAndChangesNothing() {
        String before = api.export();
        String changed = HOUSE.replace("10.0.0.2", "10.0.0.3").replace("a.example", "b.example");
        Reply trial = api.apply(changed, "?dry_run=true");
        assertThat(trial.json().getBoolean("dry_run")).isTrue();
        assertThat(changes(trial).getJsonObject(0)).isEqualTo(new JsonObject("""
                        {"kind": "peer", "key": "spare", "change": "updated",
                         "fields": [{"path": "host", "before": "10.0.0.2", "after": "10.0.0.3"}]}"""));
        assertThat(changes(trial)).hasSize(3);
        assertThat(api.export()).isEqualTo(before);
        Reply real = api.apply(changed, "");
        assertThat(changes(real)).isEqualTo(changes(trial));
        assertThat(real.header("ETag")).isEqualTo("\"2\"");
        assertThat(changes(api.apply(changed, ""))).isEmpty();
        assertThat(api.get("/revisions").json().getInteger("total")).isEqualTo(2);
    }

    @Test
    void oneBadRouteChangesNothingAndIsNamed() {
        String before = api.export();
        Reply no = api.apply(HOUSE + "  - {domain: b.example, target_peer: hom}\n", "");
        assertThat(no.status()).isEqualTo(400);
        assertThat(no.code()).isEqualTo("peer_not_found");
        assertThat(no.json().getJsonArray("errors"))
                .containsExactly(new JsonObject()
                        .put("path", "routes[1].target_peer")
                        .put("actual", "hom")
                        .put("expected", "the name of a peer"));
        assertThat(api.export()).isEqualTo(before);
    }

    @Test
    void addLeavesTheRest() {
        Reply added = api.apply("sluice: 1\nroutes:\n  - {domain: b.example, target_peer: home}\n", "?add=true");
        assertThat(changes(added)).hasSize(1);
        assertThat(api.get("/routes").json().getInteger("total")).isEqualTo(2);
    }

    @Test
    void anEarlierRevisionIsShownAndComesBack() {
        String first = api.export();
        api.apply(HOUSE.replace("a.example", "b.example"), "");
        Reply then = api.call("GET", "/revisions/1", null, "Accept", "application/yaml");
        assertThat(then.body().toString()).isEqualTo(first);
        assertThat(changes(api.post("/revisions/1/revert?dry_run=true", null))).hasSize(2);
        assertThat(api.export()).isNotEqualTo(first);
        assertThat(api.post("/revisions/1/revert", null).json().getInteger("revision"))
                .isEqualTo(3);
        assertThat(api.export()).isEqualTo(first);
        assertThat(api.post("/revisions/0/revert", null).status()).isEqualTo(200);
        assertThat(api.export())
                .isEqualTo("sluice: 1\npeers: []\ngateway_pools: []\nroutes: []\nwebhooks: []\nsite: {}\n");
        assertThat(api.get("/revisions/99").code()).isEqualTo("not_found");
    }

    @Test
    void aConditionHolds() {
        Reply stale = api.raw(
                "PUT",
                "/api/v1/desired",
                ApiServer.ADMIN,
                Buffer.buffer("sluice: 1\nroutes: []\n"),
                "Content-Type",
                "application/yaml",
                "If-Match",
                "\"0\"");
        assertThat(stale.status()).isEqualTo(412);
        assertThat(stale.code()).isEqualTo("stale");
    }

    @Test
    void whatIsNoDocumentIsRefused() {
        assertThat(api.apply("routes: [", "").json().getString("detail")).contains("broken YAML at line");
        assertThat(api.apply("sluice: 1\nroutes: []\n", "?dry_run=maybe").status())
                .isEqualTo(400);
        Reply media =
                api.raw("PUT", "/api/v1/desired", ApiServer.ADMIN, Buffer.buffer("x"), "Content-Type", "text/plain");
        assertThat(media.status()).isEqualTo(415);
        Reply reader = api.raw(
                "PUT",
                "/api/v1/desired",
                ApiServer.OPERATOR,
                Buffer.buffer("sluice: 1\n"),
                "Content-Type",
                "application/yaml");
        assertThat(reader.status()).isEqualTo(403);
    }

    @Test
    void aPortThatSomebodyHoldsIsRefused() {
        String tcp = "sluice: 1\nroutes:\n  - {route_type: l4, l4_listen_port: " + MemoryPorts.HELD
                + ", target_pool: house}\n";
        assertThat(api.apply(tcp, "?add=true&dry_run=true").code()).isEqualTo("l4_port_in_use");
        assertThat(api.apply(tcp, "?add=true").code()).isEqualTo("l4_port_in_use");
    }

    @Test
    void aLockedFeatureIsLockedHereToo() {
        try (ApiServer locked = new ApiServer(new Features(false, false))) {
            assertThat(locked.apply(HOUSE, "?dry_run=true").code()).isEqualTo("feature_locked");
            assertThat(locked.apply(HOUSE, "").code()).isEqualTo("feature_locked");
        }
    }
}
