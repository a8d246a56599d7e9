package dev.sluice.testing;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.FileTime;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import java.util.stream.Stream;
import java.util.zip.CRC32;

/**
 * A directory of classes as the jar that it will be in a package. A program that has its jar open can load what it needs
 * even when it may open no more files; from a directory it could not.
 */
final class PackagedClasses {

    private static final Map<Path, String> JARS = new ConcurrentHashMap<>();

    /** The same for all jars, or a {@link ClassArchive} of one would not fit its twin of another process. */
    private static final FileTime TIME = FileTime.fromMillis(1_000_000_000_000L);

    private PackagedClasses() {}

    /** The jar of that directory below {@code parent}, named after its content. */
    static String of(Path directory, Path parent) {
        return JARS.computeIfAbsent(directory, classes -> pack(classes, parent));
    }

    private static String pack(Path directory, Path parent) {
        try (Stream<Path> files = Files.walk(directory)) {
            Files.createDirectories(parent);
            Path unfinished = Files.createTempFile(parent, "classes", ".jar");
            CRC32 content = new CRC32();
            try (JarOutputStream out = new JarOutputStream(Files.newOutputStream(unfinished))) {
                List<Path> inOrder = files.filter(Files::isRegularFile).sorted().toList();
                for (Path file : inOrder) {
                    JarEntry entry = new JarEntry(directory.relativize(file).toString());
                    entry.setLastModifiedTime(TIME);
                    out.putNextEntry(entry);
                    byte[] bytes = Files.readAllBytes(file);
                    content.update(bytes);
                    out.write(bytes);
                }
            }
            Files.setLastModifiedTime(unfinished, TIME);
            Path jar = parent.resolve("classes-" + Long.toHexString(content.getValue()) + ".jar");
            return Files.move(unfinished, jar, StandardCopyOption.REPLACE_EXISTING)
                    .toString();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
