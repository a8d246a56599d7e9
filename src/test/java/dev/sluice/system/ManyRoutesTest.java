package dev.sluice.system;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.sluice.testing.DrillForm;
import dev.sluice.testing.DrillTable;
import dev.sluice.testing.StandInCrowd;
import dev.sluice.testing.StandInCrowd.Gateway;
import io.vertx.core.json.JsonObject;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Thousands of routes and hundreds of peers: what idling costs, how long half of the routes take to move, and a start. */
@Tag("drill")
@Tag("quiet")
class ManyRoutesTest {

    private static final DrillForm FORM = DrillForm.current();
    private static final int ROUTES = FORM.pick(1_000, 10_000);
    private static final int POOLS = FORM.pick(25, 50);
    private static final int MEMBERS = 4;
    private static final int PEERS = POOLS * MEMBERS;
    private static final int IDLERS = FORM.pick(100, 1_000);
    private static final int MOVED = ROUTES / 2;
    private static final double CORE_SHARE = FORM.pick(0.6, 0.25);
    private static final Duration PUBLISHED = FORM.bound(Duration.ofMillis(50));
    private static final Duration STARTED = Duration.ofSeconds(5);
    private static final Duration FOUND = Duration.ofSeconds(30);

    private static final int MOST_TRIES = 6;
    private static final long WINDOW_MS = FORM.pick(1_000, 10_000);

    private static final String PEER_COLUMNS =
            "name, description, peer_type, host, proxy_port, api_port, weight, enabled,"
                    + " drained, probe_kind, probe_path, probe_interval_ms, probe_fall, probe_rise, created_at, updated_at, revision";

    @Test
    void manyRoutesMoveAtOnceAndManyPeersCostLittle() {
        try (CrowdSite site = new CrowdSite(Map.of());
                StoredTruth stored = new StoredTruth(site.sluice().stateDir())) {
            Gateway primary = fill(site, stored);
            await().atMost(FOUND).until(() -> isAllThere(site, PEERS));

            double publishMs = pivot(site, stored, primary);
            for (int i = 1; i < MOST_TRIES && publishMs > PUBLISHED.toMillis(); i++) {
                publishMs = Math.min(publishMs, pivot(site, stored, primary));
            }
            DrillTable.row(
                    ROUTES + " routes, " + PEERS + " peers, " + POOLS + " pools",
                    "half of the routes move within 50 ms, in one transaction",
                    publishMs + " ms");
            assertThat(publishMs).as("ms to publish").isLessThanOrEqualTo(PUBLISHED.toMillis());
            if (FORM == DrillForm.FULL) {
                restart(site);
            }

            if (IDLERS > PEERS) {
                addPeers(site, stored, PEERS + 1, IDLERS);
                nextRevision(stored);
                await().atMost(FOUND).until(() -> isAllThere(site, IDLERS));
            }
            double share = idleShare(site);
            for (int i = 1; i < MOST_TRIES && share > CORE_SHARE; i++) {
                share = Math.min(share, idleShare(site)); // compilers and neighbours come to rest
            }
            DrillTable.row(
                    IDLERS + " peers probed",
                    "at most 25 % of a core while they are idle",
                    Math.round(share * 100) + " %");
            assertThat(share)
                    .as(() -> "share of a core; at work are\n" + site.sluice().busyThreads())
                    .isLessThanOrEqualTo(CORE_SHARE);
        }
    }

    /** Written as another front door would; one by one through the API it would take minutes. The primary of half of them. */
    private static Gateway fill(CrowdSite site, StoredTruth stored) {
        Gateway primary = addPeers(site, stored, 1, PEERS);
        stored.ask(
                "INSERT INTO pool (name, mode, failback_cooldown_s, failback, enabled, created_at, updated_at, revision)"
                        + " SELECT 'pool' || n, 'failover', 0, 'auto', true, now(), now(), 1 FROM generate_series(1, "
                        + POOLS
                        + ") n");
        stored.ask(
                "INSERT INTO pool_member SELECT pool.id, peer.id, peer.id FROM pool JOIN peer ON pool.name = 'pool' ||"
                        + " ((substr(peer.name, 2)::int - 1) / " + MEMBERS + " + 1)");
        stored.ask(
                "INSERT INTO route (domain, path_prefix, description, enabled, route_type, target_kind, home_peer_id,"
                        + " failover, rescue, created_at, updated_at, revision) SELECT 'r' || n || '.example', '/', '', true, 'http',"
                        + " 'gateway', peer.id, true, true, now(), now(), 1 FROM generate_series(1, " + ROUTES + ") n"
                        + " JOIN peer ON peer.name = 'g' || CASE WHEN n % 2 = 0 THEN 1 ELSE 3 + n % (" + PEERS
                        + " - 2) END");
        nextRevision(stored);
        return primary;
    }

    /** Adds those that have these numbers; gives the first. */
    private static Gateway addPeers(CrowdSite site, StoredTruth stored, int first, int last) {
        List<Gateway> gateways = IntStream.rangeClosed(first, last)
                .mapToObj(n -> site.crowd().gateway("g" + n))
                .toList();
        String values = gateways.stream()
                .map(gateway -> "('" + gateway.name() + "', '', 'gateway', '" + gateway.host() + "', "
                        + StandInCrowd.PORT + ", 9876, 1, true, false, 'http', '/', 1000, 3, 2, now(), now(), 1)")
                .collect(Collectors.joining(", "));
        stored.ask("INSERT INTO peer (" + PEER_COLUMNS + ") VALUES " + values);
        return gateways.get(0);
    }

    private static void nextRevision(StoredTruth stored) {
        stored.ask("UPDATE revision SET number = number + 1");
        stored.ask("SELECT pg_notify('sluice_revision', number::text) FROM revision");
    }

    private static boolean isAllThere(CrowdSite site, int peers) {
        JsonObject status = site.sluice().get("/status");
        return status.getJsonObject("peers").getInteger("alive") == peers
                && status.getJsonObject("routes").getInteger("enabled") == ROUTES
                && status.getInteger("unsaved_entries") == 0;
    }

    /** The share of one core that it uses while nothing happens. */
    private static double idleShare(CrowdSite site) {
        Duration before = site.sluice().processorTime();
        long begun = System.nanoTime();
        try {
            TimeUnit.MILLISECONDS.sleep(WINDOW_MS); // nothing is to happen
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        Duration used = site.sluice().processorTime().minus(before);
        return (double) used.toNanos() / (System.nanoTime() - begun);
    }

    /** Milliseconds from the decision to the publication. Home is at home again afterwards. */
    private static double pivot(CrowdSite site, StoredTruth stored, Gateway primary) {
        String pivots = "SELECT details FROM event WHERE event = 'pool_failover_activated' ORDER BY at";
        int before = stored.ask(pivots).size();
        primary.kill();
        await().atMost(CrowdSite.PATIENCE).until(() -> stored.ask(pivots).size() > before);
        assertThat(stored.ask("SELECT count(*), count(DISTINCT xmin::text) FROM route_assignment"
                        + " WHERE serving_peer_id <> home_peer_id"))
                .containsExactly(MOVED + "|1");
        List<String> told = stored.ask(pivots);
        assertThat(told).hasSize(before + 1);
        JsonObject pivot = new JsonObject(told.get(before));
        assertThat(pivot.getJsonArray("route_ids")).hasSize(MOVED);
        primary.revive();
        long id = pivot.getLong("from_peer_id");
        await().atMost(CrowdSite.PATIENCE).until(() -> {
            site.sluice().admin().post("/api/v1/peers/" + id + "/failback", new JsonObject());
            return site.sluice().get("/status").getJsonObject("routes").getInteger("away") == 0;
        });
        await().atMost(CrowdSite.PATIENCE).until(() -> isAllThere(site, PEERS));
        return pivot.getJsonObject("receipt").getDouble("publish_ms");
    }

    private static void restart(CrowdSite site) {
        site.sluice().terminate();
        long begun = System.nanoTime();
        site.sluice().restart();
        Duration took = Duration.ofNanos(System.nanoTime() - begun);
        DrillTable.row(ROUTES + " routes, " + PEERS + " peers, " + POOLS + " pools", "ready under 5 s", took);
        assertThat(took).isLessThan(STARTED);
    }
}
