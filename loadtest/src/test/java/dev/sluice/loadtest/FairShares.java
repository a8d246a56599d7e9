package dev.sluice.loadtest;

import static io.gatling.javaapi.core.CoreDsl.atOnceUsers;
import static io.gatling.javaapi.core.CoreDsl.constantUsersPerSec;
import static io.gatling.javaapi.core.CoreDsl.details;
import static io.gatling.javaapi.core.CoreDsl.global;
import static io.gatling.javaapi.core.CoreDsl.nothingFor;
import static io.gatling.javaapi.core.CoreDsl.rampUsersPerSec;
import static io.gatling.javaapi.core.CoreDsl.scenario;
import static io.gatling.javaapi.http.HttpDsl.header;
import static io.gatling.javaapi.http.HttpDsl.http;
import static io.gatling.javaapi.http.HttpDsl.status;

import io.gatling.javaapi.core.ScenarioBuilder;
import io.gatling.javaapi.core.Simulation;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.atomic.LongAdder;
import java.util.stream.IntStream;

/**
 * GETs to a pool of equal peers, whose answers say who gave them: not one may fail, and each peer's share must be all but
 * even.
 *
 * <p>System properties: {@code rate} (300 per second), {@code peers} (4), {@code percent} that a share may be off (2),
 * {@code policy} (round_robin; with ip_hash the run fails, since all requests come from one address); see {@link FrontDoor}
 * for a Sluice that runs already.
 */
public final class FairShares extends Simulation {

    private static final int RATE = Integer.getInteger("rate", 300);
    private static final int PEERS = Integer.getInteger("peers", 4);
    private static final int PERCENT = Integer.getInteger("percent", 2);

    private static final Duration WARM_UP = Duration.ofSeconds(10);
    private static final Duration COUNTED = Duration.ofSeconds(20);
    private static final Duration END = WARM_UP.plus(COUNTED).plusSeconds(5);
    private static final long PLANNED = COUNTED.toSeconds() * RATE;

    private final List<String> names =
            IntStream.rangeClosed(1, PEERS).mapToObj(number -> "peer-" + number).toList();
    private final Setup setup = Setup.balanced(names, System.getProperty("policy", "round_robin"));
    private final Map<String, LongAdder> answered = new ConcurrentSkipListMap<>();

    private final ScenarioBuilder load = scenario("load")
            .exec(http("GET").get("/").check(status().is(200), header("X-Peer").saveAs("peer")))
            .exec(session -> {
                if (!session.isFailed()) {
                    answered.computeIfAbsent(session.getString("peer"), peer -> new LongAdder())
                            .increment();
                }
                return session;
            });

    /** Sets the stage; the load begins when Gatling starts this simulation. */
    public FairShares() {
        setUp(
                        scenario("warm-up")
                                .exec(http("warm-up").get("/").check(status().is(200)))
                                .injectOpen(rampUsersPerSec(1).to(RATE).during(WARM_UP)),
                        load.injectOpen(
                                nothingFor(WARM_UP), constantUsersPerSec(RATE).during(COUNTED)),
                        scenario("shares")
                                .exec(Verdict.that("shares", this::objection))
                                .injectOpen(nothingFor(END), atOnceUsers(1)))
                .protocols(http.baseUrl(setup.front())
                        .header("Host", setup.domain())
                        .shareConnections())
                .assertions(
                        global().failedRequests().count().is(0L),
                        details("GET").allRequests().count().is(PLANNED),
                        details("shares").successfulRequests().count().is(1L));
    }

    private String objection() {
        System.out.println("Answers by peer: " + answered);
        double even = (double) PLANNED / PEERS;
        boolean fair = names.stream()
                .map(name -> answered.getOrDefault(name, new LongAdder()))
                .allMatch(count -> Math.abs(count.sum() - even) <= even * PERCENT / 100);
        return fair
                ? ""
                : "shares: actual " + answered + ", expected " + even + " each, give or take " + PERCENT + " %";
    }

    @Override
    public void after() {
        setup.close();
    }
}
