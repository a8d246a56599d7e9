package dev.sluice.admin;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.sluice.admin.GatewayClient.Shown;
import dev.sluice.admin.GatewaySite.Beat;
import dev.sluice.core.failover.Reachability.Report;
import dev.sluice.core.port.AgentReception.AgentStatus;
import dev.sluice.core.rule.Command;
import dev.sluice.core.rule.PairingEdits;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What paired agents are told and say, and what everybody else gets. */
class GatewayAgentsTest {

    @TempDir
    Path directory;

    private GatewaySite site;
    private long home;
    private long other;
    private Shown agent;

    @BeforeEach
    void open() {
        site = new GatewaySite(directory);
        home = site.gateway("Home");
        other = site.gateway("Other");
        agent = site.paired(home);
        await().atMost(Duration.ofSeconds(10)).until(() -> site.desk.port() > 0);
    }

    @AfterEach
    void close() {
        site.close();
    }

    private static JsonObject beat(JsonObject... routes) {
        return new JsonObject()
                .put("version", "2.0")
                .put("config_etag", "x")
                .put("uptime_s", 5)
                .put("listeners", new JsonArray())
                .put("routes", new JsonArray(List.of(routes)));
    }

    private static JsonObject reach(long routeId, boolean reached) {
        return new JsonObject()
                .put("id", routeId)
                .put("reached", reached)
                .put("ms", 3)
                .put("checked_ago_ms", 1_000)
                .put("began_ago_ms", 1_500);
    }

    @Test
    void anAgentGetsItsOwnConfigAndNoOther() throws Exception {
        long mine = site.route("nas.example.com", home);
        site.route("secret.example.com", other);
        try (GatewayClient connection = site.connect(agent)) {
            Reply reply = connection.ask("GET", "config", null);
            assertThat(reply.status()).isEqualTo(200);
            JsonObject config = reply.json();
            assertThat(config.getInteger("format")).isEqualTo(1);
            assertThat(config.getLong("peer_id")).isEqualTo(home);
            assertThat(config.getString("peer_name")).isEqualTo("Home");
            assertThat(config.getString("hop")).isEqualTo("mtls");
            assertThat(config.getInteger("beat_s")).isEqualTo(5);
            assertThat(config.getJsonArray("routes"))
                    .containsExactly(new JsonObject()
                            .put("id", mine)
                            .put("domain", "nas.example.com")
                            .put("path_prefix", "/")
                            .put("lan_host", "192.168.1.5")
                            .put("lan_port", 5001));
            assertThat(config.getJsonArray("l4_routes")).isEmpty();

            String etag = Objects.requireNonNull(reply.header("ETag"));
            assertThat(connection
                            .ask("GET", "config", null, "If-None-Match", etag)
                            .status())
                    .isEqualTo(304);
            site.route("more.example.com", home);
            assertThat(connection
                            .ask("GET", "config", null, "If-None-Match", etag)
                            .status())
                    .isEqualTo(200);
        }
    }

    @Test
    void whoIsPartedIsAStrangerAndItsStreamEnds() throws Exception {
        try (GatewayClient stream = site.connect(agent);
                GatewayClient connection = site.connect(agent)) {
            stream.openStream();
            stream.event();
            site.change(PairingEdits.unpair(home, Command.by("root")));
            assertThatThrownBy(stream::event).isInstanceOf(IOException.class);
            assertThat(connection.ask("GET", "config", null).status()).isEqualTo(401);
        }
        assertThat(site.desk.status(home)).isEqualTo(AgentStatus.SILENT);
    }

    @Test
    void aStreamTellsOfChangesToItsOwnConfigOnly() throws Exception {
        try (GatewayClient stream = site.connect(agent);
                GatewayClient connection = site.connect(agent)) {
            stream.openStream();
            String first = stream.event();
            assertThat(first).startsWith("event: config_changed\ndata: {\"etag\":\"");
            site.route("of-the-other.example.com", other);
            site.route("nas.example.com", home);
            String second = stream.event();
            assertThat(second).isNotEqualTo(first);
            String etag =
                    Objects.requireNonNull(connection.ask("GET", "config", null).header("ETag"));
            assertThat(second).contains(etag);
            assertThat(stream.chunk()).as("it shows that it lives").isEqualTo(":\n\n");
            assertThat(site.desk.status(home).connected()).isTrue();
        }
        await().atMost(Duration.ofSeconds(10))
                .until(() -> !site.desk.status(home).connected());
    }

    @Test
    void aBeatIsHeardAndAnsweredWithTheConfigToBeHad() throws Exception {
        long mine = site.route("nas.example.com", home);
        long foreign = site.route("secret.example.com", other);
        try (GatewayClient connection = site.connect(agent)) {
            Reply reply = connection.ask(
                    "POST", "heartbeat", beat(reach(mine, false).put("why", "refused"), reach(foreign, false)));
            assertThat(reply.status()).as(reply.body().toString()).isEqualTo(200);
            Beat heard = Objects.requireNonNull(site.beats.poll(10, TimeUnit.SECONDS));
            assertThat(heard.peerId()).isEqualTo(home);
            assertThat(heard.reports()).containsOnlyKeys(mine);
            Report report = Objects.requireNonNull(heard.reports().get(mine));
            assertThat(report.reached()).isFalse();
            assertThat(report.why()).isEqualTo("refused");
            assertThat(report.at().since(report.began())).isEqualTo(Duration.ofMillis(500));

            String wanted = reply.json().getString("wanted_etag");
            assertThat("\"" + wanted + "\"")
                    .isEqualTo(connection.ask("GET", "config", null).header("ETag"));
            AgentStatus status = site.desk.status(home);
            assertThat(status.version()).isEqualTo("2.0");
            assertThat(status.configCurrent()).isFalse();
            assertThat(status.lastBeatAt()).isNotNull();
            connection.ask("POST", "heartbeat", beat().put("config_etag", wanted));
            assertThat(site.desk.status(home).configCurrent()).isTrue();
            site.route("more.example.com", home);
            assertThat(site.desk.status(home).configCurrent()).isFalse();
        }
    }

    @Test
    void whenAnAgentsWordChangesTheOthersLookForThemselves() throws Exception {
        site.pool("Home network", home, other);
        long nas = site.route("nas.example.com", home);
        long too = site.route("too.example.com", home);
        site.route("mine.example.com", other);
        Shown sibling = site.paired(other);
        try (GatewayClient stream = site.connect(sibling);
                GatewayClient own = site.connect(agent);
                GatewayClient connection = site.connect(agent)) {
            stream.openStream();
            own.openStream();
            assertThat(stream.event()).startsWith("event: config_changed");
            assertThat(own.event()).startsWith("event: config_changed");
            connection.ask("POST", "heartbeat", beat(reach(nas, true)));
            connection.ask("POST", "heartbeat", beat(reach(nas, false), reach(too, false)));
            connection.ask("POST", "heartbeat", beat(reach(nas, false)));
            assertThat(stream.event()).isEqualTo("event: look\ndata: {\"routes\":[" + nas + "]}\n\n");
            connection.ask("POST", "heartbeat", beat(reach(nas, true)));
            assertThat(stream.event()).isEqualTo("event: look\ndata: {\"routes\":[" + nas + "]}\n\n");
            assertThat(own.chunk()).as("it looked itself").isEqualTo(":\n\n");
        }
    }

    @Test
    void throughAPortThatItCannotListenOnAnAgentReachesNothing() throws Exception {
        long ssh = site.route(new JsonObject()
                .put("route_type", "l4")
                .put("l4_listen_port", 2222)
                .put("target_peer_id", home)
                .put("target_lan_host", "192.168.1.5")
                .put("target_lan_port", 22));
        JsonObject deaf =
                new JsonObject().put("port", 2222).put("listening", false).put("why", "in use by sshd");
        try (GatewayClient connection = site.connect(agent)) {
            Reply reply = connection.ask(
                    "POST", "heartbeat", beat(reach(ssh, true)).put("listeners", new JsonArray().add(deaf)));
            assertThat(reply.status()).as(reply.body().toString()).isEqualTo(200);
            Beat heard = Objects.requireNonNull(site.beats.poll(10, TimeUnit.SECONDS));
            assertThat(Objects.requireNonNull(heard.reports().get(ssh)).why()).isEqualTo("port 2222: in use by sshd");
        }
    }

    @Test
    void theAddressThatAnAgentAnnouncesIsKept() throws Exception {
        try (GatewayClient connection = site.connect(agent)) {
            connection.ask("POST", "heartbeat", beat().put("lan_address", "192.168.2.5"));
        }
        await().atMost(Duration.ofSeconds(10)).until(() -> "192.168.2.5"
                .equals(site.memory.snapshot().desired().lanAddress(home)));
    }

    @Test
    void aHostileBeatIsRefusedAndMovesNothing() throws Exception {
        long mine = site.route("nas.example.com", home);
        List<JsonObject> hostile = List.of(
                new JsonObject(),
                beat().put("version", 2),
                beat().put("version", "x".repeat(64)),
                beat().put("uptime_s", "5"),
                beat().put("uptime_s", -1),
                beat().put("routes", new JsonObject()),
                beat().put("routes", new JsonArray().add(5)),
                beat(reach(mine, true).put("reached", "yes")),
                beat(reach(mine, true).put("id", 1.5)),
                beat(reach(mine, true).put("checked_ago_ms", Long.MAX_VALUE)),
                beat().put("listeners", "none"),
                beat().put("listeners", new JsonArray().add(new JsonObject().put("port", 70_000))));
        try (GatewayClient connection = site.connect(agent)) {
            for (JsonObject body : hostile) {
                Reply reply = connection.ask("POST", "heartbeat", body);
                assertThat(reply.status()).as(body.encode()).isEqualTo(400);
                assertThat(reply.code()).isEqualTo("invalid");
            }
            assertThat(connection
                            .raw("POST", "heartbeat", Buffer.buffer("nonsense"))
                            .status())
                    .isEqualTo(400);
        }
        try (GatewayClient connection = site.connect(agent)) {
            Reply reply = connection.raw("POST", "heartbeat", Buffer.buffer("\"" + "x".repeat(1_100_000) + "\""));
            assertThat(reply.status()).isEqualTo(413);
        }
        assertThat(site.beats).isEmpty();
        assertThat(site.desk.status(home).lastBeatAt()).isNull();
    }

    @Test
    void anAgentThatOpensMoreStreamsThanItNeedsLosesTheOldest() throws Exception {
        try (GatewayClient first = site.connect(agent);
                GatewayClient second = site.connect(agent);
                GatewayClient third = site.connect(agent);
                GatewayClient fourth = site.connect(agent)) {
            for (GatewayClient stream : List.of(first, second, third, fourth)) {
                stream.openStream();
            }
            assertThatThrownBy(() -> {
                        while (true) {
                            first.chunk();
                        }
                    })
                    .isInstanceOf(Exception.class);
            assertThat(fourth.event()).startsWith("event: config_changed");
        }
    }
}
