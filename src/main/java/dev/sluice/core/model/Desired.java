package dev.sluice.core.model;

import java.util.AbstractMap;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Everything the operator said, at one revision. Maps are by id, ascending, and unmodifiable.
 *
 * @param revision grows by one with every commanded change
 * @param overrides by route id
 * @param certificates those that came through the API; files are no part of the desired state
 */
public record Desired(
        long revision,
        Map<Long, Peer> peers,
        Map<Long, Pool> pools,
        Map<Long, Route> routes,
        Map<Long, RouteOverride> overrides,
        Map<Long, Drill> drills,
        Map<Long, Certificate> certificates,
        Map<String, String> settings) {

    public static final Desired EMPTY =
            new Desired(0, Map.of(), Map.of(), Map.of(), Map.of(), Map.of(), Map.of(), Map.of());

    public Desired {
        peers = sorted(peers);
        pools = sorted(pools);
        routes = sorted(routes);
        overrides = sorted(overrides);
        drills = sorted(drills);
        certificates = sorted(certificates);
        settings = sorted(settings);
    }

    /** A map that is known to be sorted and unmodifiable is kept, so that a change copies only what it touches. */
    private static <K extends Comparable<K>, V> Map<K, V> sorted(Map<K, V> map) {
        return map instanceof Sorted<K, V> ? map : new Sorted<>(map);
    }

    /** The peer, or null if there is none. */
    public @Nullable Peer peer(long id) {
        return peers.get(id);
    }

    /** The pool, or null if there is none. */
    public @Nullable Pool pool(long id) {
        return pools.get(id);
    }

    /** The route, or null if there is none. */
    public @Nullable Route route(long id) {
        return routes.get(id);
    }

    /** The enabled pools that the peer is a member of, by id. */
    public List<Pool> enabledPoolsOf(long peerId) {
        List<Pool> found = new ArrayList<>(2);
        for (Pool pool : pools.values()) {
            if (pool.enabled() && pool.has(peerId)) {
                found.add(pool);
            }
        }
        return found;
    }

    public Desired with(Peer peer) {
        return new Desired(
                revision, put(peers, peer.id(), peer), pools, routes, overrides, drills, certificates, settings);
    }

    public Desired with(Pool pool) {
        return new Desired(
                revision, peers, put(pools, pool.id(), pool), routes, overrides, drills, certificates, settings);
    }

    public Desired with(Route route) {
        return new Desired(
                revision, peers, pools, put(routes, route.id(), route), overrides, drills, certificates, settings);
    }

    /** This state with all of these routes put in one copy. */
    public Desired withRoutes(Iterable<Route> changed) {
        Map<Long, Route> copy = new HashMap<>(routes);
        changed.forEach(route -> copy.put(route.id(), route));
        return new Desired(revision, peers, pools, copy, overrides, drills, certificates, settings);
    }

    public Desired with(RouteOverride override) {
        return new Desired(
                revision,
                peers,
                pools,
                routes,
                put(overrides, override.routeId(), override),
                drills,
                certificates,
                settings);
    }

    public Desired with(Drill drill) {
        return new Desired(
                revision, peers, pools, routes, overrides, put(drills, drill.id(), drill), certificates, settings);
    }

    public Desired with(Certificate certificate) {
        return new Desired(
                revision,
                peers,
                pools,
                routes,
                overrides,
                drills,
                put(certificates, certificate.id(), certificate),
                settings);
    }

    public Desired withoutPeer(long id) {
        return new Desired(revision, drop(peers, id), pools, routes, overrides, drills, certificates, settings);
    }

    public Desired withoutPool(long id) {
        return new Desired(revision, peers, drop(pools, id), routes, overrides, drills, certificates, settings);
    }

    public Desired withoutRoute(long id) {
        return new Desired(
                revision, peers, pools, drop(routes, id), drop(overrides, id), drills, certificates, settings);
    }

    public Desired withoutOverride(long routeId) {
        return new Desired(revision, peers, pools, routes, drop(overrides, routeId), drills, certificates, settings);
    }

    public Desired withoutDrill(long id) {
        return new Desired(revision, peers, pools, routes, overrides, drop(drills, id), certificates, settings);
    }

    public Desired withoutCertificate(long id) {
        return new Desired(revision, peers, pools, routes, overrides, drills, drop(certificates, id), settings);
    }

    public Desired atRevision(long next) {
        return new Desired(next, peers, pools, routes, overrides, drills, certificates, settings);
    }

    private static <K extends Comparable<K>, V> Map<K, V> put(Map<K, V> map, K key, V value) {
        Map<K, V> copy = new LinkedHashMap<>(map);
        copy.put(key, value);
        return new Sorted<>(copy);
    }

    private static <K extends Comparable<K>, V> Map<K, V> drop(Map<K, V> map, K key) {
        if (!map.containsKey(key)) {
            return map;
        }
        Map<K, V> copy = new LinkedHashMap<>(map);
        copy.remove(key);
        return new Sorted<>(copy);
    }

    /** An unmodifiable map in key order that nobody else holds a writable view of; lookups hash. */
    private static final class Sorted<K extends Comparable<K>, V> extends AbstractMap<K, V> {

        private final Map<K, V> entries;

        Sorted(Map<K, V> source) {
            List<Entry<K, V>> inOrder = new ArrayList<>(source.entrySet());
            inOrder.sort(Entry.comparingByKey()); // nearly sorted already, as a rule
            Map<K, V> copy = new LinkedHashMap<>(source.size() * 2);
            inOrder.forEach(entry -> copy.put(entry.getKey(), entry.getValue()));
            this.entries = Collections.unmodifiableMap(copy);
        }

        @Override
        public Set<Entry<K, V>> entrySet() {
            return entries.entrySet();
        }

        @Override
        public @Nullable V get(@Nullable Object key) {
            return key == null ? null : entries.get(key);
        }

        @Override
        public boolean containsKey(@Nullable Object key) {
            return key != null && entries.containsKey(key);
        }
    }
}
