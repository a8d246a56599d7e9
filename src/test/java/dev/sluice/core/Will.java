package dev.sluice.core;

import dev.sluice.core.model.Agents;
import dev.sluice.core.model.Desired;
import dev.sluice.core.model.Drill;
import dev.sluice.core.model.Everywhere;
import dev.sluice.core.model.Failback;
import dev.sluice.core.model.Hop;
import dev.sluice.core.model.L4TlsMode;
import dev.sluice.core.model.LanHost;
import dev.sluice.core.model.LoadBalancingPolicy;
import dev.sluice.core.model.Member;
import dev.sluice.core.model.Pairing;
import dev.sluice.core.model.Peer;
import dev.sluice.core.model.Pool;
import dev.sluice.core.model.PoolMode;
import dev.sluice.core.model.Route;
import dev.sluice.core.model.RouteOverride;
import dev.sluice.core.model.SealedKey;
import dev.sluice.core.model.Stamp;
import dev.sluice.core.model.Target;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * What the operator wants, said in few words. Each word changes the state in place, so that words can be chained; peers come
 * into being when they are first named.
 */
public final class Will {

    public static final long A = 1;
    public static final long B = 2;
    public static final long C = 3;
    public static final long D = 4;

    /** The cooldown of pools of which nothing else was said. */
    public static final Duration COOLDOWN = Duration.ofSeconds(60);

    static final Stamp STAMP = Stamp.created(FakeClock.START, 1);

    private final Map<Long, Peer> peers = new TreeMap<>();
    private final Map<Long, Pool> pools = new TreeMap<>();
    private final Map<Long, Route> routes = new TreeMap<>();
    private final Map<Long, RouteOverride> overrides = new TreeMap<>();
    private final Map<Long, Drill> drills = new TreeMap<>();
    private final Map<Long, Pairing> pairings = new TreeMap<>();
    private long revision = 1;
    private long nextRoute = 1;
    private @Nullable Desired said;

    /** Nothing yet. */
    public static Will nothing() {
        return new Will();
    }

    /** Failover pool 1 of these members, best first. */
    public static Will pool(long... members) {
        return nothing().andPool(1, members);
    }

    /** Balanced pool 1 of these members. */
    public static Will balanced(LoadBalancingPolicy policy, long... members) {
        return pool(members).balance(1, policy);
    }

    public Desired desired() {
        if (said == null) {
            said = new Desired(
                    revision,
                    peers,
                    pools,
                    routes,
                    overrides,
                    drills,
                    Map.of(),
                    Map.of(),
                    new Agents(pairings, null),
                    Everywhere.NONE);
        }
        return said;
    }

    /** The same will as the next revision. */
    Desired next() {
        revision++;
        said = null;
        return desired();
    }

    private <T> Will put(Map<Long, T> things, long id, T thing) {
        things.put(id, thing);
        said = null;
        return this;
    }

    private Will remove(Map<Long, ?> things, long id) {
        things.remove(id);
        said = null;
        return this;
    }

    // Peers

    public Will gateway(long... ids) {
        for (long id : ids) {
            if (!peers.containsKey(id)) {
                put(peers, id, Some.gateway(id));
            }
        }
        return this;
    }

    public Will regular(long id, int port) {
        return put(peers, id, Some.regular(id, port));
    }

    public Will peer(long id, UnaryOperator<Peer> change) {
        return put(peers, id, change.apply(Some.present(peers.get(id))));
    }

    public Will drain(long id) {
        return peer(id, peer -> Some.peer(peer, peer.enabled(), true));
    }

    public Will resume(long id) {
        return peer(id, peer -> Some.peer(peer, peer.enabled(), false));
    }

    public Will disable(long id) {
        return peer(id, peer -> Some.peer(peer, false, peer.drained()));
    }

    public Will enable(long id) {
        return peer(id, peer -> Some.peer(peer, true, peer.drained()));
    }

    public Will lanAddress(long id, String address) {
        return peer(id, peer -> Some.peerInLan(peer, address));
    }

    /** The peer's agent is paired, and announces that address; null for none. */
    public Will pair(long id, Hop hop, @Nullable String lanAddress) {
        SealedKey sealed = new SealedKey("secret", "sealed");
        String fingerprint = String.format("%064x", id);
        return put(pairings, id, new Pairing(id, hop, fingerprint, sealed, sealed, FakeClock.START, "1.0", lanAddress));
    }

    /** Also takes the peer out of its pools, as the rules demand. */
    public Will deletePeer(long id) {
        pools.replaceAll((poolId, pool) -> Some.pool(pool, without(pool, id)));
        pairings.remove(id);
        return remove(peers, id);
    }

    public Will drill(long peerId, Instant endsAt) {
        return put(drills, 100 + peerId, new Drill(100 + peerId, peerId, FakeClock.START, endsAt, STAMP));
    }

    public Will endDrill(long peerId) {
        return remove(drills, 100 + peerId);
    }

    // Pools

    public Will andPool(long id, long... members) {
        gateway(members);
        return put(pools, id, Some.pool(id, members));
    }

    public Will pool(long id, UnaryOperator<Pool> change) {
        return put(pools, id, change.apply(Some.present(pools.get(id))));
    }

    public Will members(long id, long... members) {
        gateway(members);
        return pool(id, pool -> Some.pool(pool, Some.members(members)));
    }

    public Will cooldown(long id, long seconds) {
        return pool(id, pool -> Some.pool(pool, (int) seconds, pool.failback()));
    }

    public Will manual(long id) {
        return pool(id, pool -> Some.pool(pool, pool.failbackCooldownS(), Failback.MANUAL));
    }

    public Will automatic(long id) {
        return pool(id, pool -> Some.pool(pool, pool.failbackCooldownS(), Failback.AUTO));
    }

    public Will poolEnabled(long id, boolean enabled) {
        return pool(id, pool -> Some.pool(pool, enabled));
    }

    public Will outageMessage(long id, @Nullable String message) {
        return pool(id, pool -> Some.pool(pool, message));
    }

    public Will balance(long id, LoadBalancingPolicy policy) {
        return pool(id, pool -> Some.pool(pool, PoolMode.LOAD_BALANCING, policy));
    }

    public Will failOver(long id) {
        return pool(id, pool -> Some.pool(pool, PoolMode.FAILOVER, null));
    }

    public Will deletePool(long id) {
        return remove(pools, id);
    }

    // Routes

    public Will pinned(String domain, long home) {
        return gateway(home).route(domain, new Target.Gateway(home, null));
    }

    public Will pinned(String domain, long home, String lanHost) {
        return gateway(home).route(domain, new Target.Gateway(home, new LanHost(lanHost, 80)));
    }

    public Will pooled(String domain, long poolId) {
        return route(domain, new Target.Pooled(poolId, null));
    }

    public Will pooled(String domain, long poolId, String lanHost) {
        return route(domain, new Target.Pooled(poolId, new LanHost(lanHost, 80)));
    }

    public Will application(String domain, long peerId, @Nullable Integer port) {
        return route(domain, new Target.Regular(peerId, port));
    }

    /** Makes the route, or sends the one that is there elsewhere. */
    public Will route(String domain, Target target) {
        Route known = find(domain);
        return put(
                known == null
                        ? Some.route(nextRoute++, domain, target)
                        : Some.route(known, known.enabled(), known.failover(), target));
    }

    public Will stayHome(String domain) {
        Route route = Some.present(find(domain));
        return put(Some.route(route, route.enabled(), false, route.target()));
    }

    /** The route listens on that port from now on. */
    public Will listening(String domain, int port, L4TlsMode mode) {
        Route route = Some.present(find(domain));
        return put(routes, route.id(), Some.listening(route, port, mode));
    }

    public Will routeEnabled(String domain, boolean enabled) {
        Route route = Some.present(find(domain));
        return put(Some.route(route, enabled, route.failover(), route.target()));
    }

    public Will override(String domain, long peerId, Instant setAt, @Nullable Instant until) {
        return put(overrides, id(domain), new RouteOverride(id(domain), peerId, setAt, until, STAMP));
    }

    public Will noOverride(String domain) {
        return remove(overrides, id(domain));
    }

    public Will deleteRoute(String domain) {
        long id = id(domain);
        return remove(overrides, id).remove(routes, id);
    }

    public long id(String domain) {
        return Some.present(find(domain)).id();
    }

    private Will put(Route route) {
        return put(routes, route.id(), route);
    }

    private @Nullable Route find(String domain) {
        for (Route route : routes.values()) {
            if (route.domain().equals(domain)) {
                return route;
            }
        }
        return null;
    }

    static List<Member> without(Pool pool, long peerId) {
        List<Member> rest = new ArrayList<>(pool.members());
        rest.removeIf(member -> member.peerId() == peerId);
        return rest;
    }
}
