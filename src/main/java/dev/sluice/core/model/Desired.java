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
 * @param certificates those that came through the API or were obtained; files are no part of the desired state
 * @param webhooks who is told of events
 * @param agents who may call itself the agent of which peer
 * @param overall what holds for all
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
        Everywhere overall) {

    public static final Desired EMPTY = new Desired(
            0, Map.of(), Map.of(), Map.of(), Map.of(), Map.of(), Map.of(), Map.of(), Agents.NONE, Everywhere.NONE);

    public Desired {
        peers = InKeyOrder.of(peers);
        pools = InKeyOrder.of(pools);
        routes = InKeyOrder.of(routes);
        overrides = InKeyOrder.of(overrides);
        drills = InKeyOrder.of(drills);
        certificates = InKeyOrder.of(certificates);
        webhooks = InKeyOrder.of(webhooks);
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

    /** The settings that take no restart, by path. */
    public Map<String, String> settings() {
        return overall.settings();
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
        Map<Long, Peer> changed = InKeyOrder.put(peers, peer.id(), peer);
        return new Desired(
                revision, changed, pools, routes, overrides, drills, certificates, webhooks, agents, overall);
    }

    public Desired with(Pool pool) {
        Map<Long, Pool> changed = InKeyOrder.put(pools, pool.id(), pool);
        return new Desired(
                revision, peers, changed, routes, overrides, drills, certificates, webhooks, agents, overall);
    }

    public Desired with(Route route) {
        Map<Long, Route> changed = InKeyOrder.put(routes, route.id(), route);
        return new Desired(revision, peers, pools, changed, overrides, drills, certificates, webhooks, agents, overall);
    }

    /** This state with all of these routes put in one copy. */
    public Desired withRoutes(Iterable<Route> changed) {
        Map<Long, Route> copy = new HashMap<>(routes);
        changed.forEach(route -> copy.put(route.id(), route));
        return new Desired(revision, peers, pools, copy, overrides, drills, certificates, webhooks, agents, overall);
    }

    public Desired with(RouteOverride override) {
        Map<Long, RouteOverride> changed = InKeyOrder.put(overrides, override.routeId(), override);
        return new Desired(revision, peers, pools, routes, changed, drills, certificates, webhooks, agents, overall);
    }

    public Desired with(Drill drill) {
        Map<Long, Drill> changed = InKeyOrder.put(drills, drill.id(), drill);
        return new Desired(revision, peers, pools, routes, overrides, changed, certificates, webhooks, agents, overall);
    }

    public Desired with(Certificate certificate) {
        return withCertificates(InKeyOrder.put(certificates, certificate.id(), certificate));
    }

    /** With these and no other certificates. */
    public Desired withCertificates(Map<Long, Certificate> all) {
        return new Desired(revision, peers, pools, routes, overrides, drills, all, webhooks, agents, overall);
    }

    public Desired with(Webhook webhook) {
        return withWebhooks(InKeyOrder.put(webhooks, webhook.id(), webhook));
    }

    public Desired withoutWebhook(long id) {
        return withWebhooks(InKeyOrder.drop(webhooks, id));
    }

    private Desired withWebhooks(Map<Long, Webhook> all) {
        return new Desired(revision, peers, pools, routes, overrides, drills, certificates, all, agents, overall);
    }

    public Desired with(Agents changed) {
        return new Desired(revision, peers, pools, routes, overrides, drills, certificates, webhooks, changed, overall);
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
        Map<Long, Peer> changed = InKeyOrder.drop(peers, id);
        return new Desired(
                revision,
                changed,
                pools,
                routes,
                overrides,
                drills,
                certificates,
                webhooks,
                agents.without(id),
                overall);
    }

    public Desired withoutPool(long id) {
        Map<Long, Pool> changed = InKeyOrder.drop(pools, id);
        return new Desired(
                revision, peers, changed, routes, overrides, drills, certificates, webhooks, agents, overall);
    }

    public Desired withoutRoute(long id) {
        Map<Long, Route> others = InKeyOrder.drop(routes, id);
        Map<Long, RouteOverride> left = InKeyOrder.drop(overrides, id);
        return new Desired(revision, peers, pools, others, left, drills, certificates, webhooks, agents, overall);
    }

    public Desired withoutOverride(long routeId) {
        Map<Long, RouteOverride> changed = InKeyOrder.drop(overrides, routeId);
        return new Desired(revision, peers, pools, routes, changed, drills, certificates, webhooks, agents, overall);
    }

    public Desired with(Everywhere said) {
        return new Desired(revision, peers, pools, routes, overrides, drills, certificates, webhooks, agents, said);
    }

    public Desired withoutDrill(long id) {
        Map<Long, Drill> changed = InKeyOrder.drop(drills, id);
        return new Desired(revision, peers, pools, routes, overrides, changed, certificates, webhooks, agents, overall);
    }

    public Desired withoutCertificate(long id) {
        return withCertificates(InKeyOrder.drop(certificates, id));
    }

    public Desired atRevision(long next) {
        return new Desired(next, peers, pools, routes, overrides, drills, certificates, webhooks, agents, overall);
    }
}
