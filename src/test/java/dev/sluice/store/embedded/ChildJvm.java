package dev.sluice.store.embedded;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Another JVM that runs {@link Starter}. */
final class ChildJvm implements AutoCloseable {
    private final Process process;
    private final BufferedReader said;

    private ChildJvm(Process process) {
        this.process = process;
        this.said = process.inputReader();
    }

    static ChildJvm start(Path stateDir) throws IOException {
        return start(List.of(), System.getProperty("java.class.path"), stateDir);
    }

    /** With something put before the command, and another class path. */
    static ChildJvm start(List<String> prefix, String classPath, Path stateDir) throws IOException {
        List<String> argv = new ArrayList<>(prefix);
        argv.addAll(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx128m",
                "-XX:TieredStopAtLevel=1",
                "-cp",
                classPath,
                Starter.class.getName(),
                stateDir.toString()));
        return new ChildJvm(new ProcessBuilder(argv)
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .directory(Path.of("/").toFile())
                .start());
    }

    /**
     * Our class path, copied to where any user can read it: what is compiled here, and the jars that the store needs.
     */
    static String readableClassPath(Path into) throws IOException {
        List<Path> copies = new ArrayList<>();
        for (String entry : System.getProperty("java.class.path").split(java.io.File.pathSeparator)) {
            Path from = Path.of(entry);
            Path to = into.resolve(copies.size() + "-" + from.getFileName());
            if (Files.isDirectory(from)) {
                copyTree(from, to);
                copies.add(to);
            } else if (from.getFileName().toString().matches("(vertx|netty|jackson|xz|slf4j|scram|sasl|embedded).*")) {
                Files.copy(from, to);
                copies.add(to);
            }
        }
        return copies.stream().map(Path::toString).collect(Collectors.joining(java.io.File.pathSeparator));
    }

    private static void copyTree(Path from, Path to) throws IOException {
        try (Stream<Path> all = Files.walk(from)) {
            all.forEach(path -> {
                try {
                    Files.copy(path, to.resolve(from.relativize(path).toString()));
                } catch (IOException e) {
                    throw new UncheckedIOException(e);
                }
            });
        }
    }

    String line() throws IOException {
        return String.valueOf(said.readLine());
    }

    void tellToEnd() throws IOException {
        process.outputWriter().write("\n");
        process.outputWriter().flush();
    }

    /** As {@code kill -9}. */
    void kill() {
        process.destroyForcibly().onExit().join();
    }

    @Override
    public void close() {
        kill();
    }
}
