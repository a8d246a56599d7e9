package dev.sluice.loadtest;

import static io.gatling.javaapi.core.CoreDsl.atOnceUsers;
import static io.gatling.javaapi.core.CoreDsl.constantUsersPerSec;
import static io.gatling.javaapi.core.CoreDsl.details;
import static io.gatling.javaapi.core.CoreDsl.exec;
import static io.gatling.javaapi.core.CoreDsl.global;
import static io.gatling.javaapi.core.CoreDsl.nothingFor;
import static io.gatling.javaapi.core.CoreDsl.rampUsersPerSec;
import static io.gatling.javaapi.core.CoreDsl.scenario;
import static io.gatling.javaapi.http.HttpDsl.http;
import static io.gatling.javaapi.http.HttpDsl.status;

import io.gatling.javaapi.core.ChainBuilder;
import io.gatling.javaapi.core.PopulationBuilder;
import io.gatling.javaapi.core.Simulation;
import java.time.Duration;
import java.util.Locale;

/**
 * Keep-alive GETs at a steady rate through the front door, and as many straight to the peer behind it: not one may fail,
 * and the slowest hundredth may take only so many times as long through the front door as without it.
 *
 * <p>System properties: {@code rate} (200 per second, each way), {@code times} (5), {@code least} (10 ms, which is never too
 * long); see {@link FrontDoor} for a Sluice that runs already.
 */
public final class SteadyLoad extends Simulation {

    private static final int RATE = Integer.getInteger("rate", 200);
    private static final double TIMES = Double.parseDouble(System.getProperty("times", "5"));

    /** Below this a hundredth is made of the turns that the scheduler gives, however quick everybody is. */
    private static final int LEAST_MS = Integer.getInteger("least", 10);

    private static final Duration WARM_UP = Duration.ofSeconds(20);
    private static final Duration STEADY = Duration.ofSeconds(30);
    private static final Duration END = WARM_UP.plus(STEADY).plusSeconds(5);

    private final Setup setup = Setup.alone();
    private final Times through = new Times();
    private final Times straight = new Times();

    /** Sets the stage; the load begins when Gatling starts this simulation. */
    public SteadyLoad() {
        setUp(
                        warmUp("warm-up", "/"),
                        warmUp("warm-up straight", setup.firstPeer()),
                        load("GET", "/", through),
                        load("straight", setup.firstPeer(), straight),
                        scenario("p99")
                                .exec(Verdict.that("p99", this::objection))
                                .injectOpen(nothingFor(END), atOnceUsers(1)))
                .protocols(http.baseUrl(setup.front())
                        .header("Host", setup.domain())
                        .shareConnections())
                .assertions(
                        global().failedRequests().count().is(0L),
                        details("GET").allRequests().count().is(STEADY.toSeconds() * RATE),
                        details("straight").allRequests().count().is(STEADY.toSeconds() * RATE),
                        details("p99").successfulRequests().count().is(1L));
    }

    private static PopulationBuilder warmUp(String name, String url) {
        return scenario(name)
                .exec(get(name, url))
                .injectOpen(rampUsersPerSec(1).to(RATE).during(WARM_UP));
    }

    private static PopulationBuilder load(String name, String url, Times times) {
        return scenario(name)
                .exec(times.of(get(name, url)))
                .injectOpen(nothingFor(WARM_UP), constantUsersPerSec(RATE).during(STEADY));
    }

    private static ChainBuilder get(String name, String url) {
        return exec(http(name).get(url).check(status().is(200)));
    }

    private String objection() {
        double actual = through.percentile(99);
        double most = Math.max(LEAST_MS, straight.percentile(99) * TIMES);
        String measured = String.format(
                Locale.ROOT,
                "p99: %.2f ms through the front door, %.2f ms straight; p50: %.2f and %.2f ms",
                actual,
                straight.percentile(99),
                through.percentile(50),
                straight.percentile(50));
        System.out.println(measured);
        return actual <= most ? "" : measured + String.format(Locale.ROOT, "; expected at most %.2f ms", most);
    }

    @Override
    public void after() {
        setup.close();
    }
}
