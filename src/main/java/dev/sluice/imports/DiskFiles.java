package dev.sluice.imports;

import dev.sluice.imports.caddyfile.Sources;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Files that a Caddyfile imports, found beside it; a name may have a star in its last part. */
public final class DiskFiles implements Sources.Files {

    private static final int MOST = 1_000;
    private static final long LONGEST = 1 << 20;

    private final Path directory;

    /**
     * Files that a Caddyfile imports.
     *
     * @param directory where the Caddyfile is
     */
    public DiskFiles(Path directory) {
        this.directory = directory;
    }

    @Override
    public List<Sources.Named> matching(String pattern, String from, String where) {
        try {
            Path beside = Path.of(from).getParent();
            Path wanted = beside == null ? Path.of(pattern) : beside.resolve(pattern);
            Path last = wanted.getFileName();
            boolean wild = last != null && last.toString().indexOf('*') >= 0;
            List<Path> found = wild ? beside(wanted, last.toString(), where) : List.of(wanted);
            List<Sources.Named> files = new ArrayList<>(found.size());
            for (Path file : found) {
                files.add(new Sources.Named(file.toString(), read(directory.resolve(file), where)));
            }
            return files;
        } catch (InvalidPathException e) {
            throw new UnreadableException(
                    where, "import of a name that no file can have; expected a snippet or a file");
        }
    }

    private List<Path> beside(Path wanted, String glob, String where) {
        Path parent = wanted.getParent();
        Path folder = parent == null ? directory : directory.resolve(parent);
        List<Path> found = new ArrayList<>();
        if (!Files.isDirectory(folder)) {
            return found;
        }
        // Only stars are wild in Caddy's patterns that we take.
        String quoted = glob.replaceAll("([\\[\\]{}?\\\\])", "\\\\$1");
        try (DirectoryStream<Path> files = Files.newDirectoryStream(folder, quoted)) {
            for (Path file : files) {
                boolean shown = !file.getFileName().toString().startsWith(".") || glob.startsWith(".");
                if (shown && Files.isRegularFile(file)) {
                    found.add(parent == null ? file.getFileName() : parent.resolve(file.getFileName()));
                }
                if (found.size() > MOST) {
                    throw new UnreadableException(where, "import of over " + MOST + " files; expected fewer");
                }
            }
        } catch (IOException e) {
            throw new UnreadableException(where, "the directory of the import cannot be read");
        }
        found.sort(null);
        return found;
    }

    private static String read(Path file, String where) {
        return text(file, where, LONGEST);
    }

    /**
     * The text of a file.
     *
     * @param where who wants it, for errors
     * @param longest bytes
     * @throws UnreadableException if it is not there, too long, or not text in UTF-8
     */
    public static String text(Path file, String where, long longest) {
        try {
            if (!Files.isRegularFile(file)) {
                throw new UnreadableException(where, file.getFileName() + " is not there; expected a file");
            }
            if (Files.size(file) > longest) {
                throw new UnreadableException(where, file.getFileName() + " has over " + longest + " bytes");
            }
            return Files.readString(file, StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UnreadableException(where, file.getFileName() + " cannot be read as text in UTF-8");
        }
    }
}
