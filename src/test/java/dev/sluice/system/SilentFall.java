package dev.sluice.system;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.sluice.testing.DrillForm;
import dev.sluice.testing.LoadReport;
import dev.sluice.testing.LoadRun;
import dev.sluice.testing.LoadWire;
import dev.sluice.testing.MachinePauses;
import io.vertx.core.json.JsonObject;
import java.time.Duration;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * One time that a pinned route's home falls silent under a steady stream of GETs: to the pivot, and, if the test wants it,
 * to the way home. What must never happen is asserted here; how long it took is told.
 */
final class SilentFall implements AutoCloseable {

    private static final Duration WARM_UP =
            Duration.ofSeconds(DrillForm.current().pick(1, 2));

    /** The cooldown grows with each fall. */
    private static final Duration WAY_HOME = Duration.ofSeconds(90);

    private final Site site;
    private final long route;
    private final long home;
    private final String homeName;
    private final int perSecond;
    private final MachinePauses pauses = MachinePauses.begin();
    private final LoadRun load;
    private final int fallsBefore;
    private Duration lost = Duration.ZERO;
    private Duration untilDown = Duration.ZERO;
    private long silentNanos;
    private long pivotNanos;
    private long homeNanos = Long.MAX_VALUE;

    /**
     * What was measured, from just before the silence.
     *
     * @param down until it was DOWN
     * @param answered until the last of the GETs had its answer that were sent before it was DOWN
     * @param lost how long the machine stood still meanwhile
     */
    record Measured(Duration down, Duration answered, Duration lost, LoadReport load) {

        /** Whether both were in time; what the machine lost is nobody's. */
        boolean isWithin(Duration downBound, Duration answeredBound) {
            return down.minus(lost).compareTo(downBound) <= 0
                    && answered.minus(lost).compareTo(answeredBound) <= 0;
        }

        @Override
        public String toString() {
            return String.format(
                    "DOWN after %d ms, all GETs answered after %d ms, 0 of %d failed%s",
                    down.toMillis(),
                    answered.toMillis(),
                    load.size(),
                    lost.isZero() ? "" : " (machine stood still for " + lost.toMillis() + " ms)");
        }
    }

    /**
     * Begins to send to a route, which its home must serve.
     *
     * @param wire what is sent in
     * @param name of the home; the route's domain is this and {@code .test}
     */
    SilentFall(Site site, LoadWire wire, String name, long route, long home, int perSecond) {
        this.site = site;
        this.route = route;
        this.home = home;
        this.homeName = name;
        this.perSecond = perSecond;
        this.fallsBefore = falls(site, home).size();
        this.load = LoadRun.start(site.gets(wire, name + ".test", perSecond));
    }

    /** The home falls silent; returns when another peer serves, and the load has gone on for a while. */
    void fall(Runnable silence) {
        await().atMost(Site.PATIENCE).until(() -> load.soFar().size() >= perSecond * WARM_UP.toSeconds());
        Duration lostBefore = pauses.lost();
        Instant silentAt = Instant.now();
        silentNanos = System.nanoTime();
        silence.run();
        await().atMost(Site.PATIENCE)
                .pollInterval(Duration.ofMillis(20))
                .until(() -> site.route(route).getLong("serving_peer_id") != home);
        pivotNanos = System.nanoTime();
        await().atMost(Site.PATIENCE).until(() -> falls(site, home).size() == fallsBefore + 1);
        Instant downAt = falls(site, home).get(fallsBefore).getInstant("at");
        untilDown = Duration.between(silentAt, downAt);
        await().atMost(Site.PATIENCE)
                .until(() ->
                        load.soFar().sentBetween(pivotNanos, Long.MAX_VALUE).size() >= perSecond);
        lost = pauses.lost().minus(lostBefore);
    }

    /** The home answers again; returns when it serves again. That must not be before its cooldown is over. */
    void recover(Runnable restore, Duration cooldown) {
        homeNanos = System.nanoTime() + cooldown.toNanos(); // it begins later, by two probes
        restore.run();
        site.awaitServing(route, home, WAY_HOME);
        assertThat(System.nanoTime()).as("home again").isGreaterThanOrEqualTo(homeNanos);
        await().atMost(Site.PATIENCE).until(() -> load.soFar()
                .sentBetween(homeNanos, Long.MAX_VALUE)
                .byPeer()
                .containsKey(homeName));
    }

    /**
     * Ends the load, and judges it.
     *
     * @param reachedHome ids of the GETs that have reached the home, in all its time
     */
    Measured end(List<String> reachedHome) {
        LoadReport report = load.stop();
        assertThat(report.failed().size()).as("failed GETs of %s", report).isZero();
        LoadReport away = report.sentBetween(pivotNanos, homeNanos);
        assertThat(away.byPeer()).as("answers after the pivot").doesNotContainKey(homeName);
        Set<String> strays = new HashSet<>(away.uids());
        strays.retainAll(Set.copyOf(reachedHome));
        assertThat(strays).as("sent to the home after the pivot").isEmpty();
        long last = report.sentBetween(0, silentNanos + untilDown.toNanos()).shots().stream()
                .mapToLong(shot -> shot.doneNanos())
                .max()
                .orElseThrow();
        return new Measured(untilDown, Duration.ofNanos(last - silentNanos), lost, report);
    }

    /** The times that a peer went DOWN, oldest first. */
    static List<JsonObject> falls(Site site, long peer) {
        return site.events("gateway_down").stream()
                .filter(event -> event.getJsonObject("details").getLong("peer_id") == peer)
                .toList();
    }

    @Override
    public void close() {
        load.close();
        pauses.close();
    }
}
