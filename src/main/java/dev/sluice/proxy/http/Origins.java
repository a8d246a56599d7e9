package dev.sluice.proxy.http;

import dev.sluice.core.RoutingTable;
import dev.sluice.core.balance.Upstream;
import java.util.ArrayList;
import java.util.IdentityHashMap;
import java.util.Map;

/** The origins of one event loop, by upstream. Those that no route leads to any more are dropped with each table. */
final class Origins {

    private final LoopScope loop;
    private final Map<Upstream, Origin> origins = new IdentityHashMap<>();

    Origins(LoopScope loop) {
        this.loop = loop;
    }

    Origin of(Upstream upstream) {
        Origin origin = origins.get(upstream);
        if (origin == null) {
            origin = new Origin(loop, upstream);
            origins.put(upstream, origin);
        }
        return origin;
    }

    void published(RoutingTable table) {
        for (Origin origin : new ArrayList<>(origins.values())) {
            if (!origin.isIdle() && table.isDown(origin.upstream().peerId())) {
                origin.peerDown(table);
            }
        }
        origins.values().removeIf(origin -> {
            boolean drops = origin.isIdle() && !table.leadsTo(origin.upstream());
            if (drops) {
                origin.dropped();
            }
            return drops;
        });
    }
}
