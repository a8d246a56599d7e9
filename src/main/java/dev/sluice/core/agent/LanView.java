package dev.sluice.core.agent;

import dev.sluice.core.model.Desired;
import dev.sluice.core.model.LanHost;
import dev.sluice.core.model.Route;
import org.jspecify.annotations.Nullable;

/** Where a route ends, as one of its candidates sees it. */
public final class LanView {

    private LanView() {}

    /**
     * The LAN host for that peer. A pinned route's loopback means home itself: a substitute finds it at home's address in the
     * LAN. Null if the route names no LAN host, or if that address is not known.
     */
    public static @Nullable LanHost of(Route route, long peerId, Desired desired) {
        LanHost lan = route.target().lan();
        long homeId = route.target().homeId();
        if (lan == null || !lan.isLoopback() || homeId == 0 || homeId == peerId) {
            return lan;
        }
        String homeInLan = desired.lanAddress(homeId);
        return homeInLan == null ? null : new LanHost(homeInLan, lan.port());
    }
}
