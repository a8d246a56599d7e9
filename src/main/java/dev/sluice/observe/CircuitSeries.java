package dev.sluice.observe;

import dev.sluice.core.circuit.Breaker;
import dev.sluice.core.failover.Snapshot;
import io.prometheus.metrics.model.snapshots.Labels;
import io.prometheus.metrics.model.snapshots.MetricSnapshot;
import java.util.ArrayList;
import java.util.List;

/** The circuits of routes that break them, as metrics: a series for each peer that such a route has asked. */
final class CircuitSeries {

    private CircuitSeries() {}

    private record Circuit(long route, long peer, Breaker breaker) {

        Labels labels() {
            return Labels.of("peer", Long.toString(peer), "route", Long.toString(route));
        }
    }

    static List<MetricSnapshot> read(Snapshot snapshot) {
        List<Circuit> circuits = new ArrayList<>();
        snapshot.circuits().forEach((route, breakers) -> breakers.byPeer()
                .forEach((peer, breaker) -> circuits.add(new Circuit(route, peer, breaker))));
        return List.of(
                Family.gauges(
                        "sluice_circuit_open",
                        "1 while the route leaves the peer alone or tries it, 0 while it goes there.",
                        circuits,
                        Circuit::labels,
                        circuit -> circuit.breaker().state() == Breaker.State.CLOSED ? 0 : 1),
                Family.counters(
                        "sluice_circuit_openings",
                        "How often the route has begun to leave the peer alone.",
                        circuits,
                        Circuit::labels,
                        circuit -> circuit.breaker().openings()));
    }
}
