package dev.sluice.testing;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;

/** What a running JVM tells of itself, by the JDK's own {@code jcmd}. */
final class Jcmd {

    private Jcmd() {}

    /** The answer to that command. */
    static String ask(long pid, String question) {
        String jcmd = Path.of(System.getProperty("java.home"), "bin", "jcmd").toString();
        List<String> command = List.of(jcmd, Long.toString(pid), question);
        try {
            Process run = new ProcessBuilder(command).redirectErrorStream(true).start();
            return new String(run.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(String.join(" ", command), e);
        }
    }
}
