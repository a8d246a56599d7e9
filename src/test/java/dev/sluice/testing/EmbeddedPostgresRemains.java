package dev.sluice.testing;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

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

    /** Ends it at once; its data is thrown away. */
    void end() {
        postmaster.ifPresent(process -> {
            process.destroyForcibly();
            process.onExit().orTimeout(PATIENCE_S, TimeUnit.SECONDS).join();
        });
    }
}
