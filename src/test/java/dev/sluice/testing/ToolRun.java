package dev.sluice.testing;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * One run of a program of this machine, to its end.
 *
 * @param exit its exit code
 * @param output what it wrote, standard output and error together
 */
public record ToolRun(List<String> command, int exit, String output) {

    private static final Duration PATIENCE = Duration.ofSeconds(60);

    /** Runs a program that must be installed; see {@link RequiredTool}. It is killed, and that is an error, after a minute. */
    public static ToolRun of(String program, List<String> arguments) {
        return of(program, "", arguments);
    }

    /** The same, with this on its standard input. */
    public static ToolRun of(String program, String input, List<String> arguments) {
        List<String> command =
                new ArrayList<>(List.of(RequiredTool.require(program).toString()));
        command.addAll(arguments);
        Path in = null;
        Path out = null;
        try {
            in = Files.createTempFile("tool", ".in");
            out = Files.createTempFile("tool", ".out");
            Files.writeString(in, input);
            ProcessBuilder builder = new ProcessBuilder(command)
                    .redirectErrorStream(true)
                    .redirectInput(in.toFile())
                    .redirectOutput(out.toFile());
            builder.environment().keySet().removeIf(name -> name.toLowerCase(Locale.ROOT)
                    .endsWith("_proxy"));
            Process process = builder.start();
            try {
                if (!process.waitFor(PATIENCE.toMillis(), TimeUnit.MILLISECONDS)) {
                    throw new IllegalStateException(String.join(" ", command) + ": actual still running after "
                            + PATIENCE + ", expected its end\n" + Files.readString(out, StandardCharsets.ISO_8859_1));
                }
            } finally {
                process.descendants().forEach(ProcessHandle::destroyForcibly);
                process.destroyForcibly();
            }
            return new ToolRun(command, process.exitValue(), Files.readString(out, StandardCharsets.ISO_8859_1));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        } finally {
            delete(in);
            delete(out);
        }
    }

    private static void delete(@Nullable Path file) {
        try {
            if (file != null) {
                Files.deleteIfExists(file);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** What it wrote, if it ended well. */
    public String succeeded() {
        if (exit != 0) {
            throw new AssertionError(String.join(" ", command) + ": actual exit " + exit + ", expected 0\n" + output);
        }
        return output;
    }
}
