package dev.sluice.system;

import dev.sluice.testing.AgentProcess;
import dev.sluice.testing.MachineProcess;
import dev.sluice.testing.NetNamespace;
import dev.sluice.testing.TestCertificate;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/**
 * Each gateway in a network of its own, with two lines: one to the front door, one into the LAN, where every address is as in
 * the example. The router between all is the machine of the NAS and of the media server. Only the line to the front door shows
 * in this machine's own network.
 */
final class NamespacedHome implements HomeNetwork {

    private static final String LAN = "192.168.2.";
    private static final String NAS = "192.168.1.5";
    private static final String MEDIA = "192.168.1.6";
    private static final int ECHO = 7;
    private static final int SSH = 22;

    private final MachineProcess router;
    private final Map<Machine, MachineProcess> machines = new EnumMap<>(Machine.class);
    private final String outside;

    NamespacedHome(TestCertificate certificate) {
        router = MachineProcess.start(
                NetNamespace.fresh(),
                "NAS",
                certificate,
                List.of("https:0.0.0.0:5001", "http:0.0.0.0:8096", "echo:0.0.0.0:" + ECHO));
        outside = "198.18." + router.network().pid() % 256 + ".";
        try {
            layRouter();
            for (Machine machine : Machine.values()) {
                MachineProcess process = MachineProcess.start(
                        NetNamespace.fresh(), machine.toString(), certificate, List.of("echo:0.0.0.0:" + SSH));
                machines.put(machine, process);
                layLines(machine, process.network());
            }
        } catch (RuntimeException | Error e) {
            close();
            throw e;
        }
    }

    private void layRouter() {
        NetNamespace lan = router.network();
        up(lan, "lo");
        lan.run("ip", "address", "add", NAS + "/32", "dev", "lo");
        lan.run("ip", "address", "add", MEDIA + "/32", "dev", "lo");
        bridge(lan, "lan");
        lan.run("ip", "address", "add", LAN + "1/24", "dev", "lan");
        bridge(lan, "wan");
        String device = "sluice" + lan.pid();
        NetNamespace.here(
                "ip", "link", "add", device, "type", "veth", "peer", "name", "door", "netns", Long.toString(lan.pid()));
        NetNamespace.here("ip", "address", "add", doorAddress() + "/24", "dev", device);
        NetNamespace.here("ip", "link", "set", device, "up");
        lan.run("ip", "link", "set", "door", "up", "master", "wan");
    }

    private void layLines(Machine machine, NetNamespace network) {
        NetNamespace lan = router.network();
        String name = machine.name().toLowerCase(java.util.Locale.ROOT);
        up(network, "lo");
        NetNamespace.join(network, "wan", lan, "wan-" + name);
        network.run("ip", "address", "add", address(machine) + "/24", "dev", "wan");
        lan.run("ip", "link", "set", "wan-" + name, "master", "wan");
        NetNamespace.join(network, "lan", lan, "lan-" + name);
        network.run("ip", "address", "add", lanAddress(machine) + "/24", "dev", "lan");
        network.run("ip", "route", "add", "192.168.1.0/24", "via", LAN + "1");
        lan.run("ip", "link", "set", "lan-" + name, "master", "lan");
    }

    private static void bridge(NetNamespace network, String name) {
        network.run("ip", "link", "add", name, "type", "bridge");
        up(network, name);
    }

    private static void up(NetNamespace network, String device) {
        network.run("ip", "link", "set", device, "up");
    }

    @Override
    public String doorAddress() {
        return outside + "1";
    }

    @Override
    public String address(Machine machine) {
        return outside + (machine == Machine.HOME ? "8" : "2");
    }

    @Override
    public int proxyPort(Machine machine) {
        return 18_080;
    }

    @Override
    public List<String> on(Machine machine) {
        return network(machine).entering();
    }

    @Override
    public String lanAddress(Machine machine) {
        return LAN + (machine == Machine.HOME ? "5" : "151");
    }

    @Override
    public Host ssh(Machine machine) {
        return new Host("127.0.0.1", SSH);
    }

    @Override
    public Host nas() {
        return new Host(NAS, 5001);
    }

    @Override
    public Host echo() {
        return new Host(NAS, ECHO);
    }

    @Override
    public Host media() {
        return new Host(MEDIA, 8096);
    }

    @Override
    public boolean isNamespaced() {
        return true;
    }

    @Override
    public void powerOff(Machine machine, AgentProcess agent) {
        lines(machine, "add");
        agent.kill9(); // what the system says of that goes nowhere
    }

    @Override
    public void powerOn(Machine machine, AgentProcess agent) {
        lines(machine, "delete");
    }

    private void lines(Machine machine, String change) {
        network(machine).run("ip", "route", change, "blackhole", doorAddress() + "/32");
        network(machine).run("ip", "route", change, "blackhole", NAS + "/32");
        network(machine).run("ip", "route", change, "blackhole", MEDIA + "/32");
    }

    @Override
    public void cutNas(Machine from) {
        rule("add", from);
    }

    @Override
    public void mendNas(Machine from) {
        rule("delete", from);
    }

    private void rule(String change, Machine machine) {
        router.network().run("ip", "rule", change, "from", NAS, "to", lanAddress(machine), "blackhole");
    }

    @Override
    public void stopNas() {
        throw new IllegalStateException("NAS: actual the router too, expected another machine");
    }

    @Override
    public void startNas() {
        stopNas();
    }

    private NetNamespace network(Machine machine) {
        return machines.get(machine).network();
    }

    @Override
    public void close() {
        machines.values().forEach(MachineProcess::close);
        router.close();
    }
}
