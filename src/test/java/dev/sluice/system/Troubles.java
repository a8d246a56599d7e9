package dev.sluice.system;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.testing.DrillForm;
import dev.sluice.testing.LoadReport;
import dev.sluice.testing.LoadRun;
import dev.sluice.testing.PeerProcess;
import dev.sluice.testing.Relay;
import io.vertx.core.json.JsonObject;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Whatever may go wrong with an application, a client or a line while the peer itself is well, all at once: each trouble
 * has a peer, a pool, which the same substitute backs, and a route of its own. No such peer may ever be DOWN.
 */
final class Troubles implements AutoCloseable {

    private static final DrillForm FORM = DrillForm.current();

    private static final Duration SLOW = Duration.ofSeconds(FORM.pick(10, 30));
    private static final Duration PATIENT = SLOW.plusSeconds(3);

    /** While one of them is there come more than the pool holds, and fewer than this machine can take. */
    private static final int CROWD_PER_SECOND = FORM.pick(50, 25);

    private static final int LAGGING_PER_SECOND = FORM.pick(10, 5);

    /** From the first of the silence to DOWN. */
    private static final Duration DETECTION = Duration.ofSeconds(4);

    private static final Duration HASTY = Duration.ofMillis(300);

    private static final Duration LAG = Duration.ofMillis(1600);
    private static final Duration LONGEST_LAG = Duration.ofMillis(3400);

    /** How many times, at least, each trouble that comes at a steady rate must have been met. */
    private static final int OFTEN = 100;

    private final Site site;
    private final PeerProcess substitute;
    private final PeerProcess application = PeerProcess.start("application");
    private final Bystander bystander = new Bystander(application.port());
    private final List<Relay> lines = new ArrayList<>();
    private final List<LoadRun> loads = new ArrayList<>();
    private final List<Visitors> visitors = new ArrayList<>();
    private final Map<String, Long> peers = new LinkedHashMap<>();
    private final Duration limit;
    private final LoadRun lagging;
    private final LoadRun crashing;
    private final LoadRun failing;
    private final Visitors slow;
    private final Visitors crowd;
    private final Visitors gone;
    private final Visitors silent;

    /** Begins all of them. */
    Troubles(Site site, PeerProcess substitute, Duration limit) {
        this.site = site;
        this.substitute = substitute;
        this.limit = limit;
        // An answer that comes after 1.6 s, or 3.4 s: a line across the world with a lost packet now and then.
        Relay lag = line(Relay.delaying(application.port(), answer -> answer % 20 == 0 ? LONGEST_LAG : LAG));
        lagging = load(peer("lagging", lag.port()), "/", LAGGING_PER_SECOND);
        crashing = load(peer("crashing", line().port()), "/?reset", 10);
        failing = load(peer("failing", line().port()), "/?status=500", 10);
        String asked = "GET /?delay=" + SLOW.toMillis();
        slow = visit(asked, peer("slow", line().port()), "", 2, PATIENT);
        crowd = visit(asked, peer("crowded", application.port()), "", CROWD_PER_SECOND, PATIENT);
        String left = peer("left", line().port());
        gone = visit("GET /?delay=3000", left, "", 10, HASTY);
        silent = visit("POST /", left, "Content-Length: 1000\r\n", 10, HASTY); // the body never comes
    }

    /** Ends what asks; the lines stay as they are. What should have been answered was, and each trouble was there indeed. */
    void calmDown() {
        LoadReport late = lagging.stop();
        assertThat(late.failed().size()).as("over the lagging line: %s", late).isZero();
        assertThat(late.percentile(50)).as("half of %s", late).isGreaterThan(LAG);
        assertThat(late.percentile(100)).as("the slowest of %s", late).isGreaterThan(LONGEST_LAG);
        assertOften(200, late);
        assertThat(crashing.stop().only(shot -> shot.status() == 200).size())
                .as("answers of the crashing one")
                .isZero();
        assertOften(502, crashing.soFar());
        assertOften(500, failing.stop());
        visitors.forEach(Visitors::close);
        assertThat(slow.answers().keySet()).as("statuses of the slow one").isSubsetOf("200", "none");
        assertThat(slow.answers()).as("some stayed").containsKey("200");
        assertThat(crowd.answers()).as("the pool was full").containsKey("503");
        assertThat(List.of(gone, silent))
                .as("they left unanswered")
                .allSatisfy(left -> assertThat(left.answers().get("none").sum()).isGreaterThan(OFTEN));
    }

    private static void assertOften(int status, LoadReport report) {
        assertThat(report.only(shot -> shot.status() == status).size())
                .as("answers %d of %s", status, report)
                .isGreaterThan(OFTEN);
    }

    /** Nobody was DOWN, but for who could not answer because this machine starved it; how many those were. */
    int assertNobodyWasBlamed() {
        int starved = 0;
        for (Map.Entry<String, Long> peer : peers.entrySet()) {
            List<JsonObject> falls = SilentFall.falls(site, peer.getValue());
            assertThat(falls)
                    .as("times that %s was DOWN", peer.getKey())
                    .allMatch(fall -> bystander.sawStarvationBefore(fall.getInstant("at"), DETECTION));
            starved += falls.isEmpty() ? 0 : 1;
        }
        return starved;
    }

    /** What sees whether this machine has room for stand-ins at all. */
    Bystander bystander() {
        return bystander;
    }

    /** How many peers are in trouble. */
    int count() {
        return peers.size();
    }

    private Relay line() {
        return line(Relay.to(application.port()));
    }

    private Relay line(Relay line) {
        lines.add(line);
        return line;
    }

    /** Makes a gateway at that port known, and its route; the route's domain. */
    private String peer(String name, int port) {
        long id = site.gateway(name, "127.0.0.1", port);
        peers.put(name, id);
        site.pool(Site.failoverPool(60).put("name", name), new long[] {id, site.id(substitute)});
        site.pinnedRoute(name + ".test", id);
        return name + ".test";
    }

    private LoadRun load(String domain, String path, int perSecond) {
        LoadRun load = LoadRun.start(new LoadRun.Load(site.sluice().httpPort(), domain, path, perSecond, 0, limit));
        loads.add(load);
        return load;
    }

    private Visitors visit(String start, String domain, String field, int perSecond, Duration stay) {
        Visitors some = Visitors.start(
                site.sluice().httpPort(),
                start + " HTTP/1.1\r\nHost: " + domain + "\r\n" + field + "\r\n",
                perSecond,
                stay);
        visitors.add(some);
        return some;
    }

    @Override
    public void close() {
        loads.forEach(LoadRun::close);
        visitors.forEach(Visitors::close);
        lines.forEach(Relay::close);
        bystander.close();
        application.close();
    }
}
