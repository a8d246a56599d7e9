package dev.sluice.store.embedded;

import java.io.File;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * {@code state/postgres.log}: what Postgres says. Postgres appends to it whether we live or not; we keep it bounded.
 */
record ServerLog(Path path) {
    private static final Logger LOG = LoggerFactory.getLogger(ServerLog.class);
    private static final long LIMIT = 1024 * 1024;
    private static final int TAIL = 1500;

    static ServerLog in(Path stateDir) {
        return new ServerLog(stateDir.resolve("postgres.log"));
    }

    /** The file, made readable for us alone if it is not there yet: what failed may be quoted in it. */
    File file() throws IOException {
        if (Files.notExists(path)) {
            Files.createFile(path, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
        }
        return path.toFile();
    }

    /**
     * Moves a log grown beyond 1 MiB into the one older file and begins anew. By copy and truncation, because the
     * server has the file open (in append mode, so it goes on at the new end). What the disk has no room for is let go: a
     * log must not keep the database from running.
     */
    void trim() {
        try {
            if (size() <= LIMIT) {
                return;
            }
            Path older = path.resolveSibling("postgres.log.1");
            boolean kept = copied(older);
            try (FileChannel file = FileChannel.open(path, StandardOpenOption.WRITE)) {
                file.truncate(0);
            }
            if (!kept) {
                Files.deleteIfExists(older); // a part of it would only take room
            }
        } catch (IOException e) {
            LOG.debug("{}: not trimmed: {}", path, e.toString());
        }
    }

    private boolean copied(Path older) {
        try {
            Files.copy(path, older, StandardCopyOption.REPLACE_EXISTING);
            return true;
        } catch (IOException e) {
            LOG.warn("{}: its older lines are lost: {}", path, e.toString());
            return false;
        }
    }

    long size() throws IOException {
        return Files.exists(path) ? Files.size(path) : 0;
    }

    /** The last lines said since the log was {@code from} bytes long, on one line. */
    String tail(long from) {
        try (RandomAccessFile file = new RandomAccessFile(path.toFile(), "r")) {
            file.seek(Math.max(Math.min(from, file.length()), file.length() - TAIL));
            byte[] last = new byte[TAIL];
            int read = Math.max(0, file.read(last));
            return new String(last, 0, read, StandardCharsets.UTF_8).strip().replace("\n", " | ");
        } catch (IOException e) {
            return "(" + path + ": " + e.getMessage() + ")";
        }
    }
}
