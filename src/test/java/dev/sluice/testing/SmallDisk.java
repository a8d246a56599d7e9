package dev.sluice.testing;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.opentest4j.TestAbortedException;

/**
 * A file system of a few megabytes of memory that one process and its children see in the place of a directory, and nobody
 * else does: its mount namespace is theirs, and it goes with them. Needs root.
 */
public final class SmallDisk {

    private static final int PIECE = 4096;

    private final int megabytes;
    private Path directory = Path.of("/");

    private SmallDisk(int megabytes) {
        this.megabytes = megabytes;
    }

    /** One of that size, not mounted yet; skips the test where that is not possible. */
    public static SmallDisk of(int megabytes) {
        SmallDisk disk = new SmallDisk(megabytes);
        try {
            Path trial = Files.createTempDirectory("sluice-disk");
            Process process = new ProcessBuilder(disk.mountedAt(trial, List.of("true")))
                    .redirectErrorStream(true)
                    .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                    .start();
            boolean works = process.waitFor(10, TimeUnit.SECONDS) && process.exitValue() == 0;
            Files.delete(trial);
            if (!works) {
                throw new TestAbortedException("skipped: this test needs the right to mount a file system (root)");
            }
            return disk;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    /** A command line that runs the command with this disk in the directory's place; what lies there is copied onto it. */
    List<String> mountedAt(Path place, List<String> command) {
        directory = place;
        List<String> whole = new ArrayList<>(List.of(
                RequiredTool.require("unshare").toString(),
                "--mount",
                "sh",
                "-ec",
                // The shell still stands in the directory that the mount hides from everybody else.
                "here=$PWD; cd \"$1\"; mount -t tmpfs -o size=\"$0\",mode=700 tmpfs \"$1\"; cp -a . \"$1\"; cd \"$here\";"
                        + " shift; exec \"$@\"",
                megabytes + "m",
                place.toString()));
        whole.addAll(command);
        return whole;
    }

    /** That process has it now: it is reached through its eyes. */
    void heldBy(long pid) {
        directory = Path.of("/proc", Long.toString(pid), "root")
                .resolve(Path.of("/").relativize(directory));
    }

    /** The way to it from outside. */
    Path directory() {
        return directory;
    }

    /** Takes all room that is left. May be done again, when some has become free. */
    public void fill() {
        ByteBuffer piece = ByteBuffer.allocate(PIECE);
        try (FileChannel out = FileChannel.open(
                filling(), StandardOpenOption.CREATE, StandardOpenOption.WRITE, StandardOpenOption.APPEND)) {
            while (room() > 0) {
                out.write(piece.clear());
            }
        } catch (IOException e) {
            if (room() > 0) {
                throw new UncheckedIOException(e);
            }
        }
    }

    /** Gives back what {@link #fill} took. */
    public void free() {
        try {
            Files.deleteIfExists(filling());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Bytes that can still be written. */
    private long room() {
        try {
            return Files.getFileStore(directory).getUsableSpace();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private Path filling() {
        return directory.resolve("filling");
    }
}
