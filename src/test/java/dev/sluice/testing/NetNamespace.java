package dev.sluice.testing;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.opentest4j.TestAbortedException;

/**
 * A network of its own, with devices, addresses and routes that nobody else sees: that of a process. It goes, with every
 * device in it, when its last process ends. Needs root.
 *
 * @param pid of a process in it
 */
public record NetNamespace(long pid) {

    private static final int PATIENCE_S = 10;

    /** Whether this user can make one. */
    public static boolean isPossible() {
        try {
            return succeeds(List.of("unshare", "--net", "nsenter", "--net=/proc/self/ns/net", "ip", "link"));
        } catch (UncheckedIOException absent) {
            return false;
        }
    }

    /** Skips the test where one cannot be made. */
    public static void require() {
        Stream.of("nsenter", "unshare", "ip").forEach(RequiredTool::require);
        if (!isPossible()) {
            throw new TestAbortedException("skipped: this test needs the right to make network namespaces (root)");
        }
    }

    /** What makes a new one for the command that follows it. */
    public static List<String> fresh() {
        return List.of("unshare", "--net");
    }

    /** What runs the command that follows it in here. */
    public List<String> entering() {
        return List.of("nsenter", "--net", "-t", Long.toString(pid));
    }

    /** Runs a command in here, which must succeed. */
    public void run(String... command) {
        List<String> whole = new ArrayList<>(entering());
        whole.addAll(List.of(command));
        must(whole);
    }

    /** Runs one in this machine's own network. */
    public static void here(String... command) {
        must(List.of(command));
    }

    /** Joins two by a pair of virtual devices, which are up. */
    public static void join(NetNamespace one, String device, NetNamespace other, String otherDevice) {
        one.run("ip", "link", "add", device, "type", "veth", "peer", "name", otherDevice, "netns", other.pid() + "");
        one.run("ip", "link", "set", device, "up");
        other.run("ip", "link", "set", otherDevice, "up");
    }

    private static void must(List<String> command) {
        if (!succeeds(command)) {
            throw new IllegalStateException(String.join(" ", command) + ": actual failure, expected exit 0");
        }
    }

    private static boolean succeeds(List<String> command) {
        try {
            Process process =
                    new ProcessBuilder(command).redirectErrorStream(true).start();
            List<String> said;
            try (BufferedReader output = process.inputReader()) {
                said = output.lines().toList();
            }
            boolean ended = process.waitFor(PATIENCE_S, TimeUnit.SECONDS) && process.exitValue() == 0;
            if (!ended) {
                said.forEach(System.err::println);
            }
            return ended;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }
}
