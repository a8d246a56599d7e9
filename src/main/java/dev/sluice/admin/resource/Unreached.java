package dev.sluice.admin.resource;

import dev.sluice.admin.json.Values;
import dev.sluice.core.agent.LanView;
import dev.sluice.core.failover.Candidates;
import dev.sluice.core.failover.Reachability.Report;
import dev.sluice.core.failover.Snapshot;
import dev.sluice.core.model.LanHost;
import dev.sluice.core.model.Peer;
import dev.sluice.core.model.Route;
import dev.sluice.core.port.Moment;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import org.jspecify.annotations.Nullable;

/** Which candidates of a route cannot reach its LAN host, as their agents say. */
final class Unreached {

    private final Route route;
    private final Snapshot snapshot;
    private final Moment now;

    Unreached(Route route, Snapshot snapshot, Moment now) {
        this.route = route;
        this.snapshot = snapshot;
        this.now = now;
    }

    /** All of them, in order of preference. */
    JsonArray list() {
        JsonArray all = new JsonArray();
        for (long peerId : Candidates.of(route, snapshot.desired())) {
            Report report = report(peerId);
            LanHost lan = LanView.of(route, peerId, snapshot.desired());
            if (report != null) {
                all.add(new JsonObject()
                        .put("peer_id", peerId)
                        .put("lan_host", lan == null ? null : lan.toString())
                        .put("why", report.why())
                        .put("since", Values.time(report.since().wall()))
                        .put("checked_at", Values.time(report.began().wall())));
            }
        }
        return all;
    }

    /** What keeps that peer from it, as the middle of a sentence; null if it reached it or said nothing. */
    @Nullable
    String sentence(long peerId) {
        Report report = report(peerId);
        Peer peer = snapshot.desired().peer(peerId);
        if (report == null || peer == null) {
            return null;
        }
        String why = report.why() == null ? "" : " (" + report.why() + ")";
        return "agent of " + peer.name() + " cannot reach " + LanView.of(route, peerId, snapshot.desired()) + why
                + ", checked " + Math.max(0, now.since(report.began()).toSeconds()) + " s ago";
    }

    private @Nullable Report report(long peerId) {
        Report report = snapshot.reachability().fresh(peerId, route.id(), now);
        return report == null || report.reached() ? null : report;
    }
}
