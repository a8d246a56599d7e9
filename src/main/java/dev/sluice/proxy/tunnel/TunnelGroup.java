package dev.sluice.proxy.tunnel;

import dev.sluice.core.balance.PeerVitals;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The tunnels of one route through one peer on one event loop. */
final class TunnelGroup {

    /** Whose tunnels these are: the same peer may come back as another object after it was deleted. */
    record Key(long routeId, PeerVitals peer) {}

    private final @Nullable Key key;
    private final List<Tunnel> members = new ArrayList<>(1);

    TunnelGroup(@Nullable Key key) {
        this.key = key;
    }

    @Nullable
    Key key() {
        return key;
    }

    boolean isEmpty() {
        return members.isEmpty();
    }

    void add(Tunnel tunnel) {
        tunnel.group = this;
        tunnel.place = members.size();
        members.add(tunnel);
    }

    /** The last one takes the leaving one's place. */
    void remove(Tunnel tunnel) {
        Tunnel last = members.remove(members.size() - 1);
        if (last != tunnel) {
            last.place = tunnel.place;
            members.set(tunnel.place, last);
        }
    }

    /** A copy: tunnels leave while one goes through them. */
    List<Tunnel> members() {
        return List.copyOf(members);
    }

    long held() {
        long held = 0;
        for (Tunnel tunnel : members) {
            held += tunnel.held();
        }
        return held;
    }
}
