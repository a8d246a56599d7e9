package dev.sluice;

import dev.sluice.config.Settings;
import dev.sluice.core.rule.PortObstacle;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.io.IOException;
import java.net.Inet4Address;
import java.net.InetSocketAddress;
import java.net.StandardProtocolFamily;
import java.net.StandardSocketOptions;
import java.nio.channels.ServerSocketChannel;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** A listener could not be opened; the message says why in the operator's words, and what helps. */
public final class ListenFailure extends RuntimeException {

    private static final long serialVersionUID = 1L;
    private static final int FIRST_UNPRIVILEGED = 1024;
    private static final String HTTPS = "https";
    private static final String IN_USE = "Address already in use";
    private static final String DENIED = "Permission denied";

    private ListenFailure(String message, Throwable cause) {
        super(message, cause);
    }

    /**
     * Explains a refused bind. Looks into {@code /proc}: not on an event loop.
     *
     * @param section of the settings, such as {@code http}: its {@code port} says where to listen, and its {@code host},
     *     but that HTTPS is at the same address as HTTP
     */
    public static ListenFailure of(String section, String host, int port, Throwable cause) {
        return new ListenFailure(explain(section, host, port, reason(cause)), cause);
    }

    /**
     * Explains a refused bind of an agent's.
     *
     * @param setting of the port, such as {@code proxy-port}
     */
    static ListenFailure ofAgent(String setting, String host, int port, Throwable cause) {
        String variable = "SLUICE_AGENT_" + setting.replace('-', '_').toUpperCase(Locale.ROOT);
        String reason = reason(cause);
        String message = reason.contains(IN_USE)
                ? setting + ": " + port + " is in use by " + holder(port)
                        + " (expected a free port); stop it, or choose"
                        + " another port with " + variable + ", and tell the front door: it is the peer's "
                        + setting.replace('-', '_')
                : setting + ": cannot listen on " + host + ":" + port + ": " + reason + " (expected to; see " + variable
                        + ")";
        return new ListenFailure(message, cause);
    }

    /** The same as the outcome of what was to listen; a failure that is not about that stays as it is. */
    static <T> Future<T> told(Vertx vertx, String section, String host, int port, Throwable cause) {
        return cause instanceof IOException // native transports have one of their own
                ? vertx.executeBlocking(() -> of(section, host, port, cause)).compose(Future::failedFuture)
                : Future.failedFuture(cause);
    }

    /** The same for every listener of the settings. Blocks: not on an event loop. */
    static void throwIfRefused(Settings settings) {
        String host = settings.http().host();
        throwIfRefused("http", host, settings.http().port());
        if (settings.https().port() != Settings.Https.OFF) {
            throwIfRefused(HTTPS, host, settings.https().port());
        }
        throwIfRefused("admin", settings.admin().host(), settings.admin().port());
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
        try {
            tryIt(address);
        } catch (IOException e) {
            throw of(section, host, port, e);
        }
    }

    /**
     * What is in the way of an L4 route's listener there; null for nothing, and where only this process is: its listeners are
     * known elsewhere, and one may just be closing. Blocks: not on an event loop.
     */
    static @Nullable PortObstacle obstacle(String host, int port) {
        InetSocketAddress address = new InetSocketAddress(host, port);
        if (address.isUnresolved()) {
            return null;
        }
        try {
            tryIt(address);
            return null;
        } catch (IOException e) {
            String reason = reason(e);
            Optional<PortHolder> holder = reason.contains(IN_USE) ? PortHolder.of(port) : Optional.empty();
            boolean ours = holder.isPresent() && holder.get().isThisProcess();
            return ours ? null : new PortObstacle(port, reason.contains(IN_USE), l4(port, reason));
        }
    }

    /** Why an L4 route's listener cannot be opened, as the end of a sentence that begins with the port. Blocks. */
    static String l4(int port, String reason) {
        if (reason.contains(IN_USE)) {
            return "is in use by " + holder(port);
        }
        return reason.contains(DENIED) && port < FIRST_UNPRIVILEGED
                ? "is refused to this user; " + grant(port)
                : "cannot be listened on: " + reason;
    }

    private static void tryIt(InetSocketAddress address) throws IOException {
        // Of the address's own family: one for both would also meet those that listen on IPv6 alone.
        boolean v4 = address.getAddress() instanceof Inet4Address;
        try (ServerSocketChannel listener =
                ServerSocketChannel.open(v4 ? StandardProtocolFamily.INET : StandardProtocolFamily.INET6)) {
            listener.setOption(StandardSocketOptions.SO_REUSEADDR, true).bind(address);
        }
    }

    private static String holder(int port) {
        return PortHolder.of(port).map(PortHolder::toString).orElse("a process that cannot be seen from here");
    }

    private static String grant(int port) {
        return "grant it with AmbientCapabilities=CAP_NET_BIND_SERVICE in the service unit, as conf/sluice.service does, or"
                + " for every program with 'sysctl -w net.ipv4.ip_unprivileged_port_start=" + port + "'";
    }

    private static String explain(String section, String host, int port, String reason) {
        String hostSection = section.equals(HTTPS) ? "http" : section;
        String another = "choose another port with " + variable(section) + "_PORT"
                + (section.equals(HTTPS) ? ", or off there to go without HTTPS" : "");
        if (reason.contains(IN_USE)) {
            return section + ".port: " + port + " is in use by " + holder(port)
                    + " (expected a free port); stop it, or " + another;
        }
        if (reason.contains(DENIED) && port < FIRST_UNPRIVILEGED) {
            return section + ".port: " + port + " is refused to this user (expected the right to ports below "
                    + FIRST_UNPRIVILEGED + "); " + grant(port) + ", or " + another;
        }
        if (reason.contains("ssign requested address")) {
            return hostSection + ".host: " + host + " is not an address of this machine (expected one that is); set "
                    + variable(hostSection) + "_HOST";
        }
        return section + ": cannot listen on " + host + ":" + port + ": " + reason + " (expected to; see "
                + variable(hostSection) + "_HOST and " + variable(section) + "_PORT)";
    }

    private static String variable(String section) {
        return "SLUICE_" + section.toUpperCase(Locale.ROOT);
    }

    /** The words of the deepest cause: native transports and the JDK use the system's own. */
    static String reason(Throwable cause) {
        Throwable deepest = cause;
        while (deepest.getCause() != null) {
            deepest = deepest.getCause();
        }
        return String.valueOf(deepest.getMessage());
    }
}
