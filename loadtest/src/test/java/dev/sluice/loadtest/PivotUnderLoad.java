package dev.sluice.loadtest;

import static io.gatling.javaapi.core.CoreDsl.atOnceUsers;
import static io.gatling.javaapi.core.CoreDsl.constantUsersPerSec;
import static io.gatling.javaapi.core.CoreDsl.details;
import static io.gatling.javaapi.core.CoreDsl.exec;
import static io.gatling.javaapi.core.CoreDsl.global;
import static io.gatling.javaapi.core.CoreDsl.jsonPath;
import static io.gatling.javaapi.core.CoreDsl.nothingFor;
import static io.gatling.javaapi.core.CoreDsl.rampUsersPerSec;
import static io.gatling.javaapi.core.CoreDsl.scenario;
import static io.gatling.javaapi.http.HttpDsl.http;
import static io.gatling.javaapi.http.HttpDsl.status;

import io.gatling.javaapi.core.ChainBuilder;
import io.gatling.javaapi.core.ScenarioBuilder;
import io.gatling.javaapi.core.Simulation;
import io.gatling.javaapi.http.HttpProtocolBuilder;
import java.time.Duration;
import java.util.function.Consumer;

/**
 * Keep-alive GETs at a steady rate, while the peer that serves them is killed with {@code kill -9} and comes back: not one
 * may fail, and the pivot and the failback must be in the activity log.
 *
 * <p>System properties: {@code rate} (500 per second); see {@link FrontDoor} for a Sluice that runs already.
 */
public final class PivotUnderLoad extends Simulation {

    private static final int RATE = Integer.getInteger("rate", 500);
    private static final int COOLDOWN_S = 5;

    private static final Duration WARM_UP = Duration.ofSeconds(20);
    private static final Duration KILL = Duration.ofSeconds(25);
    private static final Duration RETURN = Duration.ofSeconds(35);
    private static final Duration END = Duration.ofSeconds(55);

    private final Setup setup = Setup.failover(COOLDOWN_S);

    private final HttpProtocolBuilder front =
            http.baseUrl(setup.front()).header("Host", setup.domain()).shareConnections();

    private final ScenarioBuilder load =
            scenario("load").exec(http("GET").get("/").check(status().is(200)));

    private final ScenarioBuilder events =
            scenario("events").exec(event("pool_failover_activated")).exec(event("pool_failover_restored"));

    /** Sets the stage; the load begins when Gatling starts this simulation. */
    public PivotUnderLoad() {
        setUp(
                        scenario("warm-up")
                                .exec(http("warm-up").get("/").check(status().is(200)))
                                .injectOpen(rampUsersPerSec(1).to(RATE).during(WARM_UP)),
                        load.injectOpen(
                                nothingFor(WARM_UP), constantUsersPerSec(RATE).during(END.minus(WARM_UP))),
                        scenario("kill -9").exec(act(Setup::killPrimary)).injectOpen(nothingFor(KILL), atOnceUsers(1)),
                        scenario("return")
                                .exec(act(Setup::restartPrimary))
                                .injectOpen(nothingFor(RETURN), atOnceUsers(1)),
                        events.injectOpen(nothingFor(END), atOnceUsers(1)))
                .protocols(front)
                .assertions(
                        global().failedRequests().count().is(0L),
                        details("GET").allRequests().count().is((END.toSeconds() - WARM_UP.toSeconds()) * RATE));
    }

    private ChainBuilder act(Consumer<Setup> action) {
        return exec(session -> {
            action.accept(setup);
            return session;
        });
    }

    private ChainBuilder event(String name) {
        return exec(http(name)
                .get(setup.admin().url() + "/api/v1/logs/activity?limit=250")
                .header("Host", setup.admin().url().replaceFirst("https?://", ""))
                .header("Authorization", "Bearer " + setup.admin().token())
                .check(
                        status().is(200),
                        jsonPath("$.items[?(@.event=='" + name + "')]").exists()));
    }

    @Override
    public void after() {
        setup.close();
    }
}
