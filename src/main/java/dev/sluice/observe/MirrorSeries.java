package dev.sluice.observe;

import dev.sluice.core.failover.Snapshot;
import dev.sluice.core.mirror.MirrorCounts;
import dev.sluice.core.mirror.MirrorCounts.Outcome;
import io.prometheus.metrics.model.snapshots.Labels;
import io.prometheus.metrics.model.snapshots.MetricSnapshot;
import java.util.ArrayList;
import java.util.List;

/** The copies of routes' requests, as metrics: series for each route that has copies made. */
final class MirrorSeries {

    private MirrorSeries() {}

    private record Mirrored(long route, MirrorCounts counts) {

        Labels labels() {
            return Labels.of("route", Long.toString(route));
        }
    }

    private record Kind(Mirrored of, Outcome outcome) {

        Labels labels() {
            return Labels.of("outcome", outcome.wire(), "route", Long.toString(of.route()));
        }
    }

    static List<MetricSnapshot> read(Snapshot snapshot) {
        List<Mirrored> routes = new ArrayList<>();
        List<Kind> kinds = new ArrayList<>();
        snapshot.mirrors().forEach((route, counts) -> {
            Mirrored one = new Mirrored(route, counts);
            routes.add(one);
            for (Outcome outcome : Outcome.values()) {
                kinds.add(new Kind(one, outcome));
            }
        });
        return List.of(
                Family.gauges(
                        "sluice_mirror_in_flight",
                        "Copies of the route's requests that are under way.",
                        routes,
                        Mirrored::labels,
                        one -> one.counts().inFlight()),
                Family.counters(
                        "sluice_mirrored",
                        "What became of copies of the route's requests.",
                        kinds,
                        Kind::labels,
                        kind -> kind.of().counts().counted(kind.outcome())));
    }
}
