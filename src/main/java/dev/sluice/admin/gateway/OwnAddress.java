package dev.sluice.admin.gateway;

import dev.sluice.core.model.Peer;
import dev.sluice.core.rule.HostSyntax;
import java.io.IOException;
import java.net.DatagramSocket;
import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import org.jspecify.annotations.Nullable;

/** By which address this machine is likely to be reached from a gateway. */
final class OwnAddress {

    private static final String UNKNOWN = "THIS-FRONT-DOOR";

    private OwnAddress() {}

    /**
     * The address that we listen on, or, if that is any, the one that packets to the gateway would leave from. Nothing is sent;
     * blocks for a look-up of the gateway's name.
     */
    static String towards(Peer gateway, String listening) {
        InetAddress bound = HostSyntax.address(listening);
        if (bound == null || !bound.isAnyLocalAddress()) {
            return inUri(listening, bound);
        }
        try (DatagramSocket socket = new DatagramSocket()) {
            socket.connect(new InetSocketAddress(gateway.host(), gateway.trafficPort()));
            InetAddress own = socket.getLocalAddress();
            return own == null || own.isAnyLocalAddress() ? UNKNOWN : inUri(own.getHostAddress(), own);
        } catch (IOException | RuntimeException unreachable) { // connect throws several of these
            return UNKNOWN;
        }
    }

    private static String inUri(String host, @Nullable InetAddress address) {
        return address instanceof Inet6Address ? "[" + host.split("%", 2)[0] + "]" : host;
    }
}
