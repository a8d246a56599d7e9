package dev.sluice.admin.json;

import dev.sluice.core.balance.PeerVitals;
import dev.sluice.core.failover.Snapshot;
import dev.sluice.core.traffic.TrafficRates;
import dev.sluice.core.traffic.TrafficRates.RouteRate;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.time.Instant;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** How much traffic there is, as JSON. */
public final class PulseJson {

    private PulseJson() {}

    /** The traffic at that time. */
    public static JsonObject of(Instant at, TrafficRates rates, int tunnels, Snapshot now) {
        JsonArray peers = new JsonArray();
        int inFlight = 0;
        for (var peer : new TreeMap<>(now.peers()).entrySet()) {
            PeerVitals vitals = peer.getValue().vitals();
            inFlight += vitals.inFlight();
            peers.add(peer(vitals, rates.peers()));
        }
        JsonArray routes = new JsonArray();
        rates.routes().forEach(route -> routes.add(route(route)));
        return new JsonObject()
                .put("at", Values.time(at))
                .put("requests_per_s", tenths(rates.requests()))
                .put("errors_per_s", tenths(rates.errors()))
                .put("p50_ms", millis(rates.p50()))
                .put("p99_ms", millis(rates.p99()))
                .put("in_flight", inFlight)
                .put("tunnels", tunnels)
                .put("peers", peers)
                .put("routes", routes);
    }

    private static JsonObject peer(PeerVitals vitals, Map<Long, Double> rates) {
        return new JsonObject()
                .put("id", vitals.peerId())
                .put("in_flight", vitals.inFlight())
                .put("requests_per_s", tenths(rates.getOrDefault(vitals.peerId(), 0.0)))
                .put("smoothed_ms", PeerJson.smoothedMillis(vitals))
                .put("last_answer", vitals.lastAnswer())
                .put("last_answer_at", Values.time(vitals.lastAnswerAt()))
                .put("next_probe_at", Values.time(vitals.nextProbeAt()));
    }

    private static JsonObject route(RouteRate route) {
        return new JsonObject()
                .put("id", route.routeId())
                .put("requests_per_s", tenths(route.requests()))
                .put("errors_per_s", tenths(route.errors()));
    }

    private static double tenths(double rate) {
        return Math.round(rate * 10) / 10.0;
    }

    private static @Nullable Double millis(@Nullable Double seconds) {
        return seconds == null ? null : Double.valueOf(Math.round(seconds * 1e5) / 100.0);
    }
}
