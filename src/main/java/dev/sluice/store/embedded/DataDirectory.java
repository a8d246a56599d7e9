package dev.sluice.store.embedded;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** {@code state/pgdata}: the database itself, made by {@code initdb} once, and what its files say about it. */
record DataDirectory(Path path) {
    private static final Duration INITDB_LIMIT = Duration.ofMinutes(3);

    static DataDirectory in(Path stateDir) {
        return new DataDirectory(stateDir.resolve("pgdata"));
    }

    /** Makes the database if there is none, refuses one of another major version, and sees to its ownership. */
    void prepare(PostgresBinaries binaries, RunAs runAs) throws IOException {
        int major = binaries.majorVersion(runAs);
        if (Files.notExists(path)) {
            initialize(binaries, runAs);
        }
        String version = Files.readString(path.resolve("PG_VERSION")).strip();
        if (!version.equals(Integer.toString(major))) {
            throw new EmbeddedPostgresException("embedded Postgres: " + path + " is of PostgreSQL " + version
                    + ", expected " + major + "; keep the Sluice that made it, or dump it with PostgreSQL " + version
                    + "'s own pg_dump and load it into a database that SLUICE_DATABASE_URL names");
        }
        if (Owner.of(path).uid() != runAs.owner().uid()) {
            // The arrangement of the last start was another one (namespaces allowed then, denied now, or vice versa).
            FileTree.chown(path, runAs.owner());
        }
    }

    private void initialize(PostgresBinaries binaries, RunAs runAs) throws IOException {
        // Under another name until it is whole: an initdb that was killed leaves a directory that looks finished.
        Path unfinished = path.resolveSibling("pgdata.unfinished");
        FileTree.delete(unfinished);
        Directories.ensurePrivate(unfinished, runAs.owner(), false);
        List<String> argv = List.of(
                binaries.initdb().toString(),
                "--pgdata=" + unfinished,
                "--username=" + EmbeddedPostgres.USER,
                "--auth-local=trust",
                "--auth-host=reject",
                "--encoding=UTF8",
                "--locale=C",
                "--data-checksums",
                "--no-instructions");
        Command initdb = Command.run(runAs.command(argv), INITDB_LIMIT);
        if (!initdb.succeeded()) {
            throw new EmbeddedPostgresException(
                    "embedded Postgres: initdb of " + path + " failed (" + initdb.exitCode() + "): " + initdb.output());
        }
        Files.move(unfinished, path);
    }

    private Path pidFile() {
        return path.resolve("postmaster.pid");
    }

    /** The process that the lock file names, if there is a lock file and it names one. */
    Optional<Long> lockedBy() {
        try {
            return Files.readAllLines(pidFile()).stream()
                    .findFirst()
                    .map(String::strip)
                    .map(Long::valueOf);
        } catch (IOException | NumberFormatException e) {
            return Optional.empty();
        }
    }

    /**
     * Makes Postgres overlook a lock file whose process is not a postmaster.
     *
     * <p>Deleting it would do, but it also names the shared memory by which Postgres notices that children of a killed
     * postmaster are still at work on the data. So only its pid is changed, to the one pid that Postgres takes for
     * granted is no other postmaster: that of its own parent, us.
     */
    void disownLock() throws IOException {
        if (Files.notExists(pidFile())) {
            return;
        }
        List<String> lines = new ArrayList<>(Files.readAllLines(pidFile()));
        if (lines.isEmpty()) {
            Files.delete(pidFile());
            return;
        }
        lines.set(0, Long.toString(ProcessHandle.current().pid()));
        Files.write(pidFile(), lines);
    }
}
