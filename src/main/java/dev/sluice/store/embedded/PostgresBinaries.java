package dev.sluice.store.embedded;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.JarURLConnection;
import java.net.URL;
import java.net.URLConnection;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.zip.CRC32;
import java.util.zip.CheckedInputStream;

/**
 * The PostgreSQL programs, unpacked once from the class path into {@code state/pg-CRC} and used from there.
 *
 * @param home the directory that holds {@code bin}, {@code lib} and {@code share}
 */
record PostgresBinaries(Path home) {
    private static final Duration SYNC_LIMIT = Duration.ofSeconds(60);
    private static final Duration VERSION_LIMIT = Duration.ofSeconds(20);
    private static final Pattern VERSION = Pattern.compile("postgres \\(PostgreSQL\\) (\\d+)\\S*");

    Path postgres() {
        return home.resolve("bin/postgres");
    }

    Path initdb() {
        return home.resolve("bin/initdb");
    }

    /**
     * The major version, as told by the program itself, run the way the server will be: so this also finds out
     * whether it can be run like that at all.
     */
    int majorVersion(RunAs runAs) {
        Command told = Command.run(runAs.command(List.of(postgres().toString(), "--version")), VERSION_LIMIT);
        Matcher version = VERSION.matcher(told.output());
        if (told.succeeded() && version.matches()) {
            return Integer.parseInt(version.group(1));
        }
        // Without this the loader's complaint about a shared library, which is there, would be all that is said.
        String why = runAs.serviceUser()
                ? Directories.closedAbove(home)
                        .map(closed ->
                                "; the service user (uid " + runAs.owner().uid() + ") cannot pass through " + closed
                                        + ": chmod o+x it, or set SLUICE_STATE_DIR to another place")
                        .orElse("")
                : "";
        throw new EmbeddedPostgresException(
                "embedded Postgres: " + postgres() + " --version: '" + told.output() + "', expected a version" + why);
    }

    /** The binaries for this machine below {@code stateDir}; unpacks them (some seconds) if they are not there yet. */
    static PostgresBinaries in(Path stateDir) {
        return in(stateDir, System.getProperty("os.name", "?"), System.getProperty("os.arch", "?"));
    }

    static PostgresBinaries in(Path stateDir, String system, String machine) {
        String archive = archiveName(system, machine);
        URL url = PostgresBinaries.class.getResource("/" + archive);
        if (url == null) {
            throw new EmbeddedPostgresException("embedded Postgres: no binaries for " + system + " " + machine
                    + " on the class path (expected " + archive + "); set SLUICE_DATABASE_URL to a PostgreSQL of"
                    + " your own, postgresql://user:password@host/database");
        }
        try {
            return unpacked(url, stateDir);
        } catch (IOException e) {
            throw new EmbeddedPostgresException(
                    "embedded Postgres: cannot unpack " + archive + " into " + stateDir + ": " + e, e);
        }
    }

    /** The name that the published binaries jars give to the archive for a system. */
    static String archiveName(String system, String machine) {
        String os = system.toLowerCase(Locale.ROOT).replace(" ", "");
        String arch =
                switch (machine) {
                    case "amd64", "x86_64" -> "x86_64";
                    case "aarch64", "arm64" -> "arm_64";
                    default -> machine;
                };
        return "postgres-" + os + "-" + arch + ".txz";
    }

    private static PostgresBinaries unpacked(URL archive, Path stateDir) throws IOException {
        // The directory is named after the content, so that other binaries on the class path are never mistaken
        // for those that lie there.
        Path home = stateDir.resolve("pg-" + Long.toHexString(checksum(archive)));
        if (Files.notExists(home)) {
            Path unfinished = stateDir.resolve(home.getFileName() + ".unfinished");
            FileTree.delete(unfinished);
            try (InputStream in = archive.openStream()) {
                TarXz.unpack(in, unfinished);
            }
            // A power cut after the rename must not leave files without their content. Best effort: where there is
            // no such command the kernel's own pace has to do.
            Command.run(List.of("sync", "-f", unfinished.toString()), SYNC_LIMIT);
            Files.move(unfinished, home);
        }
        return new PostgresBinaries(home);
    }

    private static long checksum(URL archive) throws IOException {
        URLConnection connection = archive.openConnection();
        if (connection instanceof JarURLConnection jar && jar.getJarEntry() != null) {
            return jar.getJarEntry().getCrc();
        }
        try (CheckedInputStream in = new CheckedInputStream(connection.getInputStream(), new CRC32())) {
            in.transferTo(OutputStream.nullOutputStream());
            return in.getChecksum().getValue();
        }
    }

    /** Deletes what a Sluice with other binaries unpacked; nothing runs from there any more. */
    void deleteOthers() throws IOException {
        try (DirectoryStream<Path> all = Files.newDirectoryStream(home.resolveSibling("."), "pg-*")) {
            for (Path one : all) {
                if (!one.normalize().equals(home)) {
                    FileTree.delete(one);
                }
            }
        }
    }
}
