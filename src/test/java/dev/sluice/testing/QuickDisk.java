package dev.sluice.testing;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * Where databases of tests lie: in memory, if this machine keeps enough of it for files, since most of what they cost is the
 * making, syncing and deleting of files. Drills in full form have a disk, as the product does. Programs may not be
 * executable there.
 */
public final class QuickDisk {

    private static final Path MEMORY = Path.of("/dev/shm");

    /** Several times what the servers of four forks take together. */
    private static final long ENOUGH = 3L << 30;

    /** Short, because the paths of sockets may not be long, and open for other users to pass through. */
    private static final Path DISK = Path.of("/tmp");

    private static final Path CHOSEN = choose();

    private QuickDisk() {}

    /** A directory that is there, for new ones of a test's own. */
    public static Path directory() {
        return CHOSEN;
    }

    private static Path choose() {
        try {
            boolean suits = DrillForm.current() == DrillForm.SHORT
                    && Files.isWritable(MEMORY)
                    && Files.getFileStore(MEMORY).type().equals("tmpfs")
                    && Files.getFileStore(MEMORY).getUsableSpace() > ENOUGH;
            return suits ? MEMORY : DISK;
        } catch (IOException e) {
            return DISK;
        }
    }
}
