package dev.sluice.observe;

import dev.sluice.core.balance.PeerVitals;
import dev.sluice.core.failover.HealthState;
import dev.sluice.core.failover.PeerStatus;
import dev.sluice.core.failover.Snapshot;
import dev.sluice.core.model.Peer;
import dev.sluice.core.model.Pool;
import dev.sluice.core.model.Route;
import io.prometheus.metrics.model.snapshots.Labels;
import io.prometheus.metrics.model.snapshots.MetricSnapshot;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.function.ToDoubleFunction;

/**
 * What a snapshot says about peers, as metrics. Series go by id, so that renaming breaks no graph; {@code *_info} has the
 * names to join.
 */
final class PeerSeries {

    private PeerSeries() {}

    private record State(long peer, HealthState state, boolean is) {

        Labels labels() {
            return Labels.of("peer", Long.toString(peer), "state", state.wire());
        }
    }

    static List<MetricSnapshot> read(Snapshot snapshot) {
        Collection<PeerVitals> vitals =
                snapshot.peers().values().stream().map(PeerStatus::vitals).toList();
        return List.of(
                Family.gauges(
                        "sluice_peer_state",
                        "1 for the state that the peer is in, 0 for the others.",
                        states(snapshot),
                        State::labels,
                        state -> state.is() ? 1 : 0),
                Family.gauges(
                        "sluice_requests_in_flight",
                        "Requests and tunnels that rest on the peer now.",
                        vitals,
                        PeerSeries::peer,
                        PeerVitals::inFlight),
                counters(
                        "sluice_peer_requests", "Requests and tunnels sent to the peer.", vitals, PeerVitals::requests),
                counters(
                        "sluice_rescued",
                        "Requests sent again elsewhere because the peer went down or closed under them.",
                        vitals,
                        PeerVitals::rescued),
                counters(
                        "sluice_retried",
                        "Requests that went to the next candidate because the dial to the peer failed.",
                        vitals,
                        PeerVitals::retried),
                counters(
                        "sluice_peer_failed",
                        "Requests that ended in an error that the peer caused.",
                        vitals,
                        PeerVitals::failed),
                counters(
                        "sluice_tunnels_closed",
                        "Tunnels closed because the peer was lost.",
                        vitals,
                        PeerVitals::tunnelsClosed),
                Family.gauges(
                        "sluice_peer_info",
                        "The peer's name and type.",
                        snapshot.desired().peers().values(),
                        PeerSeries::info,
                        peer -> 1),
                Family.gauges(
                        "sluice_pool_info",
                        "The pool's name and mode.",
                        snapshot.desired().pools().values(),
                        PeerSeries::info,
                        pool -> 1),
                Family.gauges(
                        "sluice_route_info",
                        "The route's domain and path prefix.",
                        snapshot.desired().routes().values(),
                        PeerSeries::info,
                        route -> 1));
    }

    private static List<State> states(Snapshot snapshot) {
        List<State> states = new ArrayList<>();
        snapshot.peers().forEach((id, status) -> {
            for (HealthState state : HealthState.values()) {
                states.add(new State(id, state, status.health().state() == state));
            }
        });
        return states;
    }

    private static MetricSnapshot counters(
            String name, String help, Collection<PeerVitals> vitals, ToDoubleFunction<PeerVitals> value) {
        return Family.counters(name, help, vitals, PeerSeries::peer, value);
    }

    private static Labels peer(PeerVitals vitals) {
        return Labels.of("peer", Long.toString(vitals.peerId()));
    }

    private static Labels info(Peer peer) {
        return Labels.of(
                "peer",
                Long.toString(peer.id()),
                "name",
                peer.name(),
                "type",
                peer.type().wire());
    }

    private static Labels info(Pool pool) {
        return Labels.of(
                "pool",
                Long.toString(pool.id()),
                "name",
                pool.name(),
                "mode",
                pool.mode().wire());
    }

    private static Labels info(Route route) {
        return Labels.of(
                "route",
                Long.toString(route.id()),
                "domain",
                route.domain(),
                "path_prefix",
                route.pathPrefix(),
                "listen_port",
                route.l4() == null ? "" : Integer.toString(route.l4().port()));
    }
}
