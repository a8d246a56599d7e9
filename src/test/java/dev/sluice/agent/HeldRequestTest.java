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
import java.net.ServerSocket;
import java.nio.file.Path;
import java.time.Duration;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A LAN host that is asleep: its requests wait for it, within bounds, and people are told. */
class HeldRequestTest {

    private static final TestPairing PAIRING = new TestPairing();
    private static final String APP = "app.example.org";

    @TempDir
    private static Path paired;

    @TempDir
    private Path state;

    private final StandInFrontDoor door = new StandInFrontDoor(PAIRING);
    private int port;

    @BeforeAll
    static void pair() throws Exception {
        try (StandInFrontDoor once = new StandInFrontDoor(PAIRING)) {
            RunningAgent.pair(paired, once.issueCode(), Hop.MTLS, once.url());
        }
    }

    @BeforeEach
    void sleeps() throws Exception {
        try (ServerSocket unused = new ServerSocket(0)) {
            port = unused.getLocalPort();
        }
        RunningAgent.copy(paired, state);
        JsonArray routes = new JsonArray()
                .add(route(1, APP, "127.0.0.1", port).put("wake_mac", "02:11:22:33:44:55"))
                .add(route(2, "plain.example.org", "127.0.0.1", port));
        door.config(config(routes, new JsonArray()), "e1");
    }

    @AfterEach
    void close() {
        door.close();
    }

    private RunningAgent agent() throws Exception {
        RunningAgent agent = RunningAgent.of(state, door.url());
        Awaitility.await().atMost(Duration.ofSeconds(20)).until(() -> "e1"
                .equals(agent.status().getString("config_etag")));
        return agent;
    }

    private static RawClient client(RunningAgent agent) {
        return new RawClient(PAIRING.connect(agent.proxyPort(), PAIRING.frontDoor(), PEER));
    }

    private static String get(String host, String... fields) {
        StringBuilder head = new StringBuilder("GET / HTTP/1.1\r\nHost: " + host + "\r\n");
        for (String field : fields) {
            head.append(field).append("\r\n");
        }
        return head.append("\r\n").toString();
    }

    @Test
    void aRequestIsHeldUntilTheHostIsAwake() throws Exception {
        try (RunningAgent agent = agent();
                RawClient client = client(agent)) {
            client.send(get(APP));
            Awaitility.await()
                    .pollDelay(Duration.ofMillis(300))
                    .until(() -> !agent.status().getJsonArray("routes").isEmpty());
            try (RawUpstream awake = RawUpstream.openAt(port, RawUpstream.saying200("awake"))) {
                assertThat(client.read().body()).isEqualTo("awake");
                assertThat(awake.heads()).hasSize(1);
            }
        }
    }

    @Test
    void aBrowserIsToldAndAsksAgain() throws Exception {
        try (RunningAgent agent = agent();
                RawClient client = client(agent)) {
            Wire.Message answer =
                    client.send(get(APP, "Accept: text/html,*/*;q=0.8")).read();
            assertThat(answer.status()).isEqualTo(503);
            assertThat(answer.field("content-type")).startsWith("text/html");
            assertThat(answer.field("retry-after")).isEqualTo("5");
            assertThat(answer.body()).contains("being woken").contains("http-equiv=\"refresh\"");
        }
    }

    @Test
    void thePatienceEndsAndOtherRoutesHaveNone() throws Exception {
        try (RunningAgent agent = agent();
                RawClient client = client(agent);
                RawClient other = client(agent)) {
            long asked = System.nanoTime();
            client.send(get(APP));
            assertThat(other.send(get("plain.example.org")).read().field("x-gateway-error"))
                    .isEqualTo("lan_refused");
            assertThat(Duration.ofNanos(System.nanoTime() - asked)).isLessThan(RunningAgent.WAKE_PATIENCE);
            assertThat(client.read().field("x-gateway-error")).isEqualTo("lan_refused");
            assertThat(Duration.ofNanos(System.nanoTime() - asked))
                    .isBetween(RunningAgent.WAKE_PATIENCE.minusSeconds(2), RunningAgent.WAKE_PATIENCE.plusSeconds(7));
        }
    }
}
