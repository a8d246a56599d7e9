package dev.sluice.testing;

import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Optional;
import org.opentest4j.AssertionFailedError;
import org.opentest4j.TestAbortedException;

/**
 * A program that a test needs and a machine may lack.
 *
 * <p>Absent, the test is skipped with a sentence; with {@code -Dsluice.require-all} (as in continuous integration) it
 * fails instead. Docker is the exception: it is never required. Privileges (root, namespaces) are not tools.
 */
public final class RequiredTool {

    /** The system property that turns a skip for a missing tool into a failure. */
    public static final String REQUIRE_ALL = "sluice.require-all";

    private RequiredTool() {}

    /** The browser's name: the shell without windows, which takes a quarter less time, or else the usual one. */
    public static String browser() {
        return find("chromium-headless-shell").isPresent() ? "chromium-headless-shell" : "chromium";
    }

    /**
     * Finds a program by its name in the directories of {@code PATH}.
     *
     * @return its absolute path
     * @throws TestAbortedException if it is absent and may be
     * @throws AssertionFailedError if it is absent and {@value #REQUIRE_ALL} is set
     */
    public static Path require(String program) {
        return find(program).orElseThrow(() -> absent(program, System.getProperty(REQUIRE_ALL) != null));
    }

    /** The absolute path of a program in the directories of {@code PATH}; empty if it is absent, which is no failure. */
    public static Optional<Path> find(String program) {
        return Arrays.stream(System.getenv().getOrDefault("PATH", "").split(File.pathSeparator))
                .filter(directory -> !directory.isEmpty())
                .map(directory -> Path.of(directory, program).toAbsolutePath())
                .filter(Files::isExecutable)
                .findFirst();
    }

    static RuntimeException absent(String program, boolean required) {
        if (required && !program.equals("docker")) {
            throw new AssertionFailedError(
                    program + ": actual not in PATH, expected installed (-D" + REQUIRE_ALL + " is set)");
        }
        return new TestAbortedException("skipped: this test needs " + program + ", which is not in PATH");
    }
}
