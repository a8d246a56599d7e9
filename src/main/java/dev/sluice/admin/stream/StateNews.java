package dev.sluice.admin.stream;

import dev.sluice.admin.json.PoolJson;
import dev.sluice.admin.json.RouteJson;
import dev.sluice.core.failover.PeerStatus;
import dev.sluice.core.failover.RouteStatus;
import dev.sluice.core.failover.Snapshot;
import dev.sluice.core.model.Desired;
import dev.sluice.core.model.Peer;
import dev.sluice.core.model.Pool;
import dev.sluice.core.port.ListenPorts;
import io.vertx.core.json.JsonObject;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.BiFunction;
import java.util.function.Function;
import java.util.function.LongFunction;
import org.jspecify.annotations.Nullable;

/** What is another way than before, told as the API shows it when asked. Numbers that move all the time are no news. */
public final class StateNews {

    private final BiFunction<Peer, Snapshot, JsonObject> peers;
    private final ListenPorts ports;
    private final AgentNews agents;

    /** One change. */
    record Change(StreamKind kind, String text) {}

    /**
     * The same spelling as the API has.
     *
     * @param peers how a peer is shown
     */
    public StateNews(BiFunction<Peer, Snapshot, JsonObject> peers, ListenPorts ports) {
        this.peers = peers;
        this.ports = ports;
        this.agents = new AgentNews(peers);
    }

    /** The peers whose agents are another way than when this was last asked, which no state tells. */
    List<Change> ofAgents(Snapshot now) {
        return agents.look(now).stream()
                .map(peer -> new Change(StreamKind.PEER, StreamText.of(StreamKind.PEER.wire(), peer)))
                .toList();
    }

    /** That the client should read the lists now, if it wants to have them. */
    static String ready(Snapshot now, String time) {
        return StreamText.of(
                "ready",
                new JsonObject().put("revision", now.desired().revision()).put("at", time));
    }

    /** All that changed between two states. */
    List<Change> between(Snapshot before, Snapshot now) {
        List<Change> all = new ArrayList<>();
        Desired was = before.desired();
        Desired is = now.desired();
        add(
                all,
                StreamKind.PEER,
                was.peers(),
                is.peers(),
                id -> aboutPeer(id, before),
                id -> aboutPeer(id, now),
                peer -> peers.apply(peer, now));
        add(
                all,
                StreamKind.POOL,
                was.pools(),
                is.pools(),
                id -> aboutPool(id, before),
                id -> aboutPool(id, now),
                pool -> PoolJson.of(pool, now));
        add(
                all,
                StreamKind.ROUTE,
                was.routes(),
                is.routes(),
                id -> aboutRoute(id, before),
                id -> aboutRoute(id, now),
                route -> RouteJson.of(route, now, ports));
        return all;
    }

    private static <T> void add(
            List<Change> all,
            StreamKind kind,
            Map<Long, T> was,
            Map<Long, T> is,
            LongFunction<@Nullable Object> before,
            LongFunction<@Nullable Object> now,
            Function<T, JsonObject> json) {
        was.keySet().stream()
                .filter(id -> !is.containsKey(id))
                .forEach(id -> all.add(new Change(
                        kind,
                        StreamText.of(
                                kind.wire(), new JsonObject().put("id", id).put("deleted", true)))));
        is.forEach((id, one) -> {
            if (!Objects.equals(before.apply(id), now.apply(id))) {
                all.add(new Change(kind, StreamText.of(kind.wire(), json.apply(one))));
            }
        });
    }

    private static List<@Nullable Object> aboutPeer(long id, Snapshot at) {
        PeerStatus status = at.peers().get(id);
        return Arrays.asList(
                at.desired().peer(id),
                at.desired().pairings().get(id),
                status == null ? null : status.health().state(),
                status == null ? null : status.health().since().wall(),
                status == null ? null : status.cooldownEndsAt());
    }

    /** With what is so of its members, which it is shown with. */
    private static List<@Nullable Object> aboutPool(long id, Snapshot at) {
        List<@Nullable Object> all = new ArrayList<>();
        Pool pool = at.desired().pool(id);
        all.add(pool);
        if (pool != null) {
            pool.members().forEach(member -> all.add(aboutPeer(member.peerId(), at)));
        }
        return all;
    }

    private static List<@Nullable Object> aboutRoute(long id, Snapshot at) {
        RouteStatus status = at.routes().get(id);
        return Arrays.asList(at.desired().route(id), at.desired().overrides().get(id), status);
    }
}
