package dev.sluice.store.embedded;

import java.io.IOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What is done to a directory with all that is in it. Symbolic links are never followed. */
final class FileTree {
    private FileTree() {}

    /** Deletes {@code root} and everything below it; nothing there is fine. */
    static void delete(Path root) throws IOException {
        List<Path> found = walk(root);
        for (int i = found.size() - 1; i >= 0; i--) {
            Files.deleteIfExists(found.get(i));
        }
    }

    /** Gives {@code root} and everything below it to {@code owner}. Needs root. */
    static void chown(Path root, Owner owner) throws IOException {
        for (Path path : walk(root)) {
            owner.give(path);
        }
    }

    /** Every path at and below {@code root}, parents before children. */
    private static List<Path> walk(Path root) throws IOException {
        List<Path> found = new ArrayList<>();
        if (Files.exists(root, LinkOption.NOFOLLOW_LINKS)) {
            Files.walkFileTree(root, new SimpleFileVisitor<>() {
                @Override
                public FileVisitResult preVisitDirectory(Path directory, BasicFileAttributes attributes) {
                    found.add(directory);
                    return FileVisitResult.CONTINUE;
                }

                @Override
                public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) {
                    found.add(file);
                    return FileVisitResult.CONTINUE;
                }

                @Override
                public FileVisitResult visitFileFailed(Path file, @Nullable IOException cause) throws IOException {
                    if (cause instanceof NoSuchFileException) {
                        return FileVisitResult.CONTINUE;
                    }
                    throw cause == null ? new IOException(file.toString()) : cause;
                }
            });
        }
        return found;
    }
}
