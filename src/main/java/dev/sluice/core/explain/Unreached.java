package dev.sluice.core.explain;

import dev.sluice.core.agent.LanView;
import dev.sluice.core.failover.Candidates;
import dev.sluice.core.failover.Reachability.Report;
import dev.sluice.core.failover.Snapshot;
import dev.sluice.core.model.LanHost;
import dev.sluice.core.model.Peer;
import dev.sluice.core.model.Route;
import dev.sluice.core.port.Moment;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Which candidates of a route cannot reach its LAN host, as their agents say. */
public final class Unreached {

    private final Route route;
    private final Snapshot snapshot;
    private final Moment now;

    public Unreached(Route route, Snapshot snapshot, Moment now) {
        this.route = route;
        this.snapshot = snapshot;
        this.now = now;
    }

    /** One of them, the LAN host as it sees that, and what its agent said. */
    public record By(long peerId, @Nullable LanHost lanHost, Report report) {}

    /** All of them, in order of preference. */
    public List<By> list() {
        List<By> all = new ArrayList<>();
        for (long peerId : Candidates.of(route, snapshot.desired())) {
            Report report = report(peerId);
            if (report != null) {
                all.add(new By(peerId, lanHost(peerId), report));
            }
        }
        return all;
    }

    @Nullable
    LanHost lanHost(long peerId) {
        return LanView.of(route, peerId, snapshot.desired());
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
        return "agent of " + peer.name() + " cannot reach " + lanHost(peerId) + why + ", checked "
                + Math.max(0, now.since(report.began()).toSeconds()) + " s ago";
    }

    private @Nullable Report report(long peerId) {
        Report report = snapshot.reachability().fresh(peerId, route.id(), now);
        return report == null || report.reached() ? null : report;
    }
}
