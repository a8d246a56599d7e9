package dev.sluice.testing;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * A stand-in gateway in a network namespace of its own, so that packets to and from it can be lost without a word. The
 * namespace, and every device in it, goes when its process ends. Needs root.
 */
public final class IsolatedPeer implements AutoCloseable {

    /** A private network is not used: it might be somebody's. This range is for tests of network devices. */
    private static final String NETWORK = "198.18.";

    private final ChildProcess child;
    private final Path journal;
    private final String range;
    private final int offset;
    private int port;

    private IsolatedPeer(ChildProcess child, Path journal) {
        this.child = child;
        this.journal = journal;
        long pid = child.process().pid();
        this.range = NETWORK + pid % 256 + ".";
        this.offset = (int) (pid / 256 % 64) * 4;
    }

    /** Starts one that nothing leads to yet; skips the test where that is not possible. */
    public static IsolatedPeer start(String name) {
        NetNamespace.require();
        try {
            Path journal = Files.createTempFile("peer-" + name, ".journal");
            List<String> command = new ArrayList<>(NetNamespace.fresh());
            command.addAll(PeerProcess.command(name, 0, journal, "0.0.0.0"));
            IsolatedPeer peer = new IsolatedPeer(
                    ChildProcess.start(new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.INHERIT)),
                    journal);
            try {
                peer.port = PeerProcess.awaitPort(peer.child);
            } catch (RuntimeException e) {
                peer.close();
                throw e;
            }
            return peer;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Joins it to this machine by a pair of virtual devices. */
    public void join() {
        long pid = child.process().pid();
        String device = "sluice" + pid;
        NetNamespace.here(
                "ip", "link", "add", device, "type", "veth", "peer", "name", "line", "netns", Long.toString(pid));
        NetNamespace.here("ip", "address", "add", here() + "/30", "dev", device);
        NetNamespace.here("ip", "link", "set", device, "up");
        network().run("ip", "address", "add", host() + "/30", "dev", "line");
        network().run("ip", "link", "set", "line", "up");
    }

    /** From now on whatever it sends is dropped; no error comes back from anywhere. */
    public void drop() {
        network().run("ip", "route", "add", "blackhole", here() + "/32");
    }

    /** The end of {@link #drop}. */
    public void restore() {
        network().run("ip", "route", "delete", "blackhole", here() + "/32");
    }

    private NetNamespace network() {
        return new NetNamespace(pid());
    }

    /** Of the process in whose namespace it is. */
    public long pid() {
        return child.process().pid();
    }

    /** This machine's address on the line to it. */
    public String here() {
        return range + (offset + 1);
    }

    /** Its own address. */
    public String host() {
        return range + (offset + 2);
    }

    public int port() {
        return port;
    }

    /** As {@link PeerProcess#idsSeen}. */
    public List<String> idsSeen(String method) {
        return StandInJournal.ids(journal, method);
    }

    @Override
    public void close() {
        child.close();
        try {
            Files.deleteIfExists(journal);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
