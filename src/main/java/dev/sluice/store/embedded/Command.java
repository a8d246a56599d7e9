package dev.sluice.store.embedded;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/**
 * A short foreign command that has ended: its exit code and the beginning of what it said.
 *
 * <p>Meant for commands that say little: one that says more than a pipe holds (64 KiB) runs into its limit.
 */
record Command(int exitCode, String output) {
    private static final int OUTPUT_LIMIT = 8 * 1024;

    boolean succeeded() {
        return exitCode == 0;
    }

    /** Runs {@code argv} and waits for it. Blocks; a command that is not done within {@code limit} is killed. */
    static Command run(List<String> argv, Duration limit) {
        ProcessBuilder builder = prepare(argv).redirectErrorStream(true);
        try {
            Process process = builder.start();
            process.getOutputStream().close();
            if (!process.waitFor(limit.toMillis(), TimeUnit.MILLISECONDS)) {
                process.destroyForcibly();
                return new Command(-1, "no answer within " + limit.toSeconds() + " s");
            }
            try (InputStream said = process.getInputStream()) {
                return new Command(
                        process.exitValue(), new String(said.readNBytes(OUTPUT_LIMIT), StandardCharsets.UTF_8).strip());
            }
        } catch (IOException e) {
            return new Command(-1, String.valueOf(e.getMessage()));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return new Command(-1, "interrupted");
        }
    }

    /**
     * A process builder with a bare environment: no {@code PG*} variable changes what Postgres does, and no secret
     * of ours (tokens, database URL) shows in the environment of a foreign program.
     */
    static ProcessBuilder prepare(List<String> argv) {
        ProcessBuilder builder = new ProcessBuilder(argv);
        Map<String, String> environment = builder.environment();
        environment.keySet().retainAll(List.of("PATH", "LD_LIBRARY_PATH"));
        environment.put("LC_ALL", "C");
        environment.put("TZ", "UTC");
        builder.directory(new java.io.File("/"));
        return builder;
    }
}
