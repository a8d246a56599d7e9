package dev.sluice.agent;

import static dev.sluice.agent.kit.StandInFrontDoor.PEER;
import static dev.sluice.agent.kit.StandInFrontDoor.TOKEN;
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
import java.net.ServerSocket;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.awaitility.Awaitility;
import org.awaitility.core.ConditionFactory;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** An agent and the front door that it is paired with: what it carries, what it says, and what it does without it. */
class AgentTest {

    private static final TestPairing PAIRING = new TestPairing();
    private static final String APP = "app.example.org";

    private static final Duration PATIENCE = Duration.ofSeconds(20);

    @TempDir
    private static Path paired;

    @TempDir
    private Path state;

    private final StandInFrontDoor door = new StandInFrontDoor(PAIRING);

    @BeforeAll
    static void pair() throws Exception {
        try (StandInFrontDoor once = new StandInFrontDoor(PAIRING)) {
            RunningAgent.pair(paired, once.issueCode(), Hop.MTLS, once.url());
        }
    }

    @BeforeEach
    void takePairing() throws Exception {
        RunningAgent.copy(paired, state);
    }

    @AfterEach
    void close() {
        door.close();
    }

    private static ConditionFactory await() {
        return Awaitility.await().atMost(PATIENCE);
    }

    private static JsonObject to(RawUpstream... apps) {
        JsonArray routes = new JsonArray();
        for (int i = 0; i < apps.length; i++) {
            routes.add(route(i + 1, i == 0 ? APP : "app" + i + ".example.org", "127.0.0.1", apps[i].port()));
        }
        return config(routes, new JsonArray());
    }

    /** As the front door asks, over the hop. */
    private static Wire.Message ask(RunningAgent agent, String host) {
        try (RawClient frontDoor = new RawClient(PAIRING.connect(agent.proxyPort(), PAIRING.frontDoor(), PEER))) {
            return frontDoor
                    .send("GET /x HTTP/1.1\r\nHost: " + host + "\r\n\r\n")
                    .read();
        }
    }

    private static void awaitAnswer(RunningAgent agent, String host, String body) {
        await().until(() -> ask(agent, host).body().equals(body));
    }

    private JsonObject lastBeat() {
        await().until(() -> !door.beats().isEmpty());
        List<JsonObject> all = door.beats();
        return all.get(all.size() - 1);
    }

    private static JsonObject routeIn(JsonObject beat, long id) {
        return beat.getJsonArray("routes").stream()
                .map(JsonObject.class::cast)
                .filter(route -> route.getLong("id") == id)
                .findFirst()
                .orElse(new JsonObject());
    }

    @Test
    void itCarriesWhatItIsToldAndHearsOfChangesAtOnce() throws Exception {
        try (RawUpstream first = RawUpstream.saying("first");
                RawUpstream second = RawUpstream.saying("second")) {
            door.config(to(first), "e1");
            try (RunningAgent agent = RunningAgent.of(state, door.url())) {
                awaitAnswer(agent, APP, "first");
                await().until(() -> door.streams() == 1);
                door.saysNothingInBeats(); // and the next poll is 27 s away at least
                door.config(to(second), "e2");
                awaitAnswer(agent, APP, "second");
                assertThat(ask(agent, "other.example.org").field("x-gateway-error"))
                        .isEqualTo("not_mine");
            }
        }
    }

    @Test
    void itCarriesTheRouteOfAnIpv6Address() throws Exception {
        try (RawUpstream app = RawUpstream.saying("app")) {
            door.config(
                    config(new JsonArray().add(route(1, "fd00::5", "127.0.0.1", app.port())), new JsonArray()), "e1");
            try (RunningAgent agent = RunningAgent.of(state, door.url())) {
                awaitAnswer(agent, "[fd00:0::5]:8443", "app");
                assertThat(ask(agent, "[fd00::6]").field("x-gateway-error")).isEqualTo("not_mine");
            }
        }
    }

    @Test
    void aBeatsAnswerTellsOfAChangeToo() throws Exception {
        try (RawUpstream app = RawUpstream.saying("app");
                RunningAgent agent = RunningAgent.of(state, door.url())) {
            await().until(() -> door.streams() == 1 && "e0".equals(lastBeat().getString("config_etag")));
            door.configSilently(to(app), "e1");
            awaitAnswer(agent, APP, "app");
            await().until(() -> "e1".equals(lastBeat().getString("config_etag")));
        }
    }

    @Test
    void itSaysHowItFaresAndAtOnceWhenThatChanges() throws Exception {
        RawUpstream app = RawUpstream.saying("app");
        int silent;
        try (ServerSocket unused = new ServerSocket(0)) {
            silent = unused.getLocalPort();
        }
        JsonObject config = to(app);
        config.getJsonArray("routes").add(route(9, "dead.example.org", "127.0.0.1", silent));
        door.config(config, "e1");
        try (app;
                RunningAgent agent = RunningAgent.of(state, door.url())) {
            await().until(() -> routeIn(lastBeat(), 9).containsKey("reached"));
            await().until(() -> Boolean.TRUE.equals(routeIn(lastBeat(), 1).getBoolean("reached")));
            JsonObject dead = routeIn(lastBeat(), 9);
            assertThat(dead.getBoolean("reached")).isFalse();
            assertThat(dead.getString("why")).isEqualTo("refused");
            assertThat(dead.getLong("began_ago_ms")).isGreaterThanOrEqualTo(dead.getLong("checked_ago_ms"));
            assertThat(lastBeat().getString("version")).isEqualTo("1.2.3");
            assertThat(lastBeat().getString("lan_address")).isEqualTo("192.168.1.7");

            app.close();
            long closed = System.nanoTime();
            assertThat(ask(agent, APP).field("x-gateway-error")).isEqualTo("lan_refused");
            await().until(() -> Boolean.FALSE.equals(routeIn(lastBeat(), 1).getBoolean("reached")));
            assertThat(Duration.ofNanos(System.nanoTime() - closed))
                    .as("before the next check was due")
                    .isLessThan(Duration.ofSeconds(8));
        }
    }

    @Test
    void itLooksAtOnceWhereItIsAskedToAndSaysWhatItFound() throws Exception {
        try (RawUpstream app = RawUpstream.saying("app")) {
            door.config(to(app), "e1");
            try (RunningAgent agent = RunningAgent.of(state, door.url())) {
                await().until(() -> door.streams() == 1
                        && Boolean.TRUE.equals(routeIn(lastBeat(), 1).getBoolean("reached")));
                for (int i = 0; i < 3; i++) {
                    int before = door.beats().size();
                    long asked = System.nanoTime();
                    door.look(1L, 99L);
                    await().atMost(Duration.ofSeconds(8))
                            .until(() -> door.beats().size() > before
                                    && routeIn(lastBeat(), 1).getLong("began_ago_ms")
                                            < (System.nanoTime() - asked) / 1_000_000);
                }
                assertThat(agent.proxyPort()).isPositive();
            }
        }
    }

    @Test
    void withoutItsFrontDoorItServesWhatItHadAndComesBack() throws Exception {
        try (RawUpstream app = RawUpstream.saying("app")) {
            door.config(to(app), "e1");
            try (RunningAgent agent = RunningAgent.of(state, door.url())) {
                awaitAnswer(agent, APP, "app");
            }
            door.goAway();
            try (RunningAgent agent = RunningAgent.of(state, door.url())) {
                assertThat(ask(agent, APP).body()).as("from the disk").isEqualTo("app");
                door.comeBack();
                await().until(() -> door.streams() == 1);
            }
        }
    }

    @Test
    void aConfigThatIsWrongIsRefusedWholly() throws Exception {
        try (RawUpstream app = RawUpstream.saying("app");
                RunningAgent agent = RunningAgent.of(state, door.url())) {
            door.config(to(app), "e1");
            awaitAnswer(agent, APP, "app");
            JsonObject half = to(app);
            half.getJsonArray("routes").getJsonObject(0).put("domain", "new.example.org");
            half.getJsonArray("routes").add(route(2, "x.example.org", "127.0.0.1", 70_000));
            int asked = door.asked().size();
            door.config(half, "e2");
            await().until(() ->
                    door.asked().subList(asked, door.asked().size()).contains("GET /api/v1/gateway/config"));
            await().during(Duration.ofMillis(300))
                    .until(() -> ask(agent, APP).body().equals("app"));
            assertThat(ask(agent, "new.example.org").field("x-gateway-error")).isEqualTo("not_mine");
            assertThat(lastBeat().getString("config_etag")).isEqualTo("e1");
        }
    }

    @Test
    void theNextServerIsAskedWhenOneIsNotThere() throws Exception {
        int nobody;
        try (ServerSocket unused = new ServerSocket(0)) {
            nobody = unused.getLocalPort();
        }
        try (RawUpstream app = RawUpstream.saying("app")) {
            door.config(to(app), "e1");
            try (RunningAgent agent = RunningAgent.of(state, "https://127.0.0.1:" + nobody, door.url())) {
                awaitAnswer(agent, APP, "app");
            }
        }
    }

    @Test
    void withoutAnyConfigItSaysThatItIsStarting() throws Exception {
        door.goAway();
        try (RunningAgent agent = RunningAgent.of(state, door.url())) {
            Wire.Message answer = ask(agent, APP);
            assertThat(answer.status()).isEqualTo(503);
            assertThat(answer.field("x-gateway-error")).isEqualTo("starting");
        }
    }

    @Test
    void itsOwnApiAnswersWhoBringsTheToken() throws Exception {
        try (RunningAgent agent = RunningAgent.of(state, door.url())) {
            await().until(() -> agent.status().getBoolean("connected"));
            assertThat(agent.status().getLong("peer_id")).isEqualTo(PEER);
            assertThat(agent.status().getString("config_etag")).isEqualTo("e0");
            assertThat(new JsonObject(agent.api("GET", "/api/health", TOKEN).body()).getString("status"))
                    .isEqualTo("ok");
            assertThat(agent.api("GET", "/api/else", TOKEN).statusCode()).isEqualTo(404);
            int asked = door.asked().size();
            assertThat(agent.api("POST", "/api/config-changed", TOKEN).statusCode())
                    .isEqualTo(202);
            await().until(() ->
                    door.asked().subList(asked, door.asked().size()).contains("GET /api/v1/gateway/config"));
        }
    }
}
