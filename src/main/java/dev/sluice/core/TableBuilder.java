package dev.sluice.core;

import dev.sluice.core.balance.Approach;
import dev.sluice.core.balance.Ladder;
import dev.sluice.core.balance.PeerVitals;
import dev.sluice.core.balance.Policy;
import dev.sluice.core.balance.Terms;
import dev.sluice.core.balance.Upstream;
import dev.sluice.core.circuit.Breakers;
import dev.sluice.core.failover.Assignment;
import dev.sluice.core.failover.Candidates;
import dev.sluice.core.failover.FirstAnswer;
import dev.sluice.core.mirror.MirrorCounts;
import dev.sluice.core.mirror.Mirroring;
import dev.sluice.core.model.Desired;
import dev.sluice.core.model.Feature;
import dev.sluice.core.model.LoadBalancingPolicy;
import dev.sluice.core.model.Pairing;
import dev.sluice.core.model.Peer;
import dev.sluice.core.model.Pool;
import dev.sluice.core.model.PoolMode;
import dev.sluice.core.model.Route;
import dev.sluice.core.model.Target;
import dev.sluice.core.site.CircuitBreaker;
import dev.sluice.core.site.ClientCertificates;
import dev.sluice.core.site.Mirror;
import dev.sluice.core.site.NearestPages;
import dev.sluice.core.site.UpstreamTerms;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.LongFunction;
import org.jspecify.annotations.Nullable;

/**
 * Makes routing tables out of assignments. Upstreams and policies outlive the tables: a publication never resets a
 * rotation, and never makes a known address look new to the data plane. Control loop only.
 */
final class TableBuilder {

    private static final Policy BY_PRIORITY = Policy.failover();
    private static final PlanConstants NONE = new PlanConstants(null, null, null, null, NearestPages.NONE);

    private final LongFunction<@Nullable PeerVitals> vitals;
    private final Map<Address, Upstream> upstreams = new HashMap<>();
    private final Map<Long, PoolPolicy> policies = new HashMap<>();
    private final Map<Long, Breakers> circuits = new HashMap<>();
    private final Map<Long, MirrorCounts> mirrors = new HashMap<>();
    private Map<Long, PlanConstants> constants = Map.of();
    private Desired seen = Desired.EMPTY;
    private long generation;

    private final Map<Long, RouteTerms> terms = new HashMap<>();

    private record RouteTerms(UpstreamTerms wanted, Terms terms) {}

    private record Address(long peerId, String host, int port) {}

    private record PoolPolicy(LoadBalancingPolicy name, Policy policy) {}

    TableBuilder(LongFunction<@Nullable PeerVitals> vitals) {
        this.vitals = vitals;
    }

    /**
     * The next table.
     *
     * @param fresh the stopwatches of pivots that await their first good answer, by route id
     */
    RoutingTable build(
            Desired desired, Map<Long, Assignment> assignments, Set<Long> down, Map<Long, FirstAnswer> fresh) {
        takeOver(desired);
        Map<List<List<Long>>, Ladder> ladders = new IdentityHashMap<>();
        Map<Long, RoutePlan> plans = new HashMap<>(assignments.size() * 2);
        for (Assignment assignment : assignments.values()) {
            Route route = desired.route(assignment.routeId());
            if (route != null) {
                plans.put(route.id(), plan(desired, route, assignment, ladders, fresh.get(route.id())));
            }
        }
        return new RoutingTable(++generation, plans, down, desired.overall().site());
    }

    private RoutePlan plan(
            Desired desired,
            Route route,
            Assignment assignment,
            Map<List<List<Long>>, Ladder> ladders,
            @Nullable FirstAnswer fresh) {
        Integer ownPort = ownPort(route);
        Ladder ladder = ownPort == null
                ? ladders.computeIfAbsent(assignment.classes(), classes -> ladder(desired, classes, null))
                : ladder(desired, assignment.classes(), ownPort);
        Upstream lastResort =
                assignment.lastResortId() == 0 ? null : upstream(desired, assignment.lastResortId(), ownPort);
        PlanConstants fixed = constants.getOrDefault(route.id(), NONE);
        return new RoutePlan(
                route,
                route.target().homeId(),
                ladder,
                policy(desired.pool(route.target().poolId())),
                lastResort,
                fixed.lanTarget(),
                fixed.substituteLanTarget(),
                fixed.outageMessage(),
                fixed.stickiness(),
                fixed.pages(),
                terms(route),
                circuits(route),
                mirror(route),
                ClientCertificates.of(route),
                fresh);
    }

    private @Nullable Terms terms(Route route) {
        UpstreamTerms wanted = route.site().of(UpstreamTerms.class);
        if (wanted == null) {
            return null;
        }
        RouteTerms known = terms.get(route.id());
        if (known == null || !known.wanted().equals(wanted)) {
            Terms made = new Terms(wanted.responseHead(), wanted.idle(), wanted.maxBodyBytes(), wanted.retryStatuses());
            known = new RouteTerms(wanted, made);
            terms.put(route.id(), known);
        }
        return known.terms();
    }

    private @Nullable Breakers circuits(Route route) {
        CircuitBreaker wanted = route.site().of(CircuitBreaker.class);
        if (wanted == null) {
            return null;
        }
        Breakers known = circuits.get(route.id());
        if (known == null || !known.terms().equals(wanted)) {
            known = new Breakers(wanted);
            circuits.put(route.id(), known);
        }
        return known;
    }

    /** What was counted outlives an edit, and is forgotten once copies are switched off. */
    private @Nullable Mirroring mirror(Route route) {
        Mirror wanted = route.site().of(Mirror.class);
        if (wanted == null) {
            return null;
        }
        return new Mirroring(wanted, mirrors.computeIfAbsent(route.id(), fresh -> new MirrorCounts()));
    }

    /** What was counted of copies, by the id of their route. */
    Map<Long, MirrorCounts> mirrors() {
        return Map.copyOf(mirrors);
    }

    /** The circuits of those routes that break them, by route id. */
    Map<Long, Breakers> circuits() {
        return Map.copyOf(circuits);
    }

    /** The port that the route uses on every peer of its; null for each peer's own. */
    private static @Nullable Integer ownPort(Route route) {
        if (route.target() instanceof Target.Regular regular) {
            return regular.port();
        }
        return route.l4() == null ? null : route.l4().port();
    }

    private Ladder ladder(Desired desired, List<List<Long>> classes, @Nullable Integer ownPort) {
        List<List<Upstream>> resolved = new ArrayList<>(classes.size());
        for (List<Long> peerIds : classes) {
            List<Upstream> equals = new ArrayList<>(peerIds.size());
            for (long peerId : peerIds) {
                Upstream upstream = upstream(desired, peerId, ownPort);
                if (upstream != null) {
                    equals.add(upstream);
                }
            }
            resolved.add(equals);
        }
        return new Ladder(resolved);
    }

    private @Nullable Upstream upstream(Desired desired, long peerId, @Nullable Integer ownPort) {
        Peer peer = desired.peer(peerId);
        PeerVitals live = vitals.apply(peerId);
        if (peer == null || live == null) {
            return null;
        }
        int port = ownPort == null ? peer.trafficPort() : ownPort;
        Upstream upstream = new Upstream(
                live,
                peer.name(),
                peer.host(),
                port,
                port == peer.trafficPort(),
                peer.protocol(),
                peer.weight(),
                approach(peer, desired.pairings().get(peerId)));
        Address address = new Address(peerId, peer.host(), port);
        Upstream known = upstreams.get(address);
        if (upstream.equals(known)) {
            return known;
        }
        upstreams.put(address, upstream);
        return upstream;
    }

    /** What an agent is paired with goes before all that was said of its peer. */
    private static @Nullable Approach approach(Peer peer, @Nullable Pairing pairing) {
        if (pairing != null) {
            return new Approach.Agent(pairing.hop(), pairing.fingerprint());
        }
        return peer.tls() == null ? null : new Approach.Https(peer.tls());
    }

    private Policy policy(@Nullable Pool pool) {
        if (pool == null || pool.mode() != PoolMode.LOAD_BALANCING || pool.policy() == null) {
            return BY_PRIORITY;
        }
        LoadBalancingPolicy name = pool.policy();
        PoolPolicy known = policies.get(pool.id());
        if (known == null || known.name() != name) {
            known = new PoolPolicy(name, Policy.of(name));
            policies.put(pool.id(), known);
        }
        return known.policy();
    }

    /** Drops what was made for routes that are gone, or do without that feature. */
    private static void forget(Map<Long, ?> made, Class<? extends Feature> feature, Desired desired) {
        made.keySet().removeIf(id -> {
            Route route = desired.route(id);
            return route == null || route.site().of(feature) == null;
        });
    }

    /** Once per revision: makes what only depends on it, and drops what it no longer names. */
    private void takeOver(Desired desired) {
        if (desired == seen) {
            return;
        }
        seen = desired;
        constants = PlanConstants.of(desired);
        policies.keySet().retainAll(desired.pools().keySet());
        forget(terms, UpstreamTerms.class, desired);
        forget(circuits, CircuitBreaker.class, desired);
        forget(mirrors, Mirror.class, desired);
        circuits.values().forEach(known -> known.retain(desired.peers().keySet()));
        Set<Address> named = new HashSet<>();
        for (Peer peer : desired.peers().values()) {
            named.add(new Address(peer.id(), peer.host(), peer.trafficPort()));
            PeerVitals live = vitals.apply(peer.id());
            if (live != null) {
                live.capacity(peer.capacity());
            }
        }
        for (Route route : desired.routes().values()) {
            Integer port = ownPort(route);
            if (port != null) {
                Candidates.of(route, desired).forEach(peerId -> {
                    Peer peer = desired.peer(peerId);
                    if (peer != null) {
                        named.add(new Address(peerId, peer.host(), port));
                    }
                });
            }
        }
        upstreams.keySet().retainAll(named);
    }
}
