package dev.sluice.store.embedded;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * A process as {@code /proc} shows it, by number and time of birth, so that a number used again is not mistaken for it.
 *
 * @param pid its number
 * @param born its start time in clock ticks since boot (field 22 of {@code /proc/PID/stat})
 */
record LinuxProcess(long pid, long born) {
    /** The birth of a process that was gone before we could look. */
    static final long NEVER_SEEN = -1;

    private static final Duration SIGNAL_LIMIT = Duration.ofSeconds(5);

    /**
     * The process of that number; empty if there is none, or only its zombie.
     *
     * @throws UncheckedIOException if there is one, but we cannot look at it
     */
    static Optional<LinuxProcess> of(long pid) {
        String[] fields = fromState(pid);
        return "Z".equals(fields[0]) || "X".equals(fields[0])
                ? Optional.empty()
                : Optional.of(new LinuxProcess(pid, Long.parseLong(fields[19])));
    }

    /** What {@code stat} says from the state on; the state of one that is not there is X, dead. */
    private static String[] fromState(long pid) {
        try {
            String stat = Files.readString(directory(pid).resolve("stat"));
            // The second field is the program's name in brackets and may hold anything; the third is the state.
            return stat.substring(stat.lastIndexOf(')') + 2).split(" ");
        } catch (IOException e) {
            if (Files.exists(directory(pid))) {
                throw new UncheckedIOException("process " + pid + ": " + e.getMessage(), e);
            }
            return new String[] {"X"};
        }
    }

    /** Whether SIGSTOP or a terminal has frozen it. */
    boolean stopped() {
        return alive() && "T".equals(fromState(pid)[0]);
    }

    /** Whether it is there. If we cannot look (no descriptor is left, say), that is no news of it: then it is. */
    boolean alive() {
        try {
            return of(pid).filter(this::equals).isPresent();
        } catch (UncheckedIOException e) {
            return true;
        }
    }

    /** The program that it runs; empty if it is gone or not ours to look at. */
    Optional<Path> program() {
        return link("exe");
    }

    Optional<Path> workingDirectory() {
        return link("cwd");
    }

    /** Sends a signal, by name without SIG, if it is still the same process. */
    void signal(String name) {
        if (alive()) {
            // The shell's own kill: not every small system has the program, and Java can send TERM and KILL only.
            Command.run(List.of("sh", "-c", "kill -s \"$1\" \"$2\"", "sh", name, Long.toString(pid)), SIGNAL_LIMIT);
        }
    }

    private Optional<Path> link(String name) {
        try {
            return Optional.of(Files.readSymbolicLink(directory(pid).resolve(name)));
        } catch (IOException e) {
            return Optional.empty();
        }
    }

    private static Path directory(long pid) {
        return Path.of("/proc", Long.toString(pid));
    }
}
