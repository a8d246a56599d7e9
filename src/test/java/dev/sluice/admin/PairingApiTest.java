package dev.sluice.admin;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.core.model.Hop;
import dev.sluice.core.model.SealedKey;
import dev.sluice.core.port.AgentReception.AgentStatus;
import dev.sluice.core.rule.Command;
import dev.sluice.core.rule.PairingEdits;
import dev.sluice.core.rule.PairingEdits.NewPairing;
import dev.sluice.testing.EventStreamClient;
import dev.sluice.testing.EventStreamClient.Told;
import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.json.JsonObject;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;

/** Agents over the admin API: how they are let in, what is told of them, and how they are shut out. */
class PairingApiTest extends ApiTest {

    private void pair(long peerId) {
        SealedKey sealed = new SealedKey("0123", "the-sealed-secret");
        NewPairing made = new NewPairing(Hop.MTLS, "0a".repeat(32), sealed, sealed, "1.2.3", "192.168.1.2");
        ApiServer.await(
                Future.fromCompletionStage(api.plane.change(PairingEdits.pair(peerId, made, Command.by("agent")))));
    }

    @Test
    void aCodeIsIssuedToAdministratorsOnly() {
        long a = api.gateway("a");

        Reply issued = api.post("/peers/" + a + "/pairing-code", null);
        assertThat(issued.status()).isEqualTo(200);
        assertThat(issued.json().getString("code")).isEqualTo("sluice-" + a + "-root-1");
        assertThat(issued.json().getString("expires_at")).isEqualTo("2026-11-29T10:10:00.123Z");
        assertThat(issued.json().getString("command")).endsWith("--pair sluice-" + a + "-root-1");
        assertThat(issued.header("Cache-Control")).isEqualTo("no-store");

        Reply operator = api.raw("POST", "/api/v1/peers/" + a + "/pairing-code", ApiServer.OPERATOR, Buffer.buffer());
        assertThat(operator.code()).isEqualTo("forbidden");
    }

    @Test
    void aPairedPeerShowsItsAgentAndNoSecret() {
        long a = api.gateway("a");
        assertThat(api.get("/peers/" + a).json().getValue("agent")).isNull();

        pair(a);
        JsonObject silent = api.get("/peers/" + a).json().getJsonObject("agent");
        assertThat(silent.getString("hop")).isEqualTo("mtls");
        assertThat(silent.getString("version")).isEqualTo("1.2.3");
        assertThat(silent.getBoolean("connected")).isFalse();
        assertThat(silent.getString("last_beat_at")).isNull();

        api.agents.known.put(a, new AgentStatus("1.3.0", true, Instant.EPOCH, true));
        Reply shown = api.get("/peers/" + a);
        JsonObject agent = shown.json().getJsonObject("agent");
        assertThat(agent.getString("version")).isEqualTo("1.3.0");
        assertThat(agent.getBoolean("connected")).isTrue();
        assertThat(agent.getString("last_beat_at")).isEqualTo("1970-01-01T00:00:00Z");
        assertThat(agent.getBoolean("config_current")).isTrue();
        assertThat(shown.body().toString()).doesNotContain("sealed");
        assertThat(api.get("/logs/activity?event=peer_paired").body().toString())
                .contains("Peer a was paired with its agent")
                .doesNotContain("sealed");

        assertThat(api.put("/peers/" + a, shown.json()).json().getJsonObject("agent"))
                .isEqualTo(agent);
    }

    @Test
    void anAgentIsShutOut() {
        long a = api.gateway("a");
        pair(a);

        assertThat(api.delete("/peers/" + a + "/pairing").status()).isEqualTo(204);
        assertThat(api.get("/peers/" + a).json().getValue("agent")).isNull();
        assertThat(api.delete("/peers/" + a + "/pairing").code()).isEqualTo("not_found");
    }

    @Test
    void aPairedGatewayStaysAGateway() {
        long a = api.gateway("a");
        pair(a);

        Reply no = api.put(
                "/peers/" + a, new JsonObject().put("peer_type", "regular").put("port", 80));
        assertThat(no.status()).isEqualTo(400);
        assertThat(no.paths()).containsExactly("peer_type");
    }

    @Test
    void whoeverWatchesPeersHearsHowTheirAgentsAre() {
        long a = api.gateway("a");
        try (EventStreamClient client =
                new EventStreamClient(api.port(), "/api/v1/events?kinds=peer", ApiServer.READER)) {
            client.next("ready");
            pair(a);
            assertThat(client.next("peer").json().getJsonObject("agent").getBoolean("connected"))
                    .isFalse();

            api.agents.known.put(a, new AgentStatus("1.3.0", true, Instant.EPOCH, false));
            assertThat(whenConnected(client).getBoolean("config_current")).isFalse();

            api.agents.known.put(a, new AgentStatus("1.3.0", true, Instant.EPOCH, true));
            Told peer = client.next("peer");
            assertThat(peer.json()).isEqualTo(api.get("/peers/" + a).json());
            assertThat(peer.json().getJsonObject("agent").getBoolean("config_current"))
                    .isTrue();

            api.agents.known.put(a, new AgentStatus("1.3.0", true, Instant.EPOCH.plusSeconds(5), true));
            assertThat(client.poll(Duration.ofMillis(1_500))).isNull(); // a beat is no news
        }
    }

    /** What was not connected yet may have been told twice: a state that is published and a look tell of it. */
    private static JsonObject whenConnected(EventStreamClient client) {
        JsonObject agent = client.next("peer").json().getJsonObject("agent");
        return agent.getBoolean("connected")
                ? agent
                : client.next("peer").json().getJsonObject("agent");
    }
}
