package dev.sluice.system;

import dev.sluice.testing.AgentProcess;
import dev.sluice.testing.NetNamespace;
import dev.sluice.testing.TestCertificate;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A home's network: two gateways, each with an ssh server of its own, and two hosts behind them, the NAS and a media server.
 * Whatever a host says, it says for whom, so that the way it was reached is known.
 */
interface HomeNetwork extends AutoCloseable {

    /** A gateway's machine. */
    enum Machine {
        HOME("Home"),
        DS918("DS918");

        private final String title;

        Machine(String title) {
            this.title = title;
        }

        @Override
        public String toString() {
            return title;
        }
    }

    /**
     * The best that this user can have: networks of their own for root, else loopback addresses. With
     * {@code -Dsluice.home-network=loopback} always those.
     *
     * @param certificate what the NAS shows
     */
    static HomeNetwork build(TestCertificate certificate) {
        boolean loopback = "loopback".equals(System.getProperty("sluice.home-network"));
        return !loopback && NetNamespace.isPossible() ? new NamespacedHome(certificate) : new LoopbackHome(certificate);
    }

    /** Where agents find the front door. */
    String doorAddress();

    /** Where the front door finds that gateway. */
    String address(Machine machine);

    int proxyPort(Machine machine);

    /** What runs the command that follows it on that machine. */
    List<String> on(Machine machine);

    /** The machine's address in the LAN, where its agent is to announce it. */
    @Nullable
    String lanAddress(Machine machine);

    /** The machine's own ssh server, as it knows it itself. */
    Host ssh(Machine machine);

    /** HTTPS. */
    Host nas();

    /** The same machine; a service that greets and echoes. */
    Host echo();

    /** HTTP, another host. */
    Host media();

    /** A LAN host as a route names it. */
    record Host(String name, int port) {}

    /** Whether each gateway has a network of its own. */
    boolean isNamespaced();

    /** The machine is gone without a word, its agent with it. */
    void powerOff(Machine machine, AgentProcess agent);

    /** The machine is there again; its agent can be started. */
    void powerOn(Machine machine, AgentProcess agent);

    /** From now on the NAS does not answer that gateway; only where each has a network of its own. */
    void cutNas(Machine from);

    /** The end of it. */
    void mendNas(Machine from);

    /** Nobody is at the NAS any more. */
    void stopNas();

    void startNas();

    @Override
    void close();
}
