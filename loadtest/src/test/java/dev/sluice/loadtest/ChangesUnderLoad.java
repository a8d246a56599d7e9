package dev.sluice.loadtest;

import static io.gatling.javaapi.core.CoreDsl.StringBody;
import static io.gatling.javaapi.core.CoreDsl.atOnceUsers;
import static io.gatling.javaapi.core.CoreDsl.bodyString;
import static io.gatling.javaapi.core.CoreDsl.constantUsersPerSec;
import static io.gatling.javaapi.core.CoreDsl.details;
import static io.gatling.javaapi.core.CoreDsl.exec;
import static io.gatling.javaapi.core.CoreDsl.global;
import static io.gatling.javaapi.core.CoreDsl.jsonPath;
import static io.gatling.javaapi.core.CoreDsl.nothingFor;
import static io.gatling.javaapi.core.CoreDsl.pace;
import static io.gatling.javaapi.core.CoreDsl.rampUsersPerSec;
import static io.gatling.javaapi.core.CoreDsl.repeat;
import static io.gatling.javaapi.core.CoreDsl.scenario;
import static io.gatling.javaapi.http.HttpDsl.http;
import static io.gatling.javaapi.http.HttpDsl.status;
import static io.gatling.javaapi.http.HttpDsl.ws;

import io.gatling.javaapi.core.ChainBuilder;
import io.gatling.javaapi.core.ScenarioBuilder;
import io.gatling.javaapi.core.Simulation;
import io.gatling.javaapi.http.HttpProtocolBuilder;
import io.gatling.javaapi.http.HttpRequestActionBuilder;
import java.time.Duration;

/**
 * Routes are made, switched off and deleted over the admin API, several changes a second, while GETs go to another route at a
 * steady rate, and WebSockets of that route talk: no request may fail, each change must count for the next request, and no
 * WebSocket may be lost.
 *
 * <p>System properties: {@code rate} (300 per second), {@code sockets} (20); see {@link FrontDoor} for a Sluice that runs
 * already.
 */
public final class ChangesUnderLoad extends Simulation {

    private static final int RATE = Integer.getInteger("rate", 300);
    private static final int SOCKETS = Integer.getInteger("sockets", 20);
    private static final int OPERATORS = 2;

    private static final Duration WARM_UP = Duration.ofSeconds(15);
    private static final Duration CHANGING = Duration.ofSeconds(30);

    /** A route's whole life: three changes. */
    private static final Duration LIFE = Duration.ofMillis(500);

    private static final Duration BETWEEN_WORDS = Duration.ofMillis(250);
    private static final Duration PATIENCE = Duration.ofSeconds(10);
    private static final int WORDS = (int) CHANGING.dividedBy(BETWEEN_WORDS);

    /** Half of what is planned, for a machine on which a change takes long. */
    private static final long FEWEST_LIVES = OPERATORS * CHANGING.dividedBy(LIFE) / 2;

    private final Setup setup = Setup.alone();

    private final HttpProtocolBuilder front = http.baseUrl(setup.front())
            .wsBaseUrl(setup.front().replaceFirst("http", "ws"))
            .header("Host", setup.domain())
            .shareConnections();

    private final ScenarioBuilder sockets = scenario("WebSockets")
            .exec(ws("open").connect("/"))
            .exec(repeat(WORDS, "word")
                    .on(pace(BETWEEN_WORDS)
                            .exec(ws("word")
                                    .sendText("word #{word}")
                                    .await(PATIENCE)
                                    .on(ws.checkTextMessage("echo")
                                            .check(bodyString().is(session -> "word " + session.getInt("word")))))))
            .exec(ws("close").close());

    private final ScenarioBuilder changes = scenario("changes")
            .during(CHANGING)
            .on(pace(LIFE)
                    .exec(session -> session.set("domain", FrontDoor.newDomain()))
                    .exec(api(http("make").post(setup.admin().url() + "/api/v1/routes"))
                            .body(StringBody(setup.routeOf("#{domain}")))
                            .check(status().is(201), jsonPath("$.id").saveAs("id")))
                    .exec(asked("made", 200))
                    .exec(api(http("switch off").put(route()))
                            .body(StringBody("{\"enabled\":false}"))
                            .check(status().is(200)))
                    .exec(asked("switched off", 404))
                    .exec(api(http("delete").delete(route())).check(status().is(204))));

    /** Sets the stage; the load begins when Gatling starts this simulation. */
    public ChangesUnderLoad() {
        setUp(
                        scenario("warm-up")
                                .exec(get("warm-up"))
                                .injectOpen(rampUsersPerSec(1).to(RATE).during(WARM_UP)),
                        scenario("load")
                                .exec(get("GET"))
                                .injectOpen(
                                        nothingFor(WARM_UP),
                                        constantUsersPerSec(RATE).during(CHANGING)),
                        sockets.injectOpen(nothingFor(WARM_UP), atOnceUsers(SOCKETS)),
                        changes.injectOpen(nothingFor(WARM_UP), atOnceUsers(OPERATORS)))
                .protocols(front)
                .assertions(
                        global().failedRequests().count().is(0L),
                        details("GET").allRequests().count().is(CHANGING.toSeconds() * RATE),
                        details("echo").successfulRequests().count().is((long) SOCKETS * WORDS),
                        details("delete").successfulRequests().count().gte(FEWEST_LIVES));
    }

    private static ChainBuilder get(String name) {
        return exec(http(name).get("/").check(status().is(200)));
    }

    /** A request for the route's own name, which must already be answered so. */
    private static ChainBuilder asked(String name, int expected) {
        return exec(http(name).get("/").header("Host", "#{domain}").check(status().is(expected)));
    }

    private String route() {
        return setup.admin().url() + "/api/v1/routes/#{id}";
    }

    private HttpRequestActionBuilder api(HttpRequestActionBuilder request) {
        return request.header("Host", setup.admin().url().replaceFirst("https?://", ""))
                .header("Authorization", "Bearer " + setup.admin().token())
                .header("Content-Type", "application/json");
    }

    @Override
    public void after() {
        setup.close();
    }
}
