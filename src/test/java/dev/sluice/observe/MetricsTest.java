package dev.sluice.observe;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.core.balance.PeerVitals;
import dev.sluice.core.circuit.Breaker;
import dev.sluice.core.circuit.Breakers;
import dev.sluice.core.failover.Event;
import dev.sluice.core.failover.EventName;
import dev.sluice.core.failover.HealthState;
import dev.sluice.core.failover.PeerHealth;
import dev.sluice.core.failover.PeerStatus;
import dev.sluice.core.failover.Reachability;
import dev.sluice.core.failover.Snapshot;
import dev.sluice.core.mirror.MirrorCounts;
import dev.sluice.core.model.Desired;
import dev.sluice.core.model.Failback;
import dev.sluice.core.model.Peer;
import dev.sluice.core.model.PeerProtocol;
import dev.sluice.core.model.PeerType;
import dev.sluice.core.model.Pool;
import dev.sluice.core.model.PoolMode;
import dev.sluice.core.model.Probe;
import dev.sluice.core.model.Route;
import dev.sluice.core.model.RouteType;
import dev.sluice.core.model.Stamp;
import dev.sluice.core.model.Target;
import dev.sluice.core.port.Moment;
import dev.sluice.core.site.CircuitBreaker;
import dev.sluice.core.traffic.TrafficCounts;
import dev.sluice.core.traffic.TrafficCounts.Answers;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What a scrape shows. */
class MetricsTest {

    private static final Stamp STAMP = Stamp.created(Instant.EPOCH, 1);

    private final PeerVitals vitals = new PeerVitals(3);
    private final AtomicReference<Snapshot> snapshot = new AtomicReference<>(full());
    private final Metrics metrics = new Metrics(snapshot::get, () -> 4, () -> true);

    @AfterEach
    void close() {
        metrics.close();
    }

    @Test
    void requestsByRouteAndCode() {
        metrics.finished(Requests.answered(200, 7, 3, 5));
        metrics.finished(Requests.answered(200, 7, 3, 5));
        metrics.finished(Requests.answered(503, 7, 0, -1));
        metrics.finished(Requests.answered(404, 0, 0, -1));
        metrics.finished(Requests.answered(999, 7, 3, 5));
        assertThat(metrics.scrape().lines())
                .contains(
                        "sluice_requests_total{code=\"200\",route=\"7\"} 2.0",
                        "sluice_requests_total{code=\"503\",route=\"7\"} 1.0",
                        "sluice_requests_total{code=\"404\",route=\"none\"} 1.0",
                        "sluice_requests_total{code=\"other\",route=\"7\"} 1.0");
    }

    @Test
    void whatWasCountedCanBeReadAsNumbers() {
        metrics.finished(Requests.answered(200, 7, 3, 5));
        metrics.finished(Requests.answered(499, 7, 3, 5));
        metrics.finished(Requests.answered(500, 7, 3, 5));
        metrics.finished(Requests.answered(999, 7, 3, 5));
        metrics.finished(Requests.answered(404, 0, 0, -1));
        metrics.finished(Requests.answered(101, 8, 3, 5));

        TrafficCounts counts = metrics.counts();
        assertThat(counts.routes())
                .isEqualTo(Map.of(7L, new Answers(4, 1), 0L, new Answers(1, 0), 8L, new Answers(1, 0)));
        assertThat(counts.durations().quantile(1)).isEqualTo(0.005);
        assertThat(counts.durations().since(metrics.counts().durations()).quantile(1))
                .isNull();
    }

    @Test
    void durationsInCumulativeBuckets() {
        metrics.finished(Requests.answered(200, 7, 3, 5));
        metrics.finished(Requests.answered(200, 7, 3, 700));
        metrics.finished(Requests.answered(200, 7, 3, 90_000));
        metrics.finished(Requests.answered(200, 7, 3, -1));
        assertThat(metrics.scrape().lines())
                .contains(
                        "sluice_upstream_seconds_bucket{peer=\"3\",le=\"0.0025\"} 0",
                        "sluice_upstream_seconds_bucket{peer=\"3\",le=\"0.005\"} 1",
                        "sluice_upstream_seconds_bucket{peer=\"3\",le=\"1.0\"} 2",
                        "sluice_upstream_seconds_bucket{peer=\"3\",le=\"60.0\"} 2",
                        "sluice_upstream_seconds_bucket{peer=\"3\",le=\"+Inf\"} 3",
                        "sluice_upstream_seconds_count{peer=\"3\"} 3",
                        "sluice_upstream_seconds_sum{peer=\"3\"} 90.705",
                        "sluice_request_seconds_count 4");
    }

    @Test
    void peersByStateAndWhatRestsOnThem() {
        vitals.acquire();
        vitals.acquire();
        vitals.release();
        vitals.countRescued();
        vitals.countRetried();
        assertThat(metrics.scrape().lines())
                .contains(
                        "sluice_peer_state{peer=\"3\",state=\"alive\"} 1.0",
                        "sluice_peer_state{peer=\"3\",state=\"down\"} 0.0",
                        "sluice_peer_state{peer=\"3\",state=\"cooldown\"} 0.0",
                        "sluice_peer_state{peer=\"3\",state=\"unknown\"} 0.0",
                        "sluice_requests_in_flight{peer=\"3\"} 1.0",
                        "sluice_peer_requests_total{peer=\"3\"} 2.0",
                        "sluice_rescued_total{peer=\"3\"} 1.0",
                        "sluice_retried_total{peer=\"3\"} 1.0",
                        "sluice_circuit_open{peer=\"3\",route=\"7\"} 1.0",
                        "sluice_circuit_openings_total{peer=\"3\",route=\"7\"} 1.0",
                        "sluice_mirror_in_flight{route=\"7\"} 0.0",
                        "sluice_mirrored_total{outcome=\"answered\",route=\"7\"} 2.0",
                        "sluice_mirrored_total{outcome=\"dropped\",route=\"7\"} 1.0",
                        "sluice_mirrored_total{outcome=\"failed\",route=\"7\"} 0.0",
                        "sluice_mirrored_total{outcome=\"too_large\",route=\"7\"} 0.0",
                        "sluice_peer_info{name=\"gw \\\"a\\\"\",peer=\"3\",type=\"gateway\"} 1.0",
                        "sluice_route_info{domain=\"app.example\",listen_port=\"\",path_prefix=\"/\",route=\"7\"} 1.0",
                        "sluice_pool_info{mode=\"failover\",name=\"edge\",pool=\"5\"} 1.0");
    }

    @Test
    void aPivotCountsOnceAndItsRecoveryWhenTheReceiptIsComplete() {
        Event pivot = Event.of(
                EventName.POOL_FAILOVER_ACTIVATED,
                Instant.EPOCH,
                Event.WATCHDOG,
                "moved",
                Map.of("pool_id", 5L, "receipt", Map.of("detect_ms", 500.25, "publish_ms", 0.5)));
        metrics.counted(pivot);
        Map<String, Object> complete = Map.of(
                "pool_id", 5L, "receipt", Map.of("detect_ms", 500.25, "publish_ms", 0.5, "first_good_answer_ms", 1.25));
        metrics.counted(pivot.withDetails(complete));
        metrics.counted(pivot.withDetails(complete));
        metrics.counted(Event.of(
                EventName.POOL_FAILOVER_RESTORED, Instant.EPOCH, Event.WATCHDOG, "home", Map.of("pool_id", 5L)));
        assertThat(metrics.scrape().lines())
                .contains(
                        "sluice_pivots_total{pool=\"5\"} 1.0",
                        "sluice_failbacks_total{pool=\"5\"} 1.0",
                        "sluice_recover_seconds_bucket{le=\"0.5\"} 0",
                        "sluice_recover_seconds_bucket{le=\"0.75\"} 1",
                        "sluice_recover_seconds_count 1",
                        "sluice_recover_seconds_sum 0.502");
    }

    @Test
    void theProcessItself() {
        metrics.watchAccessLog(() -> 12);
        assertThat(metrics.scrape().lines())
                .contains("sluice_ledger_unsaved 4.0", "sluice_ready 1.0", "sluice_access_log_dropped_total 12.0")
                .anyMatch(line -> line.startsWith("jvm_memory_used_bytes{"))
                .anyMatch(line -> line.startsWith("jvm_threads_live_threads "))
                .anyMatch(line -> line.startsWith("process_uptime_seconds "));
    }

    @Test
    void whatIsDeletedIsNotThereAnyMore() {
        metrics.finished(Requests.answered(200, 7, 3, 5));
        metrics.finished(Requests.answered(404, 0, 0, -1));
        metrics.counted(Event.of(
                EventName.POOL_FAILOVER_ACTIVATED, Instant.EPOCH, Event.WATCHDOG, "moved", Map.of("pool_id", 5L)));
        snapshot.set(Snapshot.EMPTY);
        assertThat(metrics.scrape())
                .doesNotContain("route=\"7\"", "peer=\"3\"", "pool=\"5\"")
                .contains("sluice_requests_total{code=\"404\",route=\"none\"} 1.0");
        snapshot.set(full());
        assertThat(metrics.scrape()).doesNotContain("sluice_requests_total{code=\"200\",route=\"7\"}");
    }

    @Test
    void everyLineIsOfTheTextFormat() {
        metrics.finished(Requests.answered(200, 7, 3, 5));
        assertThat(metrics.scrape().lines())
                .allMatch(
                        line -> line.matches(
                                "# (HELP|TYPE) [a-z0-9_]+ .+|[a-z0-9_]+(\\{([a-z_]+=\"([^\"\\\\]|\\\\.)*\",?)+})? [-+0-9.eEInfNa]+"));
    }

    private Snapshot full() {
        return full(vitals);
    }

    /** A circuit to the peer that its first request has opened. */
    private static Breakers broken() {
        Breakers circuits =
                new Breakers(new CircuitBreaker(1, 1, Duration.ofSeconds(1), Duration.ofHours(1), List.of()));
        Breaker.Pass pass = circuits.enter(3L);
        if (pass != null) {
            pass.failed();
        }
        return circuits;
    }

    private static MirrorCounts mirrored() {
        MirrorCounts counts = new MirrorCounts();
        counts.count(MirrorCounts.Outcome.ANSWERED);
        counts.count(MirrorCounts.Outcome.ANSWERED);
        counts.count(MirrorCounts.Outcome.DROPPED);
        return counts;
    }

    /** One peer, 3, one pool, 5, and one route, 7. */
    static Snapshot full(PeerVitals vitals) {
        Peer peer = new Peer(
                3,
                "gw \"a\"",
                "",
                PeerType.GATEWAY,
                "192.0.2.3",
                18080,
                null,
                9876,
                null,
                1,
                true,
                false,
                PeerProtocol.HTTP1,
                Probe.DEFAULT,
                STAMP);
        Pool pool = new Pool(5, "edge", PoolMode.FAILOVER, null, 60, Failback.AUTO, null, true, List.of(), STAMP);
        Route route = new Route(
                7,
                "app.example",
                "/",
                "",
                true,
                RouteType.HTTP,
                new Target.Gateway(3, null),
                true,
                true,
                null,
                null,
                null,
                null,
                null,
                STAMP);
        PeerHealth health = new PeerHealth(
                HealthState.ALIVE,
                new Moment(0, Instant.EPOCH),
                null,
                0,
                null,
                List.of(),
                false,
                Duration.ofMillis(2),
                false);
        return new Snapshot(
                Desired.EMPTY.with(peer).with(pool).with(route),
                Map.of(3L, new PeerStatus(health, vitals, null)),
                Map.of(),
                Map.of(7L, broken()),
                Map.of(7L, mirrored()),
                Reachability.NONE);
    }
}
