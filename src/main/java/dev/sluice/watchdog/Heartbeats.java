package dev.sluice.watchdog;

import dev.sluice.core.failover.Observation;
import dev.sluice.core.model.Peer;
import dev.sluice.core.model.ProbeKind;
import dev.sluice.core.port.HealthView;
import dev.sluice.core.port.Moment;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * The watch over peers that are not probed: their agents' beats are what is seen of them. One that was silent for 15 s, counted
 * from its last beat or from when it was taken up, has failed as often as makes it DOWN. Control loop.
 */
final class Heartbeats {

    static final Duration STALE = Duration.ofSeconds(15);

    private final HealthView view;
    private final Map<Long, Watched> watched = new HashMap<>();

    private static final class Watched {

        private Peer peer;
        private Moment last;
        private boolean told;

        Watched(Peer peer, Moment since) {
            this.peer = peer;
            this.last = since;
        }
    }

    Heartbeats(HealthView view) {
        this.view = view;
    }

    /** These are watched from now on, if it is by their beats. */
    void watch(Collection<Peer> peers, Moment now) {
        Map<Long, Watched> before = Map.copyOf(watched);
        watched.clear();
        for (Peer peer : peers) {
            if (peer.probe().kind() == ProbeKind.HEARTBEAT) {
                Watched known = before.getOrDefault(peer.id(), new Watched(peer, now));
                known.peer = peer;
                watched.put(peer.id(), known);
            }
        }
    }

    /** A peer's agent beat. */
    void beat(long peerId, Moment now) {
        Watched known = watched.get(peerId);
        if (known != null) {
            known.last = now;
            known.told = false;
            view.heard(peerId, now.nanos());
            view.observed(known.peer, new Observation.Answered(now, now, "its agent beat"));
        }
    }

    /** Tells of those whose silence has lasted too long. */
    void look(Moment now) {
        List<Watched> silent = new ArrayList<>();
        for (Watched each : watched.values()) {
            if (!each.told && now.since(each.last).compareTo(STALE) >= 0) {
                silent.add(each);
            }
        }
        for (Watched each : silent) {
            each.told = true;
            for (int i = 0; i < each.peer.probe().fall(); i++) {
                view.observed(
                        each.peer,
                        new Observation.Unanswered(each.last, now, "no beat for " + STALE.toSeconds() + " s"));
            }
        }
    }

    /** Our loop stood still that long: nobody's silence. */
    void stoodStill(Duration time) {
        watched.values().forEach(each -> each.last = each.last.plus(time));
    }
}
