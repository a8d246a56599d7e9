package dev.sluice.testing;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import java.util.zip.CRC32;

/**
 * What the JVM has prepared of a program's classes, so that each start is quicker by a third: recorded by one trial run for
 * all tests of all processes, as the launcher records it on a machine.
 */
final class ClassArchive {

    /** A JVM that cannot use it goes without, and need not say so. */
    private static final String QUIET = "-Xlog:disable";

    private ClassArchive() {}

    /**
     * The arguments for the JVM that make it use the archive: none where there is none, or while another process records it.
     *
     * @param directory where it is kept
     * @param program class path and other arguments of the JVM, which an archive must fit
     * @param trial runs the program once, with these further arguments for its JVM, and ends it in good order
     */
    static List<String> arguments(Path directory, List<String> program, Consumer<List<String>> trial) {
        Path archive = directory.resolve("classes-" + key(program) + ".jsa");
        try {
            if (Files.notExists(archive)) {
                Files.createDirectories(directory);
                record(archive, trial);
            }
            return Files.exists(archive) && Files.size(archive) > 0
                    ? List.of(QUIET, "-XX:SharedArchiveFile=" + archive.toAbsolutePath())
                    : List.of();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void record(Path archive, Consumer<List<String>> trial) throws IOException {
        try (FileChannel channel = FileChannel.open(
                        archive.resolveSibling("recording.lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
                FileLock lock = channel.tryLock()) {
            if (lock == null || Files.exists(archive)) {
                return;
            }
            Path unfinished = archive.resolveSibling(archive.getFileName() + ".unfinished");
            Files.deleteIfExists(unfinished);
            trial.accept(List.of(QUIET, "-XX:ArchiveClassesAtExit=" + unfinished.toAbsolutePath()));
            if (Files.notExists(unfinished)) {
                Files.createFile(unfinished); // not every JVM can; none need try again
            }
            Files.move(unfinished, archive);
        } catch (OverlappingFileLockException e) {
            // Another thread of this process records it.
        }
    }

    private static String key(List<String> program) {
        List<String> all = new ArrayList<>(program);
        all.add(System.getProperty("java.home"));
        all.add(Runtime.version().toString());
        CRC32 key = new CRC32();
        key.update(HttpWire.ascii(String.join("\n", all)));
        return Long.toHexString(key.getValue());
    }
}
