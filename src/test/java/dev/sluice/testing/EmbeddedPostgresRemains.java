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
        List<String> command = new ArrayList<>(List.of("kill", "-" + name, Long.toString(server.pid())));
        server.descendants().forEach(child -> command.add(Long.toString(child.pid())));
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
