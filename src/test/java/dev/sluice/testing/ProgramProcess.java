package dev.sluice.testing;

import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Sluice in one of its roles, in a process of its own, with a state directory that outlives its restarts. */
public abstract sealed class ProgramProcess implements AutoCloseable permits SluiceProcess, AgentProcess {

    private final Duration patience;

    /** Where its state is; what it writes on standard output and error is in a file beside it. */
    final Path stateDir;

    private @Nullable ChildProcess child;

    ProgramProcess(Path stateDir, Duration patience) {
        this.stateDir = stateDir;
        this.patience = patience;
    }

    public final boolean isRunning() {
        return child != null && child.process().isAlive();
    }

    public final long pid() {
        return running().process().pid();
    }

    /** What it has used of processors since its last start. */
    public final Duration processorTime() {
        return running().process().info().totalCpuDuration().orElseThrow();
    }

    /** Who works in it just now, in words. */
    public final String busyThreads() {
        return BusyThreads.of(pid());
    }

    /** Its memory that is in the machine's, in KiB; Linux only. */
    public final long residentKib() {
        try (Stream<String> lines = Files.lines(Path.of("/proc", Long.toString(pid()), "status"))) {
            return lines.filter(line -> line.startsWith("VmRSS:"))
                    .mapToLong(line -> Long.parseLong(line.replaceAll("\\D", "")))
                    .findFirst()
                    .orElseThrow();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** How many files and sockets it has open; Linux only. */
    public final long openDescriptors() {
        try (Stream<Path> open = Files.list(Path.of("/proc", Long.toString(pid()), "fd"))) {
            return open.count();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Ends it as {@code kill -9} does; it is gone when this returns. */
    public final void kill9() {
        running().kill9();
        child = null;
    }

    /** Sends it SIGHUP. */
    public final void hangUp() {
        running().signal("HUP");
    }

    /** Stops it in its tracks; the system still accepts connections for it. */
    public final void freeze() {
        running().signal("STOP");
    }

    public final void thaw() {
        running().signal("CONT");
    }

    /** Asks it to end, and waits; its exit code. */
    public final int terminate() {
        ChildProcess ending = running();
        ending.signal("TERM");
        int code = ending.awaitExit(patience);
        child = null;
        return code;
    }

    /** Starts it again on the same ports and state, after its end. */
    public final void restart() {
        launch();
    }

    /** The same, without waiting until it serves. */
    public final void beginRestart() {
        begin(List.of());
    }

    /** What it wrote on standard output and error, over all its lives. */
    public final String output() {
        try {
            return Files.exists(log()) ? Files.readString(log()) : "";
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void close() {
        if (child != null) {
            child.close();
            child = null;
        }
        ScratchDirectory.delete(stateDir);
        ScratchDirectory.delete(log());
    }

    /** The command that starts it, with these arguments after all others. */
    abstract List<String> command(List<String> once);

    /** Its environment beside what it has of this one, in which nothing is Sluice's. */
    abstract Map<String, String> environment();

    /** Whether it serves, asked while it runs; {@code said} is what it has written in this life. */
    abstract boolean serves(String said);

    final void launch(String... once) {
        int before = output().length();
        begin(List.of(once));
        await().atMost(patience)
                .pollInterval(Duration.ofMillis(20))
                .until(() -> !isRunning() || serves(output().substring(before)));
        if (!isRunning()) {
            throw new IllegalStateException(getClass().getSimpleName() + ": actual exit "
                    + running().process().exitValue() + ", expected to serve\n" + output());
        }
    }

    private void begin(List<String> once) {
        if (child != null) {
            throw new IllegalStateException(
                    getClass().getSimpleName() + ": actual running, expected ended before a start");
        }
        ProcessBuilder builder = new ProcessBuilder(command(once))
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.appendTo(log().toFile()));
        builder.environment().keySet().removeIf(name -> name.startsWith("SLUICE_"));
        builder.environment().putAll(environment());
        child = ChildProcess.start(builder);
        begun(pid());
    }

    /** Told each time that the process has been started, which need not serve yet. */
    void begun(long pid) {}

    final ChildProcess running() {
        if (child == null) {
            throw new IllegalStateException(getClass().getSimpleName() + ": actual dead, expected running");
        }
        return child;
    }

    /** Lets it end in order, and has it gone when this returns, with all that it started. */
    final void endIfRunning() {
        if (!isRunning()) {
            return;
        }
        ChildProcess ending = running();
        ending.signal("CONT"); // a frozen one hears nothing
        List<ProcessHandle> below = ending.process().descendants().toList();
        ending.process().destroy(); // SIGTERM; it may be dead already
        try {
            ending.awaitExit(patience);
        } finally {
            ending.close();
            below.forEach(ProcessHandle::destroyForcibly); // a database on a disk of its own is not found otherwise
        }
    }

    private Path log() {
        return stateDir.resolveSibling(stateDir.getFileName() + ".log");
    }
}
