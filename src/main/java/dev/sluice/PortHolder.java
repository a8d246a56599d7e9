package dev.sluice;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.stream.Stream;

/**
 * The process that listens on a TCP port of this machine, as far as {@code /proc} tells this user. Reads files: not on an
 * event loop.
 *
 * @param uid the user it runs as
 * @param pid empty if it is another user's and this user is not root
 * @param command its command line, shortened; empty if unknown
 */
record PortHolder(long uid, OptionalLong pid, String command) {

    private static final Path PROC = Path.of("/proc");
    private static final String LISTENING = "0A";
    private static final int SHOWN = 80;

    /** A line of {@code /proc/net/tcp}: the columns that matter here. */
    private record Listening(long uid, String inode) {}

    /** Who listens on the port; empty if nobody does, or where there is no {@code /proc}. */
    static Optional<PortHolder> of(int port) {
        return Stream.of("net/tcp", "net/tcp6")
                .flatMap(table -> listening(PROC.resolve(table), port))
                .findFirst()
                .map(PortHolder::of);
    }

    private static Stream<Listening> listening(Path table, int port) {
        String suffix = String.format(Locale.ROOT, ":%04X", port);
        try {
            return Files.readAllLines(table).stream()
                    .map(line -> line.strip().split("\\s+"))
                    .filter(columns -> columns.length > 9)
                    .filter(columns -> columns[1].endsWith(suffix) && columns[3].equals(LISTENING))
                    .map(columns -> new Listening(Long.parseLong(columns[7]), columns[9]));
        } catch (IOException e) {
            return Stream.empty();
        }
    }

    private static PortHolder of(Listening listening) {
        String socket = "socket:[" + listening.inode() + "]";
        try (DirectoryStream<Path> processes = Files.newDirectoryStream(PROC, "[0-9]*")) {
            for (Path process : processes) {
                if (holds(process, socket)) {
                    long pid = Long.parseLong(process.getFileName().toString());
                    return new PortHolder(listening.uid(), OptionalLong.of(pid), command(process));
                }
            }
        } catch (IOException e) {
            // What can be read is told; the rest stays unknown.
            return new PortHolder(listening.uid(), OptionalLong.empty(), "");
        }
        return new PortHolder(listening.uid(), OptionalLong.empty(), "");
    }

    private static boolean holds(Path process, String socket) {
        try (DirectoryStream<Path> descriptors = Files.newDirectoryStream(process.resolve("fd"))) {
            for (Path descriptor : descriptors) {
                if (Files.isSymbolicLink(descriptor)
                        && Files.readSymbolicLink(descriptor).toString().equals(socket)) {
                    return true;
                }
            }
            return false;
        } catch (IOException e) {
            return false; // another user's, or gone meanwhile
        }
    }

    private static String command(Path process) {
        try {
            String line = Files.readString(process.resolve("cmdline"))
                    .replace('\0', ' ')
                    .strip();
            return line.length() <= SHOWN ? line : line.substring(0, SHOWN) + "...";
        } catch (IOException e) {
            return "";
        }
    }

    boolean isThisProcess() {
        return pid.isPresent() && pid.getAsLong() == ProcessHandle.current().pid();
    }

    /** For a sentence: {@code pid 4711 (nginx: master process)}. */
    @Override
    public String toString() {
        if (pid.isEmpty()) {
            return "a process of the user with id " + uid;
        }
        return "pid " + pid.getAsLong() + (command.isEmpty() ? "" : " (" + command + ")");
    }
}
