package dev.sluice;

import java.io.IOException;
import java.net.Inet4Address;
import java.net.InetSocketAddress;
import java.net.StandardProtocolFamily;
import java.net.StandardSocketOptions;
import java.nio.channels.ServerSocketChannel;
import java.util.Locale;
import java.util.Optional;

/** A listener could not be opened; the message says why in the operator's words, and what helps. */
public final class ListenFailure extends RuntimeException {

    private static final long serialVersionUID = 1L;
    private static final int FIRST_UNPRIVILEGED = 1024;

    private ListenFailure(String message, Throwable cause) {
        super(message, cause);
    }

    /**
     * Explains a refused bind. Looks into {@code /proc}: not on an event loop.
     *
     * @param section of the settings, such as {@code http}: its {@code host} and {@code port} say where to listen
     */
    public static ListenFailure of(String section, String host, int port, Throwable cause) {
        String variable = "SLUICE_" + section.toUpperCase(Locale.ROOT);
        return new ListenFailure(explain(section, host, port, variable, reason(cause)), cause);
    }

    /**
     * Fails if one could not listen there now, so that it is known before anything else is started. Who opens the listener
     * later may still be refused. Blocks: not on an event loop.
     *
     * @param port 0 for any, which is never refused
     */
    public static void throwIfRefused(String section, String host, int port) {
        InetSocketAddress address = new InetSocketAddress(host, port);
        if (port == 0 || address.isUnresolved()) {
            return;
        }
        // Of the address's own family: one for both would also meet those that listen on IPv6 alone.
        boolean v4 = address.getAddress() instanceof Inet4Address;
        try (ServerSocketChannel listener =
                ServerSocketChannel.open(v4 ? StandardProtocolFamily.INET : StandardProtocolFamily.INET6)) {
            listener.setOption(StandardSocketOptions.SO_REUSEADDR, true).bind(address);
        } catch (IOException e) {
            throw of(section, host, port, e);
        }
    }

    private static String explain(String section, String host, int port, String variable, String reason) {
        if (reason.contains("Address already in use")) {
            Optional<PortHolder> holder = PortHolder.of(port);
            return section + ".port: " + port + " is in use by "
                    + holder.map(PortHolder::toString).orElse("a process that cannot be seen from here")
                    + " (expected a free port); stop it, or choose another port with " + variable + "_PORT";
        }
        if (reason.contains("Permission denied") && port < FIRST_UNPRIVILEGED) {
            return section + ".port: " + port + " is refused to this user (expected the right to ports below "
                    + FIRST_UNPRIVILEGED + "); grant it with AmbientCapabilities=CAP_NET_BIND_SERVICE in the service"
                    + " unit, as conf/sluice.service does, or for every program with 'sysctl -w"
                    + " net.ipv4.ip_unprivileged_port_start=" + port + "', or choose another port with " + variable
                    + "_PORT";
        }
        if (reason.contains("ssign requested address")) {
            return section + ".host: " + host + " is not an address of this machine (expected one that is); set "
                    + variable + "_HOST";
        }
        return section + ": cannot listen on " + host + ":" + port + ": " + reason + " (expected to; see " + variable
                + "_HOST and " + variable + "_PORT)";
    }

    /** The words of the deepest cause: native transports and the JDK use the system's own. */
    private static String reason(Throwable cause) {
        Throwable deepest = cause;
        while (deepest.getCause() != null) {
            deepest = deepest.getCause();
        }
        return String.valueOf(deepest.getMessage());
    }
}
