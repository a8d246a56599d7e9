package dev.sluice.store.embedded;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Set;
import org.tukaani.xz.XZInputStream;

/**
 * A reader of xz-compressed tar archives (POSIX.1-1988 ustar and GNU headers) that hold files, directories and
 * symbolic links, and nothing else. A name or link that leads out of the target directory is refused.
 */
final class TarXz {
    private static final int BLOCK = 512;
    private static final Set<PosixFilePermission> PLAIN = PosixFilePermissions.fromString("rw-r--r--");
    private static final Set<PosixFilePermission> EXECUTABLE = PosixFilePermissions.fromString("rwxr-xr-x");

    private final InputStream in;
    private final Path target;
    private final byte[] header = new byte[BLOCK];

    private TarXz(InputStream in, Path target) {
        this.in = in;
        this.target = target;
    }

    /** Unpacks {@code archive} into the new directory {@code target}; returns how many entries there were. */
    static int unpack(InputStream archive, Path target) throws IOException {
        try (InputStream in = new XZInputStream(archive)) {
            TarXz tar = new TarXz(in, target.toAbsolutePath().normalize());
            tar.directory(tar.target);
            return tar.entries();
        }
    }

    private int entries() throws IOException {
        int count = 0;
        while (nextHeader()) {
            entry();
            count++;
        }
        return count;
    }

    /** Reads the next header; false at the end-of-archive mark, an all-zero block. */
    private boolean nextHeader() throws IOException {
        if (in.readNBytes(header, 0, BLOCK) < BLOCK) {
            throw new EOFException("tar archive ends without its end mark");
        }
        return header[0] != 0;
    }

    private void entry() throws IOException {
        String name = name();
        Path path = inside(target.resolve(name), name);
        char type = (char) header[156];
        switch (type) {
            case '5' -> directory(path);
            case '0', '\0' -> file(path, number(124, 12));
            case '2' -> link(path, text(157, 100));
            default -> throw new IOException("tar entry '" + name + "': type '" + type + "', expected 0, 2 or 5");
        }
    }

    private void file(Path path, long size) throws IOException {
        directory(parent(path));
        try (OutputStream out = Files.newOutputStream(path)) {
            copy(size, out);
        }
        in.skipNBytes((BLOCK - size % BLOCK) % BLOCK);
        boolean executable = (number(100, 8) & 0100) != 0;
        Files.setPosixFilePermissions(path, executable ? EXECUTABLE : PLAIN);
    }

    private void copy(long size, OutputStream out) throws IOException {
        byte[] buffer = new byte[64 * 1024];
        for (long left = size; left > 0; ) {
            int read = in.read(buffer, 0, (int) Math.min(buffer.length, left));
            if (read < 0) {
                throw new EOFException("tar archive ends within a file");
            }
            out.write(buffer, 0, read);
            left -= read;
        }
    }

    private void link(Path path, String to) throws IOException {
        directory(parent(path));
        // Through another link a ".." that looks harmless may lead anywhere, so there is none at all.
        if (to.startsWith("/") || to.contains("..")) {
            throw new IOException("tar entry '" + path + "': link to '" + to + "', expected a path below it");
        }
        Files.createSymbolicLink(path, Path.of(to));
    }

    /** Makes a directory and those above it, open to readers whatever our umask is: a service user runs what is in it. */
    private void directory(Path path) throws IOException {
        if (Files.notExists(path)) {
            directory(parent(path));
            Files.createDirectory(path);
            Files.setPosixFilePermissions(path, EXECUTABLE);
        }
    }

    private Path parent(Path path) {
        Path parent = path.getParent();
        return parent == null ? target : parent;
    }

    private Path inside(Path path, String what) throws IOException {
        Path plain = path.normalize();
        if (!plain.startsWith(target)) {
            throw new IOException("tar entry '" + what + "' leads out of " + target);
        }
        return plain;
    }

    private String name() {
        // Only POSIX headers ("ustar\0") have a prefix there; GNU's ("ustar  \0") keep times in its place.
        String prefix = header[262] == 0 ? text(345, 155) : "";
        return prefix.isEmpty() ? text(0, 100) : prefix + "/" + text(0, 100);
    }

    private long number(int offset, int length) throws IOException {
        String octal = text(offset, length).strip();
        try {
            return octal.isEmpty() ? 0 : Long.parseLong(octal, 8);
        } catch (NumberFormatException e) {
            throw new IOException("tar entry '" + name() + "': number '" + octal + "', expected octal digits", e);
        }
    }

    private String text(int offset, int length) {
        int end = offset;
        while (end < offset + length && header[end] != 0) {
            end++;
        }
        return new String(header, offset, end - offset, StandardCharsets.UTF_8);
    }
}
