package dev.sluice.loadtest;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/** A front door, some peers, and the one route that is under load. Ends with all that it started. */
final class Setup implements AutoCloseable {

    private final String domain = FrontDoor.newDomain();
    private final List<Program> peers = new ArrayList<>();
    private final List<Long> peerIds = new ArrayList<>();
    private final FrontDoor door;

    /** How a setup routes to its peers. */
    private interface Routing {
        void make(Setup setup) throws IOException;
    }

    private Setup(String type, String portField, List<String> names, Routing routing) {
        try {
            for (String name : names) {
                peers.add(Program.peer(name, 0));
            }
            door = FrontDoor.open();
            for (int i = 0; i < names.size(); i++) {
                peerIds.add(admin().create(
                                "/peers",
                                "{\"name\":\"" + names.get(i) + "-" + domain
                                        + "\",\"host\":\"127.0.0.1\",\"peer_type\":\"" + type + "\",\"" + portField
                                        + "\":"
                                        + peers.get(i).port() + "}"));
            }
            routing.make(this);
        } catch (IOException e) {
            throw new IllegalStateException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    /** Two gateways: the route is pinned to the first, the primary, and may fail over to the second. */
    static Setup failover(int cooldownS) {
        return new Setup("gateway", "proxy_port", List.of("primary", "secondary"), setup -> {
            setup.pool("\"mode\":\"failover\",\"failback_cooldown_s\":" + cooldownS);
            setup.route("\"target_kind\":\"gateway\",\"target_peer_id\":" + setup.peerIds.get(0));
        });
    }

    /** Gateways of a pool that the route goes to, balanced by that policy. */
    static Setup balanced(List<String> names, String policy) {
        return new Setup("gateway", "proxy_port", names, setup -> {
            long pool = setup.pool(
                    "\"mode\":\"load_balancing\",\"failback_cooldown_s\":0,\"lb_policy\":\"" + policy + "\"");
            setup.route("\"target_kind\":\"pool\",\"target_pool_id\":" + pool);
        });
    }

    /** One regular peer. */
    static Setup alone() {
        return new Setup("regular", "port", List.of("only"), setup -> setup.route(toPeer(setup.peerIds.get(0))));
    }

    private static String toPeer(long id) {
        return "\"target_kind\":\"peer\",\"target_peer_id\":" + id;
    }

    private long pool(String fields) throws IOException {
        long pool = admin().create("/gateway-pools", "{\"name\":\"" + domain + "\"," + fields + "}");
        List<String> members =
                peerIds.stream().map(id -> "{\"peer_id\":" + id + "}").toList();
        admin().put("/gateway-pools/" + pool + "/members", members.toString());
        return pool;
    }

    private void route(String target) throws IOException {
        admin().create("/routes", routeOf(domain, target));
    }

    private static String routeOf(String domain, String target) {
        return "{\"domain\":\"" + domain + "\",\"https_redirect\":false," + target + "}";
    }

    /** What makes another route to the first peer, which is a regular one. */
    String routeOf(String otherDomain) {
        return routeOf(otherDomain, toPeer(peerIds.get(0)));
    }

    String front() {
        return door.url();
    }

    String domain() {
        return domain;
    }

    AdminApi admin() {
        return door.admin();
    }

    /** Where the first peer listens, for who goes past the front door. */
    String firstPeer() {
        return "http://127.0.0.1:" + peers.get(0).port() + "/";
    }

    void killPrimary() {
        peers.get(0).kill9();
    }

    void restartPrimary() {
        try {
            peers.set(0, Program.peer("primary", peers.get(0).port()));
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    @Override
    public void close() {
        peers.forEach(Program::kill9);
        door.close();
    }
}
