package dev.sluice.testing;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;

/** A Java program run by a test as a process of its own, and never left behind. */
final class ChildProcess implements AutoCloseable {

    private static final Duration PATIENCE = Duration.ofSeconds(10);
    private static final Set<ChildProcess> ALIVE = ConcurrentHashMap.newKeySet();

    static {
        Runtime.getRuntime().addShutdownHook(new Thread(() -> ALIVE.forEach(ChildProcess::close)));
    }

    private final Process process;

    private ChildProcess(Process process) {
        this.process = process;
    }

    /** Starts it; its standard input stays open until {@link #close}. */
    static ChildProcess start(ProcessBuilder builder) {
        try {
            ChildProcess child = new ChildProcess(builder.start());
            ALIVE.add(child);
            return child;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The command line of the Java that runs this test, with arguments. */
    static List<String> java(String... arguments) {
        List<String> command = new ArrayList<>();
        command.add(ProcessHandle.current().info().command().orElseThrow());
        command.addAll(List.of(arguments));
        return command;
    }

    Process process() {
        return process;
    }

    /** Sends a signal, by {@code kill}. */
    void signal(String name) {
        must("kill", "-" + name, Long.toString(process.pid()));
    }

    /** The number below which that of a file or socket must be that it opens from now on; those that are open stay. */
    void limitDescriptors(int most) {
        must(
                RequiredTool.require("prlimit").toString(),
                "--pid",
                Long.toString(process.pid()),
                "--nofile=" + most + ":");
    }

    private static void must(String... command) {
        try {
            Process run = new ProcessBuilder(command).start();
            if (!run.waitFor(PATIENCE.toMillis(), TimeUnit.MILLISECONDS) || run.exitValue() != 0) {
                throw new IllegalStateException(String.join(" ", command) + ": actual failure, expected exit 0");
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    /** Ends it as {@code kill -9} does, and waits until it is gone. Works on a stopped one too. */
    void kill9() {
        process.destroyForcibly();
        awaitExit(PATIENCE);
    }

    /** Waits until it has ended by itself. */
    int awaitExit(Duration patience) {
        try {
            if (!process.waitFor(patience.toMillis(), TimeUnit.MILLISECONDS)) {
                throw new IllegalStateException(
                        "process " + process.pid() + ": actual still running, expected its end within " + patience);
            }
            ALIVE.remove(this);
            return process.exitValue();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    @Override
    public void close() {
        process.destroyForcibly();
        ALIVE.remove(this);
    }
}
