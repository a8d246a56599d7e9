package dev.sluice.system;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.testing.EventStreamClient;
import dev.sluice.testing.FreePort;
import dev.sluice.testing.PeerProcess;
import dev.sluice.testing.SluiceProcess;
import dev.sluice.testing.TcpClient;
import dev.sluice.testing.TcpService;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.net.URI;
import java.time.Instant;
import java.util.Map;
import java.util.Objects;
import java.util.function.Predicate;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** What passes through a running Sluice is seen as it passes, without an access log. */
class LiveTrafficTest {

    private static Site site;

    @BeforeAll
    static void open() {
        site = new Site(Map.of("SLUICE_LOG_ACCESS", "off"));
    }

    @AfterAll
    static void close() {
        site.close();
    }

    private static EventStreamClient stream(String kinds) {
        int port = URI.create(site.sluice().adminUri()).getPort();
        EventStreamClient client = new EventStreamClient(port, "/api/v1/events?kinds=" + kinds, SluiceProcess.TOKEN);
        client.next("ready");
        return client;
    }

    /** The next pulse that is so; they come each second. */
    private static JsonObject pulse(EventStreamClient client, Predicate<JsonObject> such) {
        for (int i = 0; i < 20; i++) {
            JsonObject pulse = client.next("pulse").json();
            if (such.test(pulse)) {
                return pulse;
            }
        }
        throw new IllegalStateException("no such pulse among twenty");
    }

    private static JsonObject of(JsonArray things, long id) {
        return things.stream()
                .map(JsonObject.class::cast)
                .filter(one -> one.getLong("id") == id)
                .findFirst()
                .orElseGet(JsonObject::new);
    }

    @Test
    void requestsAreCountedAndTold() {
        PeerProcess a = site.gateway("a");
        long route = site.pinnedRoute("app.test", a);
        Instant before = Instant.now();
        try (EventStreamClient pulses = stream("pulse");
                EventStreamClient requests = stream("access&route=" + route)) {
            Gets.from("127.0.0.1", site.sluice().httpPort(), "app.test", "/find?token=secret&q=1");
            Gets.from("127.0.0.1", site.sluice().httpPort(), "nobody.test", "/");

            JsonObject line = requests.next("access").json();
            assertThat(line.getString("path")).isEqualTo("/find?token=***&q=1");
            assertThat(line.getString("host")).isEqualTo("app.test");
            assertThat(line.getString("client")).isEqualTo("127.0.0.1");
            assertThat(line.getInteger("status")).isEqualTo(200);
            assertThat(line.getLong("route_id")).isEqualTo(route);
            assertThat(line.getLong("peer_id")).isEqualTo(site.id(a));
            assertThat(Instant.parse(line.getString("at"))).isBetween(before.minusSeconds(1), Instant.now());

            JsonObject busy =
                    pulse(pulses, pulse -> !pulse.getJsonArray("routes").isEmpty());
            assertThat(of(busy.getJsonArray("routes"), route).getDouble("requests_per_s"))
                    .isBetween(0.1, busy.getDouble("requests_per_s"));
            assertThat(busy.getDouble("p99_ms")).isGreaterThanOrEqualTo(busy.getDouble("p50_ms"));
            JsonObject peer = of(busy.getJsonArray("peers"), site.id(a));
            assertThat(peer.getDouble("smoothed_ms")).isPositive();
            assertThat(peer.getString("last_answer")).startsWith("HTTP ");
            assertThat(Instant.parse(peer.getString("last_answer_at"))).isAfter(before.minusSeconds(5));
            assertThat(Instant.parse(peer.getString("next_probe_at")))
                    .isAfter(Instant.parse(peer.getString("last_answer_at")));

            JsonObject over = pulse(pulses, pulse -> pulse.getDouble("requests_per_s") == 0);
            assertThat(of(over.getJsonArray("routes"), route).getDouble("requests_per_s", 0.0))
                    .isZero();
        }
    }

    @Test
    void tunnelsAreCountedWhileTheyAreOpenAndToldWhenTheyAreOver() {
        int port = FreePort.next();
        try (TcpService service = TcpService.at("127.0.0.7", port, TcpService.greeting("hello"));
                EventStreamClient pulses = stream("pulse")) {
            JsonObject probe = new JsonObject().put("kind", "tcp").put("port", port);
            long peer = site.sluice()
                    .create(
                            "/peers",
                            new JsonObject()
                                    .put("name", "tcp")
                                    .put("host", "127.0.0.7")
                                    .put("probe", probe));
            site.awaitState(peer, "alive");
            long route = site.sluice()
                    .create(
                            "/routes",
                            new JsonObject()
                                    .put("route_type", "l4")
                                    .put("l4_listen_port", port)
                                    .put("target_peer_id", peer));
            pulse(
                    pulses,
                    pulse -> Objects.equals(
                            site.route(route).getJsonObject("l4_listener").getString("state"), "listening"));
            try (EventStreamClient requests = stream("access&status=2xx&peer=" + peer)) {
                try (TcpClient client = new TcpClient(port)) {
                    assertThat(client.line()).isEqualTo("hello");
                    JsonObject open = pulse(pulses, pulse -> pulse.getInteger("tunnels") == 1);
                    assertThat(of(open.getJsonArray("peers"), peer).getInteger("in_flight"))
                            .isEqualTo(1);
                }
                assertThat(requests.next("access").json().getString("method")).isEqualTo("TCP");
            }
            assertThat(service.accepted()).isPositive();
            pulse(pulses, pulse -> pulse.getInteger("tunnels") == 0 && pulse.getInteger("in_flight") == 0);
        }
    }
}
