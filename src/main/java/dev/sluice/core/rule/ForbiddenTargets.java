package dev.sluice.core.rule;

import java.net.InetAddress;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Where no request may be sent: our own listeners, the database, and link-local addresses (cloud metadata lives there).
 * Loopback as such is allowed: people run gateways on the machine of the front door. Names are compared as written; nothing
 * is looked up.
 */
public final class ForbiddenTargets {

    private static final int SSH = 22;

    private final Set<Integer> ownPorts;
    private final Set<String> ownHosts = new HashSet<>();
    private final @Nullable String databaseHost;
    private final int databasePort;

    /**
     * The guard of one process.
     *
     * @param ownPorts every port we listen on
     * @param ownHosts this machine's addresses and names; loopback and localhost are known without being named
     * @param databaseHost null if it is not reached by TCP
     */
    public ForbiddenTargets(
            Set<Integer> ownPorts, List<String> ownHosts, @Nullable String databaseHost, int databasePort) {
        this.ownPorts = Set.copyOf(ownPorts);
        ownHosts.forEach(host -> this.ownHosts.add(canonical(host)));
        this.databaseHost = databaseHost == null ? null : canonical(databaseHost);
        this.databasePort = databasePort;
    }

    /** Why no L4 route may listen on this port, as the end of a sentence that begins with the port; null if one may. */
    public @Nullable String whyNotListen(int port) {
        if (port == SSH) {
            return "is kept for SSH to this machine";
        }
        if (ownPorts.contains(port)) {
            return "is one that Sluice itself listens on";
        }
        return isDatabaseHere() && port == databasePort ? "is the database's" : null;
    }

    /** Why this must not be a target; null if it may. */
    public @Nullable String why(String host, int port) {
        String forbidden = why(host);
        if (forbidden != null) {
            return forbidden;
        }
        if (ownPorts.contains(port) && isThisMachine(host)) {
            return "not a listener of Sluice itself";
        }
        boolean sameHost = canonical(host).equals(databaseHost) || (isThisMachine(host) && isDatabaseHere());
        return databaseHost != null && port == databasePort && sameHost ? "not the address of the database" : null;
    }

    /** Why this host must not be a target on any port; null if it may. */
    public @Nullable String why(String host) {
        InetAddress address = HostSyntax.address(host);
        if (address == null) {
            return canonical(host).equals("metadata.google.internal") ? "not a metadata service" : null;
        }
        if (address.isLinkLocalAddress()) {
            return "not a link-local address";
        }
        if (address.isMulticastAddress() || address.getHostAddress().equals("255.255.255.255")) {
            return "not a multicast or broadcast address";
        }
        return address.getHostAddress().equals("fd00:ec2:0:0:0:0:0:254") ? "not a metadata service" : null;
    }

    /** Whether the host is, as far as its spelling tells, the machine we run on. */
    public boolean isThisMachine(String host) {
        InetAddress address = HostSyntax.address(host);
        if (address != null && (address.isLoopbackAddress() || address.isAnyLocalAddress())) {
            return true;
        }
        String name = canonical(host);
        return name.equals("localhost") || name.endsWith(".localhost") || ownHosts.contains(name);
    }

    private boolean isDatabaseHere() {
        return databaseHost != null && isThisMachine(databaseHost);
    }

    /** One spelling for each address; names in lower case without the root's dot. */
    private static String canonical(String host) {
        InetAddress address = HostSyntax.address(host);
        if (address != null) {
            return address.getHostAddress();
        }
        String lower = host.toLowerCase(Locale.ROOT);
        return lower.endsWith(".") ? lower.substring(0, lower.length() - 1) : lower;
    }
}
