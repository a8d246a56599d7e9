package dev.sluice.core.model;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Everything the operator said, at one revision. Maps are by id, ascending, and unmodifiable.
 *
 * @param revision grows by one with every commanded change
 * @param overrides by route id
 * @param certificates those that came through the API; files are no part of the desired state
 * @param webhooks who is told of events
 * @param agents who may call itself the agent of which peer
 */
public record Desired(
        long revision,
        Map<Long, Peer> peers,
        Map<Long, Pool> pools,
        Map<Long, Route> routes,
        Map<Long, RouteOverride> overrides,
        Map<Long, Drill> drills,
        Map<Long, Certificate> certificates,
        Map<Long, Webhook> webhooks,
        Agents agents,
        Map<String, String> settings) {

    public static final Desired EMPTY =
            new Desired(0, Map.of(), Map.of(), Map.of(), Map.of(), Map.of(), Map.of(), Map.of(), Agents.NONE, Map.of());

    public Desired {
        peers = InKeyOrder.of(peers);
        pools = InKeyOrder.of(pools);
        routes = InKeyOrder.of(routes);
        overrides = InKeyOrder.of(overrides);
        drills = InKeyOrder.of(drills);
        certificates = InKeyOrder.of(certificates);
        webhooks = InKeyOrder.of(webhooks);
        settings = InKeyOrder.of(settings);
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

    /** What makes the peer's agent known, by peer id. */
    public Map<Long, Pairing> pairings() {
        return agents.pairings();
    }

    /** How the front door and that peer know each other. */
    public Hop hop(long peerId) {
        Pairing pairing = agents.pairings().get(peerId);
        return pairing == null ? Hop.OPEN : pairing.hop();
    }

    /** The peer's own address in its LAN: what the operator says goes before what its agent announces; null if nobody did. */
    public @Nullable String lanAddress(long peerId) {
        Peer peer = peers.get(peerId);
        if (peer == null || peer.lanAddress() != null) {
            return peer == null ? null : peer.lanAddress();
        }
        Pairing pairing = agents.pairings().get(peerId);
        return pairing == null ? null : pairing.lanAddress();
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
                revision,
                InKeyOrder.put(peers, peer.id(), peer),
                pools,
                routes,
                overrides,
                drills,
                certificates,
                webhooks,
                agents,
                settings);
    }

    public Desired with(Pool pool) {
        return new Desired(
                revision,
                peers,
                InKeyOrder.put(pools, pool.id(), pool),
                routes,
                overrides,
                drills,
                certificates,
                webhooks,
                agents,
                settings);
    }

    public Desired with(Route route) {
        return new Desired(
                revision,
                peers,
                pools,
                InKeyOrder.put(routes, route.id(), route),
                overrides,
                drills,
                certificates,
                webhooks,
                agents,
                settings);
    }

    /** This state with all of these routes put in one copy. */
    public Desired withRoutes(Iterable<Route> changed) {
        Map<Long, Route> copy = new HashMap<>(routes);
        changed.forEach(route -> copy.put(route.id(), route));
        return new Desired(revision, peers, pools, copy, overrides, drills, certificates, webhooks, agents, settings);
    }

    public Desired with(RouteOverride override) {
        return new Desired(
                revision,
                peers,
                pools,
                routes,
                InKeyOrder.put(overrides, override.routeId(), override),
                drills,
                certificates,
                webhooks,
                agents,
                settings);
    }

    public Desired with(Drill drill) {
        return new Desired(
                revision,
                peers,
                pools,
                routes,
                overrides,
                InKeyOrder.put(drills, drill.id(), drill),
                certificates,
                webhooks,
                agents,
                settings);
    }

    public Desired with(Certificate certificate) {
        return new Desired(
                revision,
                peers,
                pools,
                routes,
                overrides,
                drills,
                InKeyOrder.put(certificates, certificate.id(), certificate),
                webhooks,
                agents,
                settings);
    }

    public Desired with(Webhook webhook) {
        return withWebhooks(InKeyOrder.put(webhooks, webhook.id(), webhook));
    }

    public Desired withoutWebhook(long id) {
        return withWebhooks(InKeyOrder.drop(webhooks, id));
    }

    private Desired withWebhooks(Map<Long, Webhook> all) {
        return new Desired(revision, peers, pools, routes, overrides, drills, certificates, all, agents, settings);
    }

    public Desired with(Agents changed) {
        return new Desired(
                revision, peers, pools, routes, overrides, drills, certificates, webhooks, changed, settings);
    }

    public Desired with(Pairing pairing) {
        return with(agents.with(pairing));
    }

    public Desired with(Authority authority) {
        return with(agents.with(authority));
    }

    /** This state in which the peer has no agent. */
    public Desired withoutPairing(long peerId) {
        return with(agents.without(peerId));
    }

    /** With its agent's pairing. */
    public Desired withoutPeer(long id) {
        return new Desired(
                revision,
                InKeyOrder.drop(peers, id),
                pools,
                routes,
                overrides,
                drills,
                certificates,
                webhooks,
                agents.without(id),
                settings);
    }

    public Desired withoutPool(long id) {
        return new Desired(
                revision,
                peers,
                InKeyOrder.drop(pools, id),
                routes,
                overrides,
                drills,
                certificates,
                webhooks,
                agents,
                settings);
    }

    public Desired withoutRoute(long id) {
        return new Desired(
                revision,
                peers,
                pools,
                InKeyOrder.drop(routes, id),
                InKeyOrder.drop(overrides, id),
                drills,
                certificates,
                webhooks,
                agents,
                settings);
    }

    public Desired withoutOverride(long routeId) {
        return new Desired(
                revision,
                peers,
                pools,
                routes,
                InKeyOrder.drop(overrides, routeId),
                drills,
                certificates,
                webhooks,
                agents,
                settings);
    }

    public Desired withoutDrill(long id) {
        return new Desired(
                revision,
                peers,
                pools,
                routes,
                overrides,
                InKeyOrder.drop(drills, id),
                certificates,
                webhooks,
                agents,
                settings);
    }

    public Desired withoutCertificate(long id) {
        return new Desired(
                revision,
                peers,
                pools,
                routes,
                overrides,
                drills,
                InKeyOrder.drop(certificates, id),
                webhooks,
                agents,
                settings);
    }

    public Desired atRevision(long next) {
        return new Desired(next, peers, pools, routes, overrides, drills, certificates, webhooks, agents, settings);
    }
}
