package dev.sluice.proxy.tunnel;

import dev.sluice.core.RoutingTable;
import dev.sluice.core.balance.PeerVitals;
import dev.sluice.proxy.http.Wheel;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;

/**
 * The tunnels of one event loop, by route and peer. A publication closes those whose route is gone, and puts those whose
 * peer is DOWN under watch; no other change touches any. Used on its own loop, but for {@link #open()}.
 */
public final class Tunnels {

    private final Wheel wheel;
    private final TunnelOptions options;
    private final Supplier<RoutingTable> table;
    private final TunnelGroup unjoined = new TunnelGroup(null);
    private final Map<TunnelGroup.Key, TunnelGroup> groups = new HashMap<>();
    private volatile int open; // written by one thread

    public Tunnels(Wheel wheel, TunnelOptions options, Supplier<RoutingTable> table) {
        this.wheel = wheel;
        this.options = options;
        this.table = table;
    }

    /** How many there are, those not yet joined included. Any thread. */
    public int open() {
        return open;
    }

    /** Bytes that wait in memory now, in all of them. */
    public long held() {
        long held = unjoined.held();
        for (TunnelGroup group : groups.values()) {
            held += group.held();
        }
        return held;
    }

    /** A new table is out. */
    public void published(RoutingTable fresh) {
        for (TunnelGroup group : new ArrayList<>(groups.values())) {
            check(group, fresh);
        }
    }

    private static void check(TunnelGroup group, RoutingTable fresh) {
        TunnelGroup.Key key = group.key();
        if (key != null && fresh.plan(key.routeId()) == null) {
            group.members().forEach(tunnel -> tunnel.end(Ending.ROUTE_GONE));
        } else if (key != null && fresh.isDown(key.peer().peerId())) {
            group.members().forEach(Tunnel::peerDown);
        }
    }

    /** Ends them all: the front door goes down. */
    public void close() {
        List<TunnelGroup> all = new ArrayList<>(groups.values());
        all.add(unjoined);
        for (TunnelGroup group : all) {
            group.members().forEach(Tunnel::close);
        }
    }

    TunnelOptions options() {
        return options;
    }

    Wheel wheel() {
        return wheel;
    }

    boolean isDown(long peerId) {
        return table.get().isDown(peerId);
    }

    TunnelGroup unjoined() {
        return unjoined;
    }

    @SuppressWarnings("NonAtomicOperationOnVolatileField")
    void enter(Tunnel tunnel, TunnelGroup group) {
        group.add(tunnel);
        open++;
    }

    /** It has an upstream now. */
    void move(Tunnel tunnel, long routeId, PeerVitals peer) {
        TunnelGroup.Key key = new TunnelGroup.Key(routeId, peer);
        tunnel.group.remove(tunnel);
        groups.computeIfAbsent(key, TunnelGroup::new).add(tunnel);
    }

    /** Catches up with what was published while the upstream was dialled. */
    void joined(Tunnel tunnel) {
        TunnelGroup.Key key = tunnel.group.key();
        RoutingTable now = table.get();
        if (tunnel.isOver() || key == null) {
            return;
        }
        if (now.plan(key.routeId()) == null) {
            tunnel.end(Ending.ROUTE_GONE);
        } else if (now.isDown(key.peer().peerId())) {
            tunnel.peerDown();
        }
    }

    @SuppressWarnings("NonAtomicOperationOnVolatileField")
    void leave(Tunnel tunnel) {
        TunnelGroup group = tunnel.group;
        group.remove(tunnel);
        open--;
        if (group.isEmpty() && group.key() != null) {
            groups.remove(group.key());
        }
        wheel.cancel(tunnel);
    }
}
