package dev.sluice.observe;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A log file that is renamed to {@code name.1} when it is full; {@code name.1} to {@code name.2}, and so on; the oldest is
 * deleted. Readable by its owner and group, since it tells who visited what.
 */
final class RotatingFile implements LogSink {

    private final Path file;
    private final long fullAt;
    private final int kept;
    private @Nullable FileChannel channel;
    private long size;

    /**
     * Opens the file, so that a place where nothing can be written is told at start.
     *
     * @param fullAt bytes
     * @param kept older files beside the one that is written
     */
    RotatingFile(Path file, long fullAt, int kept) throws IOException {
        this.file = file.toAbsolutePath();
        this.fullAt = fullAt;
        this.kept = kept;
        Path directory = this.file.getParent();
        if (directory != null) {
            Files.createDirectories(directory);
        }
        open();
    }

    @Override
    public void write(byte[] lines, int length) throws IOException {
        if (size > 0 && size + length > fullAt) {
            rotate();
        }
        FileChannel out = channel == null ? open() : channel;
        ByteBuffer buffer = ByteBuffer.wrap(lines, 0, length);
        try {
            while (buffer.hasRemaining()) {
                out.write(buffer);
            }
            size += length;
        } catch (IOException e) {
            forgetHalfLines(out);
            throw e;
        }
    }

    /** A full disk takes half a batch; the next line must not continue a torn one. */
    private void forgetHalfLines(FileChannel out) {
        try {
            out.truncate(size);
        } catch (IOException e) {
            size = fullAt;
        }
    }

    private void rotate() throws IOException {
        close();
        for (int i = kept - 1; i >= 1; i--) {
            if (Files.exists(older(i))) {
                Files.move(older(i), older(i + 1), StandardCopyOption.REPLACE_EXISTING);
            }
        }
        // Somebody else may have taken it away.
        if (kept > 0 && Files.exists(file)) {
            Files.move(file, older(1), StandardCopyOption.REPLACE_EXISTING);
        } else {
            Files.deleteIfExists(file);
        }
    }

    private Path older(int number) {
        return file.resolveSibling(file.getFileName() + "." + number);
    }

    private FileChannel open() throws IOException {
        Set<StandardOpenOption> how =
                Set.of(StandardOpenOption.CREATE, StandardOpenOption.WRITE, StandardOpenOption.APPEND);
        boolean posix = file.getFileSystem().supportedFileAttributeViews().contains("posix");
        FileChannel opened = posix
                ? FileChannel.open(
                        file, how, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-r-----")))
                : FileChannel.open(file, how);
        channel = opened;
        size = opened.size();
        return opened;
    }

    @Override
    public void close() throws IOException {
        FileChannel open = channel;
        channel = null;
        if (open != null) {
            open.close();
        }
    }
}
