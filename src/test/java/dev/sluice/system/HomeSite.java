package dev.sluice.system;

import dev.sluice.system.HomeNetwork.Host;
import dev.sluice.system.HomeNetwork.Machine;
import dev.sluice.testing.AgentProcess;
import dev.sluice.testing.FreePort;
import dev.sluice.testing.SluiceProcess;
import dev.sluice.testing.TestCertificate;
import io.vertx.core.json.JsonObject;
import java.security.MessageDigest;
import java.util.EnumMap;
import java.util.HexFormat;
import java.util.Map;
import java.util.concurrent.CompletableFuture;

/**
 * A home's network with a front door outside: an agent on each gateway, both gateways in one failover pool, Home first. On
 * loopback, where a pinned route would mean the gateway itself, the routes go to that pool; else they are pinned to Home.
 */
final class HomeSite implements AutoCloseable {

    /** What its pool has to say in an outage. */
    static final String OUTAGE = "Nobody is at home.";

    private final HomeNetwork network;
    private final Site site;
    private final Map<Machine, Long> peers = new EnumMap<>(Machine.class);
    private final Map<Machine, AgentProcess> agents = new EnumMap<>(Machine.class);
    private final Map<Machine, Long> ssh = new EnumMap<>(Machine.class);
    private final Map<Machine, Integer> sshPorts = new EnumMap<>(Machine.class);
    private final int echoPort = FreePort.next();
    private final long pool;
    private final long nas;
    private final long media;
    private final long echo;
    private final int outagesBefore;

    HomeSite(int cooldownS) {
        TestCertificate certificate = TestCertificate.of("nas.home.test");
        network = HomeNetwork.build(certificate);
        site = new Site(Map.of("SLUICE_AGENT_HOST", network.doorAddress()));
        try {
            for (Machine machine : Machine.values()) {
                peers.put(machine, peer(machine));
            }
            pool = site.pool(
                    Site.failoverPool(cooldownS).put("name", "Home network").put("outage_message", OUTAGE),
                    new long[] {peers.get(Machine.HOME), peers.get(Machine.DS918)});
            nas = toHome(
                    new JsonObject().put("domain", "nas.test").put("target_lan_tls", pin(certificate)), network.nas());
            media = toHome(new JsonObject().put("domain", "media.test"), network.media());
            echo = toHome(listening(echoPort), network.echo());
            for (Machine machine : Machine.values()) {
                int port = FreePort.next();
                sshPorts.put(machine, port);
                ssh.put(machine, pinned(listening(port), machine, network.ssh(machine)));
            }
            pairAll();
            outagesBefore = site.events("pool_outage_started").size();
        } catch (RuntimeException | Error e) {
            close();
            throw e;
        }
    }

    private long peer(Machine machine) {
        return site.sluice()
                .create(
                        "/peers",
                        new JsonObject()
                                .put("name", machine.toString())
                                .put("enabled", false) // until its agent is there: it would be DOWN, which counts
                                .put("host", network.address(machine))
                                .put("peer_type", "gateway")
                                .put("proxy_port", network.proxyPort(machine)));
    }

    private static JsonObject listening(int port) {
        return new JsonObject().put("route_type", "l4").put("l4_listen_port", port);
    }

    private long toHome(JsonObject route, Host host) {
        return network.isNamespaced()
                ? pinned(route, Machine.HOME, host)
                : create(
                        route.put("target_kind", "pool")
                                .put("target_pool_id", pool)
                                .put("allow_loopback", true),
                        host);
    }

    private long pinned(JsonObject route, Machine home, Host host) {
        return create(route.put("target_kind", "gateway").put("target_peer_id", peers.get(home)), host);
    }

    private long create(JsonObject route, Host host) {
        return site.sluice()
                .create("/routes", route.put("target_lan_host", host.name()).put("target_lan_port", host.port()));
    }

    private static String pin(TestCertificate certificate) {
        try {
            byte[] hash = MessageDigest.getInstance("SHA-256")
                    .digest(certificate.certificate().getEncoded());
            return "sha256:" + HexFormat.of().formatHex(hash);
        } catch (java.security.GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    private void pairAll() {
        CompletableFuture<AgentProcess> standby = CompletableFuture.supplyAsync(() -> pair(Machine.DS918));
        try {
            agents.put(Machine.HOME, pair(Machine.HOME));
        } finally {
            agents.put(Machine.DS918, standby.join());
        }
        for (Machine machine : Machine.values()) {
            site.sluice()
                    .admin()
                    .put("/api/v1/peers/" + peers.get(machine), new JsonObject().put("enabled", true))
                    .expect(200);
            site.awaitState(peers.get(machine), "alive");
        }
    }

    private AgentProcess pair(Machine machine) {
        // The DS918 announces no address in its LAN: its ssh has nowhere else to go.
        String[] more = machine == Machine.HOME && network.lanAddress(machine) != null
                ? new String[] {"--lan-address", network.lanAddress(machine)}
                : new String[0];
        return AgentProcess.pair(
                network.on(machine),
                network.doorAddress(),
                site.sluice(),
                peers.get(machine),
                network.address(machine),
                network.proxyPort(machine),
                more);
    }

    HomeNetwork network() {
        return network;
    }

    Site site() {
        return site;
    }

    SluiceProcess sluice() {
        return site.sluice();
    }

    long id(Machine machine) {
        return peers.get(machine);
    }

    AgentProcess agent(Machine machine) {
        return agents.get(machine);
    }

    /** The route of the NAS: HTTPS in the LAN, at {@code nas.test}. */
    long nas() {
        return nas;
    }

    /** The route of the media server: plain HTTP in the LAN, at {@code media.test}. */
    long media() {
        return media;
    }

    /** The route of the echo service. */
    long echo() {
        return echo;
    }

    int echoPort() {
        return echoPort;
    }

    /** The route to that machine's own ssh. */
    long ssh(Machine machine) {
        return ssh.get(machine);
    }

    int sshPort(Machine machine) {
        return sshPorts.get(machine);
    }

    /** Outages of the pool since all were ALIVE. */
    int outages() {
        return site.events("pool_outage_started").size() - outagesBefore;
    }

    /** What of a greeting or of {@code X-Peer} says that it came by that gateway; any does on loopback. */
    String by(Machine machine) {
        return network.isNamespaced() ? " for " + network.lanAddress(machine) : " for ";
    }

    void powerOff(Machine machine) {
        network.powerOff(machine, agents.get(machine));
    }

    /** The machine boots. */
    void powerOn(Machine machine) {
        network.powerOn(machine, agents.get(machine));
        agents.get(machine).restart();
    }

    @Override
    public void close() {
        agents.values().forEach(AgentProcess::close);
        site.close();
        network.close();
    }
}
