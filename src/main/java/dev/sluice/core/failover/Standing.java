package dev.sluice.core.failover;

import dev.sluice.core.model.Desired;
import dev.sluice.core.model.Drill;
import dev.sluice.core.model.Peer;
import dev.sluice.core.model.Route;
import dev.sluice.core.port.Moment;
import java.util.Collections;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * How each peer stands at one moment: its health, read together with the operator's will (enabled, drained, drilled).
 */
public final class Standing {

    private final Desired desired;
    private final Map<Long, PeerHealth> health;
    private final Set<Long> drilled = new HashSet<>();
    private final Map<Long, DrillEnd> overDrills = new LinkedHashMap<>();

    /**
     * The standing of all peers.
     *
     * @param health by peer id; a peer without an entry is UNKNOWN
     */
    public Standing(Desired desired, Map<Long, PeerHealth> health, Moment now) {
        this.desired = desired;
        this.health = health;
        for (Drill drill : desired.drills().values()) {
            if (drill.endsAt().isAfter(now.wall())) {
                drilled.add(drill.peerId());
            } else {
                overDrills.put(drill.id(), DrillEnd.TIME);
            }
        }
        if (!drilled.isEmpty()) {
            endDrillsThatStopRoutes();
        }
    }

    /** A pretended outage must never become a real one. */
    private void endDrillsThatStopRoutes() {
        Set<Long> needed = new HashSet<>();
        for (Route route : desired.routes().values()) {
            List<Long> candidates = route.enabled() ? Candidates.of(route, desired) : List.of();
            if (candidates.stream().anyMatch(drilled::contains)
                    && candidates.stream().noneMatch(this::isUsable)) {
                candidates.stream().filter(this::isUsableButForItsDrill).forEach(needed::add);
            }
        }
        drilled.removeAll(needed);
        for (Drill drill : desired.drills().values()) {
            if (needed.contains(drill.peerId())) {
                overDrills.putIfAbsent(drill.id(), DrillEnd.WOULD_STOP_ROUTES);
            }
        }
    }

    private boolean isUsableButForItsDrill(long peerId) {
        Peer peer = desired.peer(peerId);
        return peer != null && peer.takesRequests() && state(peerId) != HealthState.DOWN;
    }

    /** Drills that are over by themselves, by id, and why; their peers count as undrilled. */
    public Map<Long, DrillEnd> overDrills() {
        return Collections.unmodifiableMap(overDrills);
    }

    public HealthState state(long peerId) {
        PeerHealth known = health.get(peerId);
        return known == null ? HealthState.UNKNOWN : known.state();
    }

    @Nullable
    PeerHealth health(long peerId) {
        return health.get(peerId);
    }

    public boolean isDrilled(long peerId) {
        return drilled.contains(peerId);
    }

    /** Whether the operator lets requests go there: enabled, undrained, undrilled. */
    public boolean isWanted(long peerId) {
        Peer peer = desired.peer(peerId);
        return peer != null && peer.takesRequests() && !isDrilled(peerId);
    }

    /** Whether requests may go there at all: wanted, and not DOWN. */
    public boolean isUsable(long peerId) {
        return isUsableButForItsDrill(peerId) && !isDrilled(peerId);
    }

    /** Whether the peer is wanted and in that state. */
    boolean is(long peerId, HealthState state) {
        return isWanted(peerId) && state(peerId) == state;
    }

    /** Why home does not serve. */
    Cause causeAway(long homeId) {
        Peer home = desired.peer(homeId);
        if (home == null || !home.enabled()) {
            return Cause.HOME_DISABLED;
        }
        if (home.drained()) {
            return Cause.HOME_DRAINED;
        }
        if (isDrilled(homeId)) {
            return Cause.HOME_DRILLED;
        }
        return switch (state(homeId)) {
            case DOWN -> Cause.HOME_DOWN;
            case COOLDOWN -> Cause.HOME_COOLDOWN;
            case UNKNOWN -> Cause.HOME_UNKNOWN;
            case ALIVE -> Cause.HOME_UNREACHABLE;
        };
    }
}
