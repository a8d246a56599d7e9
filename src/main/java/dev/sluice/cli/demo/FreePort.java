package dev.sluice.cli.demo;

import java.io.BufferedReader;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ThreadLocalRandom;

/**
 * A port for a listener that opens later, or again after its end. It lies below those that the system gives to outgoing
 * connections: one of these, anybody's, would be in the way at the wrong moment.
 */
public final class FreePort {

    private static final int LOWEST = 10_000;
    private static final Path OUTGOING = Path.of("/proc/sys/net/ipv4/ip_local_port_range");
    private static final int OUTGOING_BY_DEFAULT = 32_768;
    private static final int TRIES = 1_000;
    private static final Set<Integer> GIVEN = ConcurrentHashMap.newKeySet();

    private FreePort() {}

    /** One that nobody listens on now, and that was not given to anybody in this JVM before. */
    public static int next() {
        int highest = lowestOutgoing();
        for (int i = 0; i < TRIES; i++) {
            int port = highest > LOWEST + TRIES
                    ? ThreadLocalRandom.current().nextInt(LOWEST, highest)
                    : 0; // the system's range leaves no room: then one of its own
            try (ServerSocket socket = new ServerSocket(port, 1, InetAddress.getLoopbackAddress())) {
                if (GIVEN.add(socket.getLocalPort())) {
                    return socket.getLocalPort();
                }
            } catch (IOException taken) {
                // The next one, then.
            }
        }
        throw new IllegalStateException("ports: actual none free in " + TRIES + " tries, expected one");
    }

    private static int lowestOutgoing() {
        // In one read: such a file says nothing more to a second, and readString begins with a single byte.
        try (BufferedReader range = Files.newBufferedReader(OUTGOING)) {
            return Integer.parseInt(range.readLine().strip().split("\\s+")[0]);
        } catch (IOException | NumberFormatException e) {
            return OUTGOING_BY_DEFAULT; // not Linux
        }
    }
}
