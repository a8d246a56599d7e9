package dev.sluice.system;

import dev.sluice.testing.Rest;
import dev.sluice.testing.StandInCrowd.Gateway;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.List;
import java.util.Random;

/** The steps of a random walk: each is done to the site and noted in the model. A step that makes no sense now does nothing. */
final class WalkSteps {

    private static final JsonObject NOTHING = new JsonObject();
    private static final int COOLDOWN_S = 2;
    private static final int MOST_PEERS = 8;
    private static final int ONE_RESTART_IN = 150;

    private final CrowdSite site;
    private final WalkModel model;
    private final Random random;
    private int made;

    WalkSteps(CrowdSite site, WalkModel model, Random random) {
        this.site = site;
        this.model = model;
        this.random = random;
    }

    /** Five gateways, two failover pools that share one of them, a balanced pool, and routes of every kind. */
    void begin() {
        for (int i = 0; i < 5; i++) {
            newPeer();
        }
        List<Long> ids = new ArrayList<>(model.peers.keySet());
        long first = newPool("", ids.subList(0, 3));
        newPool("", ids.subList(2, 5));
        long balanced = newPool("round_robin", ids.subList(1, 4));
        long byClient = newPool("ip_hash", ids.subList(0, 3));
        newRoute(ids.get(0), 0);
        newRoute(ids.get(2), 0);
        newRoute(ids.get(4), 0);
        newRoute(0, first);
        newRoute(0, balanced);
        newRoute(0, byClient);
    }

    /** Does one of them; its words. */
    String step(int number) {
        if (number % ONE_RESTART_IN == ONE_RESTART_IN - 1) {
            if (random.nextBoolean()) {
                site.sluice().kill9();
            } else {
                site.sluice().terminate();
            }
            site.sluice().restart();
            return "restart";
        }
        long id = any(model.peers.keySet());
        WalkModel.Peer peer = model.peer(id);
        String name = peer.gateway.name();
        return switch (random.nextInt(20)) {
            case 0, 1, 2, 3 ->
                "kill " + name
                        + done(() -> {
                            peer.gateway.kill();
                            peer.answers = false;
                        });
            case 4 ->
                peer.enabled && peer.state.equals("alive")
                        ? "freeze " + name
                                + done(() -> {
                                    peer.gateway.freeze();
                                    peer.answers = false;
                                })
                        : "";
            case 5, 6, 7, 8 ->
                "revive " + name
                        + done(() -> {
                            peer.gateway.revive();
                            peer.answers = true;
                        });
            case 9 ->
                "drain " + name
                        + done(() -> {
                            call("POST", "/peers/" + id + "/drain?force=true", NOTHING, 200);
                            peer.drained = true;
                        });
            case 10, 11 ->
                "resume " + name
                        + done(() -> {
                            call("POST", "/peers/" + id + "/resume", NOTHING, 200);
                            peer.drained = false;
                        });
            case 12 ->
                "end the cooldown of " + name + done(() -> call("POST", "/peers/" + id + "/failback", NOTHING, 200));
            case 13 -> enable(id, peer);
            case 14 -> reorder();
            case 15 -> togglePool();
            case 16 -> override();
            case 17 -> failback();
            case 18 -> editRoute();
            default -> random.nextBoolean() ? addMember() : deletePeer(id);
        };
    }

    private static String done(Runnable step) {
        step.run();
        return "";
    }

    private String enable(long id, WalkModel.Peer peer) {
        peer.gateway.revive(); // a silent one of which nothing is known takes seconds to judge
        peer.answers = true;
        peer.enabled = !peer.enabled;
        call("PUT", "/peers/" + id, new JsonObject().put("enabled", peer.enabled), 200);
        return (peer.enabled ? "enable " : "disable ") + peer.gateway.name();
    }

    private String reorder() {
        long id = any(model.pools.keySet());
        List<Long> order = new ArrayList<>(model.pools.get(id).members);
        Collections.shuffle(order, random);
        setMembers(id, order);
        return "reorder pool " + id + " as " + order;
    }

    private void setMembers(long id, List<Long> members) {
        JsonArray list = new JsonArray();
        members.forEach(member -> list.add(new JsonObject().put("peer_id", member)));
        call("PUT", "/gateway-pools/" + id + "/members", new JsonObject().put("members", list), 200);
        model.pools.get(id).members = members;
        model.dropIdleOverrides();
    }

    private String togglePool() {
        long id = any(model.pools.keySet());
        WalkModel.Pool pool = model.pools.get(id);
        pool.enabled = !pool.enabled;
        call("PUT", "/gateway-pools/" + id, new JsonObject().put("enabled", pool.enabled), 200);
        return (pool.enabled ? "enable" : "disable") + " pool " + id;
    }

    private String override() {
        long id = any(model.routes.keySet());
        WalkModel.Route route = model.routes.get(id);
        List<Long> able = model.candidates(route, false).stream()
                .filter(peer ->
                        model.peer(peer).isWanted() && model.peer(peer).state.equals("alive"))
                .toList();
        if (able.isEmpty()) {
            return "";
        }
        long to = any(able);
        call("POST", "/routes/" + id + "/pivot", new JsonObject().put("to_peer_id", to), 200);
        route.override = to;
        route.knewOfCooldown = false;
        return "pivot " + route.domain + " to " + model.peer(to).gateway.name();
    }

    /** Of a pinned route whose home does not wait: then it takes the operator's word back and says nothing else. */
    private String failback() {
        long id = any(model.routes.keySet());
        WalkModel.Route route = model.routes.get(id);
        if (route.home == 0) {
            return "";
        }
        call("POST", "/routes/" + id + "/failback", NOTHING, 200);
        route.knewOfCooldown = model.peer(route.home).state.equals("cooldown");
        route.override = route.knewOfCooldown ? route.home : 0;
        return "fail " + route.domain + " back";
    }

    private String editRoute() {
        long id = any(model.routes.keySet());
        WalkModel.Route route = model.routes.get(id);
        if (route.home == 0 || random.nextInt(3) == 0) {
            call("DELETE", "/routes/" + id, NOTHING, 204);
            model.routes.remove(id);
            newRoute(route.home, route.pool);
            return "delete " + route.domain + " and make it again";
        }
        route.home = any(model.peers.keySet());
        call("PUT", "/routes/" + id, new JsonObject().put("target_peer_id", route.home), 200);
        model.dropIdleOverrides();
        return "give " + route.domain + " the home "
                + model.peer(route.home).gateway.name();
    }

    private String addMember() {
        if (model.peers.size() >= MOST_PEERS) {
            return "";
        }
        long fresh = newPeer();
        long pool = any(model.pools.keySet());
        List<Long> members = new ArrayList<>(model.pools.get(pool).members);
        members.add(random.nextInt(members.size() + 1), fresh);
        setMembers(pool, members);
        return "add " + model.peer(fresh).gateway.name() + " to pool " + pool;
    }

    private String deletePeer(long id) {
        boolean last = model.pools.values().stream().anyMatch(pool -> pool.members.equals(List.of(id)));
        if (model.isHome(id) || last || model.peers.size() < 4) {
            return "";
        }
        call("DELETE", "/peers/" + id, NOTHING, 204);
        WalkModel.Peer gone = model.peer(id);
        gone.gateway.kill();
        for (WalkModel.Pool pool : model.pools.values()) {
            pool.members = pool.members.stream().filter(member -> member != id).toList();
        }
        model.dropIdleOverrides();
        model.peers.remove(id);
        return "delete " + gone.gateway.name();
    }

    private long newPeer() {
        Gateway gateway = site.gateways("G" + made++).get(0);
        model.peers.put(site.id(gateway), new WalkModel.Peer(gateway));
        return site.id(gateway);
    }

    /** A failover pool where the policy is empty. */
    private long newPool(String policy, List<Long> members) {
        boolean balanced = !policy.isEmpty();
        long id = site.sluice()
                .create(
                        "/gateway-pools",
                        balanced
                                ? Site.balancedPool(policy)
                                : Site.failoverPool(COOLDOWN_S).put("name", "P" + made++));
        model.pools.put(id, new WalkModel.Pool(balanced, List.of()));
        setMembers(id, List.copyOf(members));
        return id;
    }

    private void newRoute(long home, long pool) {
        String domain = "r" + made++ + ".test";
        JsonObject target = home != 0
                ? new JsonObject().put("target_kind", "gateway").put("target_peer_id", home)
                : new JsonObject().put("target_kind", "pool").put("target_pool_id", pool);
        long id = site.sluice().create("/routes", target.put("domain", domain));
        model.routes.put(id, new WalkModel.Route(domain, home, pool));
    }

    private void call(String method, String path, JsonObject body, int expected) {
        Rest admin = site.sluice().admin();
        Rest.Answer answer =
                switch (method) {
                    case "PUT" -> admin.put("/api/v1" + path, body);
                    case "DELETE" -> admin.delete("/api/v1" + path);
                    default -> admin.post("/api/v1" + path, body);
                };
        answer.expect(expected);
    }

    private long any(Collection<Long> ids) {
        return new ArrayList<>(ids).get(random.nextInt(ids.size()));
    }
}
