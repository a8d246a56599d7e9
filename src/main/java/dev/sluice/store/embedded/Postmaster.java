package dev.sluice.store.embedded;

import java.io.File;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Stream;

/**
 * The first process of a running Postgres server; its children come and go with it.
 *
 * @param process the process
 * @param current whether it runs the binaries that we would start, not those of a Sluice before us
 */
record Postmaster(LinuxProcess process, boolean current) {
    private static final Duration IMMEDIATE_LIMIT = Duration.ofSeconds(5);
    private static final long POLL_NANOS = Duration.ofMillis(10).toNanos();

    /**
     * A server that works on {@code data} though nobody of us started it: left by a Sluice that was killed. It is one
     * only if the process named in the lock file runs our program in that directory; pids are used again.
     */
    static Optional<Postmaster> survivor(DataDirectory data, PostgresBinaries binaries) throws IOException {
        LinuxProcess process = data.lockedBy().flatMap(LinuxProcess::of).orElse(null);
        if (process == null) {
            return Optional.empty();
        }
        Path directory = data.path().toRealPath();
        Path ours = binaries.postgres().toRealPath();
        boolean worksThere =
                process.workingDirectory().filter(directory::equals).isPresent();
        return process.program()
                .filter(program -> worksThere && (program.equals(ours) || program.startsWith(directory.getParent())))
                .map(program -> new Postmaster(process, program.equals(ours)));
    }

    /** Starts a server and returns at once. Its output goes to {@code log}, whatever becomes of us. */
    static Postmaster launch(List<String> command, ServerLog log) throws IOException {
        List<String> argv = new ArrayList<>(List.of("setsid"));
        argv.addAll(command);
        // A session of its own: Ctrl-C in our terminal must reach us alone, or the database is gone before we are.
        // setsid and what the arrangement puts after it replace themselves, so this pid will be the postmaster's.
        Process process = Command.prepare(argv)
                .redirectInput(new File("/dev/null"))
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.appendTo(log.file()))
                .start();
        return new Postmaster(
                LinuxProcess.of(process.pid()).orElse(new LinuxProcess(process.pid(), LinuxProcess.NEVER_SEEN)), true);
    }

    /** The command line of a server on {@code data} that listens on a socket in {@code socketDirectory} only. */
    static List<String> command(
            PostgresBinaries binaries, DataDirectory data, Path socketDirectory, Map<String, String> more) {
        List<String> argv = new ArrayList<>(List.of(
                binaries.postgres().toString(), "-D", data.path().toString(), "-k", socketDirectory.toString()));
        argv.addAll(ServerSettings.arguments(more));
        return argv;
    }

    boolean alive() {
        return process.alive();
    }

    /**
     * Ends the server: fast, then at once, then by force. Blocks until it is gone. One that was frozen (SIGSTOP) is woken
     * first: no other way to end it lets it write down what it has.
     */
    void stop(Duration fastLimit) {
        wake();
        process.signal("INT");
        if (gone(fastLimit)) {
            return;
        }
        process.signal("QUIT");
        if (gone(IMMEDIATE_LIMIT)) {
            return;
        }
        // A child that outlives it (one that is frozen, say) would keep the next server from starting.
        List<LinuxProcess> all = family().toList();
        all.forEach(one -> one.signal("KILL"));
        if (!gone(IMMEDIATE_LIMIT)) {
            throw new EmbeddedPostgresException(
                    "embedded Postgres: process " + process.pid() + " is there after SIGKILL, expected it to end");
        }
    }

    /** Lets what was frozen go on; nothing else happens to it. */
    void wake() {
        family().filter(LinuxProcess::stopped).forEach(frozen -> frozen.signal("CONT"));
    }

    /** The postmaster, then those that serve its connections and its background work. */
    private Stream<LinuxProcess> family() {
        return Stream.concat(
                Stream.of(process),
                ProcessHandle.of(process.pid()).stream()
                        .filter(handle -> alive())
                        .flatMap(ProcessHandle::descendants)
                        .flatMap(child -> LinuxProcess.of(child.pid()).stream()));
    }

    private boolean gone(Duration limit) {
        long deadline = System.nanoTime() + limit.toNanos();
        while (alive() && System.nanoTime() - deadline < 0) {
            LockSupport.parkNanos(POLL_NANOS);
        }
        return !alive();
    }
}
