package dev.sluice.proxy.l4;

import io.netty.channel.Channel;
import java.net.SocketAddress;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * The connections that L4 routes have open, by both ends: a gateway that turns out to be this machine, where the same port is
 * listened on, would lead each of them back here again and again, until nothing is left. Any thread.
 */
final class OwnDials {

    /** A connection by who opened it and who took it; one machine may use a port for several at once. */
    private record Ends(SocketAddress from, SocketAddress to) {}

    private final Set<Ends> dialled = ConcurrentHashMap.newKeySet();
    private final Set<Ends> accepted = ConcurrentHashMap.newKeySet();

    /** Takes note of a connection that we have opened, until it is closed; whether we have also accepted it. */
    boolean isLoopDialled(Channel channel) {
        return noted(channel, channel.localAddress(), channel.remoteAddress(), dialled, accepted);
    }

    /** Takes note of a connection that we have accepted, until it is closed; whether we have also opened it. */
    boolean isLoopAccepted(Channel channel) {
        return noted(channel, channel.remoteAddress(), channel.localAddress(), accepted, dialled);
    }

    /** Both sides note before they look, so whoever comes second sees the other. */
    private static boolean noted(
            Channel channel,
            @Nullable SocketAddress from,
            @Nullable SocketAddress to,
            Set<Ends> these,
            Set<Ends> others) {
        if (from == null || to == null) {
            return false; // closed already
        }
        Ends ends = new Ends(from, to);
        these.add(ends);
        channel.closeFuture().addListener(closed -> these.remove(ends));
        return others.contains(ends);
    }
}
