package dev.sluice.agent.lan;

import dev.sluice.core.model.LanHost;
import dev.sluice.core.rule.HostSyntax;
import java.io.IOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.InterfaceAddress;
import java.net.NetworkInterface;
import java.net.SocketException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Wakes LAN hosts that sleep (Wake-on-LAN): a packet to every network that this machine has a card in. Only what a route of
 * the config names is woken, only at a private address, and each card at most once in 5 s. Sending blocks shortly: not for an
 * event loop.
 */
public final class Wake {

    private static final Logger LOG = LoggerFactory.getLogger(Wake.class);

    private static final int DISCARD = 9;
    private static final long PAUSE_NANOS = TimeUnit.SECONDS.toNanos(5);
    private static final int MOST_REMEMBERED = 1_000;

    private final Supplier<List<InetSocketAddress>> networks;
    private final Map<String, Long> woken = new HashMap<>();

    /** One that wakes in all networks of this machine. */
    public Wake() {
        this(Wake::broadcasts);
    }

    /** One that sends to those addresses. */
    Wake(Supplier<List<InetSocketAddress>> networks) {
        this.networks = networks;
    }

    /** Wakes the host with that card; true if a packet went out. */
    public boolean up(LanHost host, String mac) {
        if (!isPrivate(host) || !isDue(mac)) {
            return false;
        }
        byte[] packet = MagicPacket.of(mac);
        boolean sent = false;
        for (InetSocketAddress network : networks.get()) {
            try (DatagramSocket socket = new DatagramSocket()) {
                socket.setBroadcast(true);
                socket.send(new DatagramPacket(packet, packet.length, network));
                sent = true;
            } catch (IOException e) {
                LOG.debug("no packet to {}: {}", network, e.toString());
            }
        }
        if (sent) {
            LOG.info("waking {} ({})", host, mac);
        } else {
            LOG.warn("cannot wake {} ({}): no network of this machine takes the packet", host, mac);
        }
        return sent;
    }

    private synchronized boolean isDue(String mac) {
        long now = System.nanoTime();
        woken.values().removeIf(at -> now - at >= PAUSE_NANOS);
        return woken.size() < MOST_REMEMBERED && woken.putIfAbsent(mac, now) == null;
    }

    /** An address of a home's or a company's own network, and not this machine. */
    private static boolean isPrivate(LanHost host) {
        InetAddress address = HostSyntax.address(host.host());
        if (address == null || address.isLoopbackAddress()) {
            return false;
        }
        boolean uniqueLocal = address instanceof Inet6Address && (address.getAddress()[0] & 0xfe) == 0xfc;
        return uniqueLocal || address.isSiteLocalAddress();
    }

    /** Where all machines of each network listen. */
    private static List<InetSocketAddress> broadcasts() {
        List<InetSocketAddress> found = new ArrayList<>();
        try {
            for (NetworkInterface card : Collections.list(NetworkInterface.getNetworkInterfaces())) {
                if (card.isUp() && !card.isLoopback() && !card.isPointToPoint()) {
                    for (InterfaceAddress address : card.getInterfaceAddresses()) {
                        if (address.getBroadcast() != null) {
                            found.add(new InetSocketAddress(address.getBroadcast(), DISCARD));
                        }
                    }
                }
            }
        } catch (SocketException e) {
            LOG.warn("the networks of this machine cannot be listed: {}", e.getMessage());
        }
        return found;
    }
}
