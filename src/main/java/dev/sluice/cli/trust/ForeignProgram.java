package dev.sluice.cli.trust;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** A program of this machine that is run to its end. */
final class ForeignProgram {

    private static final int LIMIT_S = 60;
    private static final int WORDS = 500;

    private ForeignProgram() {}

    /**
     * Runs it without any input.
     *
     * @throws IOException with its words, if it does not end well, or not within a minute
     */
    static void run(List<String> command) throws IOException, InterruptedException {
        Path said = Files.createTempFile("sluice", ".said");
        try {
            Process process = new ProcessBuilder(command)
                    .redirectErrorStream(true)
                    .redirectOutput(said.toFile())
                    .start();
            process.getOutputStream().close();
            if (!process.waitFor(LIMIT_S, TimeUnit.SECONDS)) {
                process.destroyForcibly();
                throw new IOException(command.get(0) + ": actual no end within " + LIMIT_S + " s, expected one");
            }
            if (process.exitValue() != 0) {
                String words = Files.readString(said).strip();
                throw new IOException(command.get(0) + ": actual exit code " + process.exitValue() + ", expected 0: "
                        + words.substring(Math.max(0, words.length() - WORDS)));
            }
        } finally {
            Files.deleteIfExists(said);
        }
    }
}
