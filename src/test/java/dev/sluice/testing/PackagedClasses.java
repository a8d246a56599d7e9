package dev.sluice.testing;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import java.util.stream.Stream;

/**
 * A directory of classes as the jar that it will be in a package. A program that has its jar open can load what it needs
 * even when it may open no more files; from a directory it could not.
 */
final class PackagedClasses {

    private static final Map<Path, String> JARS = new ConcurrentHashMap<>();

    private PackagedClasses() {}

    /** The jar of that directory, made once for all processes of this test run. */
    static String of(Path directory) {
        return JARS.computeIfAbsent(directory, PackagedClasses::pack);
    }

    private static String pack(Path directory) {
        try {
            Path jar = Files.createTempFile("sluice-classes", ".jar");
            jar.toFile().deleteOnExit();
            try (JarOutputStream out = new JarOutputStream(Files.newOutputStream(jar));
                    Stream<Path> files = Files.walk(directory)) {
                for (Path file : files.filter(Files::isRegularFile).toList()) {
                    out.putNextEntry(new JarEntry(directory.relativize(file).toString()));
                    Files.copy(file, out);
                }
            }
            return jar.toString();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
