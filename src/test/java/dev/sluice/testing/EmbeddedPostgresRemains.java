package dev.sluice.testing;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/** The Postgres that runs in a Sluice's state directory, perhaps left there by one that was killed. */
record EmbeddedPostgresRemains(Optional<ProcessHandle> postmaster) {

    private static final int PATIENCE_S = 20;
    private static final String PROGRAMS = "pg-";
    private static final String AWAY = "away-";

    static EmbeddedPostgresRemains in(Path stateDir) {
        Path pidFile = stateDir.resolve("pgdata").resolve("postmaster.pid");
        if (!Files.exists(pidFile)) {
            return new EmbeddedPostgresRemains(Optional.empty());
        }
        try {
            long pid = Long.parseLong(Files.readAllLines(pidFile).get(0).strip());
            // The number alone may be another process's by now.
            Path directory = Path.of("/proc", Long.toString(pid), "cwd");
            boolean ours = Files.exists(directory) && directory.toRealPath().startsWith(stateDir.toRealPath());
            return new EmbeddedPostgresRemains(ours ? ProcessHandle.of(pid) : Optional.empty());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Sends a signal to it and to all that serve its connections. */
    void signal(String name) {
        ProcessHandle server = postmaster.orElseThrow();
        send(name, Stream.concat(Stream.of(server), server.descendants()));
    }

    /** Ends it in good order, whoever is connected, and waits for that. */
    void stop() {
        ProcessHandle server = postmaster.orElseThrow();
        send("INT", Stream.of(server));
        server.onExit().orTimeout(PATIENCE_S, TimeUnit.SECONDS).join();
    }

    /** Without them it cannot be started; the one that runs does. */
    static void takeProgramsAway(Path stateDir) {
        Path there = programs(stateDir, PROGRAMS);
        move(there, AWAY + there.getFileName());
    }

    static void putProgramsBack(Path stateDir) {
        Path aside = programs(stateDir, AWAY);
        move(aside, aside.getFileName().toString().substring(AWAY.length()));
    }

    private static Path programs(Path stateDir, String prefix) {
        try (Stream<Path> all = Files.list(stateDir)) {
            return all.filter(path -> path.getFileName().toString().startsWith(prefix))
                    .findFirst()
                    .orElseThrow();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void move(Path from, String name) {
        try {
            Files.move(from, from.resolveSibling(name));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void send(String signal, Stream<ProcessHandle> processes) {
        List<String> command = new ArrayList<>(List.of("kill", "-" + signal));
        processes.forEach(process -> command.add(Long.toString(process.pid())));
        try {
            new ProcessBuilder(command).start().waitFor(); // a child may have ended meanwhile
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    /** Ends it at once, with its children, which would stay if they are frozen; its data is thrown away. */
    void end() {
        postmaster.ifPresent(process -> {
            List<ProcessHandle> all =
                    Stream.concat(Stream.of(process), process.descendants()).toList();
            all.forEach(ProcessHandle::destroyForcibly);
            all.forEach(
                    one -> one.onExit().orTimeout(PATIENCE_S, TimeUnit.SECONDS).join());
        });
    }
}
