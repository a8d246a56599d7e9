package dev.sluice.core;

import dev.sluice.core.model.Desired;
import dev.sluice.core.model.Drill;
import dev.sluice.core.model.Failback;
import dev.sluice.core.model.LanHost;
import dev.sluice.core.model.LoadBalancingPolicy;
import dev.sluice.core.model.Member;
import dev.sluice.core.model.Peer;
import dev.sluice.core.model.Pool;
import dev.sluice.core.model.PoolMode;
import dev.sluice.core.model.Route;
import dev.sluice.core.model.RouteOverride;
import dev.sluice.core.model.RouteType;
import dev.sluice.core.model.Stamp;
import dev.sluice.core.model.Target;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
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

    private Desired desired = Desired.EMPTY.atRevision(1);

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
        return desired;
    }

    /** The same will as the next revision. */
    Desired next() {
        desired = desired.atRevision(desired.revision() + 1);
        return desired;
    }

    private Will is(Desired other) {
        desired = other;
        return this;
    }

    // Peers

    public Will gateway(long... ids) {
        for (long id : ids) {
            if (desired.peer(id) == null) {
                is(desired.with(Some.gateway(id)));
            }
        }
        return this;
    }

    public Will regular(long id, int port) {
        return is(desired.with(Some.regular(id, port)));
    }

    public Will peer(long id, UnaryOperator<Peer> change) {
        return is(desired.with(change.apply(Some.present(desired.peer(id)))));
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

    /** Also takes the peer out of its pools, as the rules demand. */
    public Will deletePeer(long id) {
        for (Pool pool : desired.pools().values()) {
            is(desired.with(Some.pool(pool, without(pool, id))));
        }
        return is(desired.withoutPeer(id));
    }

    public Will drill(long peerId, Instant endsAt) {
        return is(desired.with(new Drill(100 + peerId, peerId, FakeClock.START, endsAt, STAMP)));
    }

    public Will endDrill(long peerId) {
        return is(desired.withoutDrill(100 + peerId));
    }

    // Pools

    public Will andPool(long id, long... members) {
        gateway(members);
        return is(desired.with(Some.pool(id, members)));
    }

    public Will pool(long id, UnaryOperator<Pool> change) {
        return is(desired.with(change.apply(Some.present(desired.pool(id)))));
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
        return is(desired.withoutPool(id));
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
        return is(desired.with(
                known == null
                        ? Some.route(nextRouteId(), domain, target)
                        : Some.route(known, known.enabled(), known.failover(), target)));
    }

    public Will stayHome(String domain) {
        Route route = Some.present(find(domain));
        return is(desired.with(Some.route(route, route.enabled(), false, route.target())));
    }

    public Will routeEnabled(String domain, boolean enabled) {
        Route route = Some.present(find(domain));
        return is(desired.with(Some.route(route, enabled, route.failover(), route.target())));
    }

    public Will path(String domain, String path, Target target) {
        long id = nextRouteId();
        return is(desired.with(new Route(id, domain, path, "", true, RouteType.HTTP, target, true, true, null, STAMP)));
    }

    public Will override(String domain, long peerId, Instant setAt, @Nullable Instant until) {
        return is(desired.with(new RouteOverride(id(domain), peerId, setAt, until, STAMP)));
    }

    public Will noOverride(String domain) {
        return is(desired.withoutOverride(id(domain)));
    }

    public Will deleteRoute(String domain) {
        return is(desired.withoutRoute(id(domain)));
    }

    public long id(String domain) {
        return Some.present(find(domain)).id();
    }

    private long nextRouteId() {
        return desired.routes().keySet().stream().mapToLong(id -> id).max().orElse(0) + 1;
    }

    private @Nullable Route find(String domain) {
        return desired.routes().values().stream()
                .filter(route -> route.domain().equals(domain))
                .findFirst()
                .orElse(null);
    }

    static List<Member> without(Pool pool, long peerId) {
        List<Member> rest = new ArrayList<>(pool.members());
        rest.removeIf(member -> member.peerId() == peerId);
        return rest;
    }
}
