package dev.sluice.admin.page;

import java.io.IOException;
import java.io.InputStream;
import java.net.JarURLConnection;
import java.net.URISyntaxException;
import java.net.URL;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Predicate;
import java.util.jar.JarEntry;
import java.util.jar.JarFile;
import java.util.stream.Stream;

/** The files below a directory of the class path, whether that lies in a jar or on the disk. Reads both: not for an event loop. */
final class ClassPathFiles {

    private ClassPathFiles() {}

    /**
     * Those that are wanted, by their paths below the directory.
     *
     * @param directory such as {@code ui}
     * @param known a file that is in it: the class path can find files, but not list them, so the others are where this is
     */
    static SortedMap<String, byte[]> below(String directory, String known, Predicate<String> wanted)
            throws IOException {
        URL url = ClassPathFiles.class.getResource("/" + directory + "/" + known);
        if (url == null) {
            throw new IOException(directory + "/" + known + ": actual absent, expected in the class path");
        }
        return url.getProtocol().equals("file") ? onDisk(url, known, wanted) : inJar(url, directory + "/", wanted);
    }

    private static SortedMap<String, byte[]> inJar(URL url, String prefix, Predicate<String> wanted)
            throws IOException {
        if (!(url.openConnection() instanceof JarURLConnection connection)) {
            throw new IOException(url + ": actual neither, expected a file on the disk or in a jar");
        }
        connection.setUseCaches(false); // the class loader's own stays open; this one is ours to close
        SortedMap<String, byte[]> files = new TreeMap<>();
        try (JarFile jar = connection.getJarFile()) {
            for (JarEntry entry : (Iterable<JarEntry>) jar.stream()::iterator) {
                String name = entry.getName();
                if (name.startsWith(prefix) && !entry.isDirectory() && wanted.test(name.substring(prefix.length()))) {
                    try (InputStream in = jar.getInputStream(entry)) {
                        files.put(name.substring(prefix.length()), in.readAllBytes());
                    }
                }
            }
        }
        return files;
    }

    private static SortedMap<String, byte[]> onDisk(URL url, String known, Predicate<String> wanted)
            throws IOException {
        Path file = path(url);
        Path root = file.getRoot()
                .resolve(file.subpath(0, file.getNameCount() - Path.of(known).getNameCount()));
        List<Path> found;
        try (Stream<Path> all = Files.walk(root)) {
            found = all.filter(Files::isRegularFile).toList();
        }
        SortedMap<String, byte[]> files = new TreeMap<>();
        for (Path one : found) {
            String name =
                    root.relativize(one).toString().replace(one.getFileSystem().getSeparator(), "/");
            if (wanted.test(name)) {
                files.put(name, Files.readAllBytes(one));
            }
        }
        return files;
    }

    private static Path path(URL url) throws IOException {
        try {
            return Path.of(url.toURI());
        } catch (URISyntaxException e) {
            throw new IOException(url + ": cannot be a path", e);
        }
    }
}
