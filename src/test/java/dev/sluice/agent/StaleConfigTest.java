package dev.sluice.agent;

import static dev.sluice.agent.kit.StandInFrontDoor.PEER;
import static dev.sluice.agent.kit.StandInFrontDoor.config;
import static dev.sluice.agent.kit.StandInFrontDoor.route;
import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.agent.kit.RunningAgent;
import dev.sluice.agent.kit.StandInFrontDoor;
import dev.sluice.core.model.Hop;
import dev.sluice.proxy.kit.RawClient;
import dev.sluice.proxy.kit.RawUpstream;
import dev.sluice.proxy.kit.TestPairing;
import dev.sluice.proxy.kit.Wire;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** An agent whose config is not the front door's never answers for a LAN host that the front door does not mean. */
class StaleConfigTest {

    private static final TestPairing PAIRING = new TestPairing();
    private static final String APP = "app.example.org";
    private static final Duration AT_ONCE = Duration.ofMillis(800);

    @TempDir
    private Path state;

    private final StandInFrontDoor door = new StandInFrontDoor(PAIRING);
    private final RawUpstream old = RawUpstream.saying("old");
    private final RawUpstream fresh = RawUpstream.saying("fresh");

    @BeforeEach
    void pair() throws Exception {
        RunningAgent.pair(state, door.issueCode(), Hop.MTLS, door.url());
        door.config(to(old), "e1");
    }

    @AfterEach
    void close() {
        old.close();
        fresh.close();
        door.close();
    }

    private static JsonObject to(RawUpstream app) {
        return config(new JsonArray().add(route(1, APP, "127.0.0.1", app.port())), new JsonArray());
    }

    private RunningAgent agent() throws Exception {
        RunningAgent agent = RunningAgent.of(state, door.url());
        Awaitility.await()
                .until(() -> agent.status().getBoolean("connected")
                        && "e1".equals(agent.status().getString("config_etag")));
        return agent;
    }

    private static RawClient line(RunningAgent agent) {
        return new RawClient(PAIRING.connect(agent.proxyPort(), PAIRING.frontDoor(), PEER));
    }

    /** As the front door asks that knows the route so. */
    private static String asking(String method, String target) {
        return method + " /x HTTP/1.1\r\nHost: " + APP + "\r\nX-Gateway-Target-Domain: " + APP + "\r\n" + target;
    }

    private static String target(RawUpstream app) {
        return "X-Gateway-Target: 127.0.0.1:" + app.port() + "\r\n";
    }

    private static void assertNotMine(Wire.Message answer) {
        assertThat(answer.status()).isEqualTo(502);
        assertThat(answer.field("x-gateway-error")).isEqualTo("not_mine");
    }

    @Test
    void cutOffItAnswersForItsOwnLanHostAndNoOther() throws Exception {
        try (RunningAgent agent = agent();
                RawClient hop = line(agent)) {
            door.goAway();
            Awaitility.await().until(() -> !agent.status().getBoolean("connected"));
            long asked = System.nanoTime();
            for (String other : List.of(target(fresh), "", "X-Gateway-Target: 127.0.0.1\r\n")) {
                assertNotMine(hop.send(asking("GET", other) + "\r\n").read());
            }
            assertThat(Duration.ofNanos(System.nanoTime() - asked))
                    .as("there is nobody to ask")
                    .isLessThan(AT_ONCE);
            assertThat(old.heads()).isEmpty();
            assertThat(hop.send(asking("GET", target(old)) + "\r\n").read().body())
                    .isEqualTo("old");
        }
    }

    @Test
    void requestsThatOvertookTheConfigWaitForItWithTheirBodies() throws Exception {
        try (RunningAgent agent = agent();
                RawClient get = line(agent);
                RawClient post = line(agent)) {
            door.configSilently(to(fresh), "e2"); // no event, and no beat is due: the agent has to ask by itself
            get.send(asking("GET", target(fresh)) + "\r\n");
            post.send(asking("POST", target(fresh)) + "Content-Length: 4\r\n\r\nbody");
            assertThat(get.read().body()).isEqualTo("fresh");
            assertThat(post.read().body()).isEqualTo("fresh");
            assertThat(fresh.heads()).hasSize(2);
            assertThat(old.heads()).isEmpty();
        }
    }

    @Test
    void withoutNewsTheyAreToldAsSoonAsTheFrontDoorWasAsked() throws Exception {
        List<RawClient> lines = new ArrayList<>();
        try (RunningAgent agent = agent()) {
            int before = asksForConfig();
            long asked = System.nanoTime();
            for (int i = 0; i < 30; i++) {
                RawClient each = line(agent);
                lines.add(each);
                each.send(asking("GET", target(fresh)) + "\r\n");
            }
            for (RawClient each : lines) {
                assertNotMine(each.read());
            }
            Duration took = Duration.ofNanos(System.nanoTime() - asked);
            assertThat(asksForConfig() - before)
                    .as("asked once for many, in %s", took)
                    .isBetween(1, 2 + (int) (took.toMillis() / 20));
            try (RawClient leaving = line(agent)) {
                leaving.send(asking("POST", target(fresh)) + "Content-Length: 9\r\n\r\nbo"); // and waits no more
            }
            assertThat(lines.get(0)
                            .send(asking("GET", target(old)) + "\r\n")
                            .read()
                            .body())
                    .as("the connection is as good as before")
                    .isEqualTo("old");
        } finally {
            lines.forEach(RawClient::close);
        }
    }

    private int asksForConfig() {
        return (int) door.asked().stream()
                .filter("GET /api/v1/gateway/config"::equals)
                .count();
    }

    /** A more particular route that is not here yet must not be answered by the one that would do. */
    @Test
    void aRouteThatItDoesNotKnowYetIsNotLedByAnother() throws Exception {
        door.config(
                config(new JsonArray().add(route(1, "*.example.org", "127.0.0.1", old.port())), new JsonArray()), "e1");
        try (RunningAgent agent = agent();
                RawClient hop = line(agent)) {
            assertNotMine(hop.send(asking("GET", target(fresh)) + "\r\n").read());
            assertThat(old.heads()).isEmpty();
        }
    }
}
