package dev.sluice.testing;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;

/** What the objects of a running JVM weigh that something still refers to, by the JDK's own {@code jcmd}. */
final class LiveHeap {

    private LiveHeap() {}

    /** In bytes, after a collection of all that is not referred to. */
    static long of(long pid) {
        String jcmd = Path.of(System.getProperty("java.home"), "bin", "jcmd").toString();
        List<String> command = List.of(jcmd, Long.toString(pid), "GC.class_histogram");
        try {
            Process run = new ProcessBuilder(command).redirectErrorStream(true).start();
            String output = new String(run.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            // The last line is such as "Total 123456 7890123": objects, and bytes.
            return output.lines()
                    .filter(line -> line.startsWith("Total"))
                    .mapToLong(line -> Long.parseLong(line.split("\\s+")[2]))
                    .findFirst()
                    .orElseThrow(() -> new IllegalStateException(
                            String.join(" ", command) + ": actual '" + output + "', expected a histogram"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
