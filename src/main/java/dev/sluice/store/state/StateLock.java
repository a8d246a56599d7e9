package dev.sluice.store.state;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * The proof that the state directory is ours and no other Sluice's, held from start to end.
 *
 * <p>A lock of the operating system on {@code state/sluice.lock}: it ends with the process, however that ends. The file
 * holds the holder's pid for the sentence that a second Sluice gets. Never delete it, and never open it elsewhere in
 * this process: POSIX drops a process's locks on a file when any of its descriptors for that file is closed (fcntl(2)),
 * which is also why a second attempt within one process is turned away before the file is touched.
 */
public final class StateLock implements AutoCloseable {
    private static final Set<Path> HELD_HERE = ConcurrentHashMap.newKeySet();
    private static final int PID_LENGTH = 20;

    private final Path directory;
    private final FileChannel channel;

    private StateLock(Path directory, FileChannel channel) {
        this.directory = directory;
        this.channel = channel;
    }

    /**
     * Takes the lock; makes the directory (0700) if there is none. Fails with a sentence that names the holder. Touches
     * the disk, but waits for nobody.
     */
    public static StateLock take(Path stateDir) throws IOException {
        if (Files.notExists(stateDir)) {
            Files.createDirectories(
                    stateDir, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
        }
        Path directory = stateDir.toRealPath();
        if (!HELD_HERE.add(directory)) {
            throw inUse(directory, Long.toString(ProcessHandle.current().pid()));
        }
        try {
            return new StateLock(directory, lock(directory));
        } catch (IOException | RuntimeException e) {
            HELD_HERE.remove(directory);
            throw e;
        }
    }

    private static FileChannel lock(Path directory) throws IOException {
        FileChannel channel = FileChannel.open(
                directory.resolve("sluice.lock"),
                Set.of(StandardOpenOption.CREATE, StandardOpenOption.READ, StandardOpenOption.WRITE),
                PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
        try {
            if (channel.tryLock() == null) {
                throw inUse(directory, holder(channel));
            }
            channel.truncate(0);
            channel.write(ByteBuffer.wrap((ProcessHandle.current().pid() + "\n").getBytes(StandardCharsets.UTF_8)), 0);
            return channel;
        } catch (IOException | RuntimeException e) {
            channel.close();
            throw e;
        }
    }

    private static String holder(FileChannel channel) throws IOException {
        ByteBuffer pid = ByteBuffer.allocate(PID_LENGTH);
        channel.read(pid, 0);
        return new String(pid.array(), 0, pid.position(), StandardCharsets.UTF_8).strip();
    }

    private static StateDirectoryInUseException inUse(Path directory, String pid) {
        return new StateDirectoryInUseException("state directory " + directory + ": in use by the Sluice of process "
                + pid + ", expected to be free; stop that one, or set SLUICE_STATE_DIR to another directory");
    }

    /** The locked directory, absolute and without links. */
    public Path directory() {
        return directory;
    }

    /** Gives the directory free. */
    @Override
    public void close() throws IOException {
        if (HELD_HERE.remove(directory)) {
            channel.close();
        }
    }
}
