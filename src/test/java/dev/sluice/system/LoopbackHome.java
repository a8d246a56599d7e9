package dev.sluice.system;

import dev.sluice.testing.AgentProcess;
import dev.sluice.testing.FreePort;
import dev.sluice.testing.MachineProcess;
import dev.sluice.testing.TestCertificate;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** All of it on this machine: the last two numbers of an address are those that it has at home. */
final class LoopbackHome implements HomeNetwork {

    private static final String NAS = "127.0.1.5";
    private static final String MEDIA = "127.0.1.6";

    private final int proxyPort = FreePort.next();
    private final int sshPort = FreePort.next();
    private final int nasPort = FreePort.next();
    private final int mediaPort = FreePort.next();
    private final int echoPort = FreePort.next();
    private final MachineProcess nas;
    private final MachineProcess others;

    LoopbackHome(TestCertificate certificate) {
        nas = MachineProcess.start(
                List.of(), "NAS", certificate, List.of("https:" + NAS + ":" + nasPort, "echo:" + NAS + ":" + echoPort));
        others = MachineProcess.start(
                List.of(),
                "host",
                certificate,
                List.of(
                        "http:" + MEDIA + ":" + mediaPort,
                        "echo:" + address(Machine.HOME) + ":" + sshPort,
                        "echo:" + address(Machine.DS918) + ":" + sshPort));
    }

    @Override
    public String doorAddress() {
        return "127.0.0.1";
    }

    @Override
    public String address(Machine machine) {
        return machine == Machine.HOME ? "127.0.2.5" : "127.0.2.151";
    }

    @Override
    public int proxyPort(Machine machine) {
        return proxyPort;
    }

    @Override
    public List<String> on(Machine machine) {
        return List.of();
    }

    @Override
    public @Nullable String lanAddress(Machine machine) {
        return null;
    }

    @Override
    public Host ssh(Machine machine) {
        return new Host(address(machine), sshPort);
    }

    @Override
    public Host nas() {
        return new Host(NAS, nasPort);
    }

    @Override
    public Host echo() {
        return new Host(NAS, echoPort);
    }

    @Override
    public Host media() {
        return new Host(MEDIA, mediaPort);
    }

    @Override
    public boolean isNamespaced() {
        return false;
    }

    @Override
    public void powerOff(Machine machine, AgentProcess agent) {
        agent.freeze(); // the system still takes its connections: the nearest to silence that there is here
    }

    @Override
    public void powerOn(Machine machine, AgentProcess agent) {
        agent.kill9();
    }

    @Override
    public void cutNas(Machine from) {
        throw new IllegalStateException("NAS: actual on loopback, expected in a network of its own");
    }

    @Override
    public void mendNas(Machine from) {
        throw new IllegalStateException("NAS: actual on loopback, expected in a network of its own");
    }

    @Override
    public void stopNas() {
        nas.kill9();
    }

    @Override
    public void startNas() {
        nas.restart();
    }

    @Override
    public void close() {
        nas.close();
        others.close();
    }
}
