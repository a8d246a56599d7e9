package dev.sluice.cli;

import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;

/** Whether a person is looking. */
final class Terminal {

    private static final Path DESCRIPTORS = Path.of("/proc/self/fd");

    private Terminal() {}

    /** Whether standard output is a terminal. */
    static boolean isStandardOutput() {
        return isTerminal("1");
    }

    /** Whether standard input is a terminal. */
    static boolean isStandardInput() {
        return isTerminal("0");
    }

    private static boolean isTerminal(String descriptor) {
        try {
            // Since JDK 22 there is a console also where there is no terminal: only the descriptor tells.
            Path open = DESCRIPTORS.resolve(descriptor);
            if (Files.exists(open)) {
                String device = Files.readSymbolicLink(open).toString();
                return device.startsWith("/dev/pts/") || device.startsWith("/dev/tty") || device.equals("/dev/console");
            }
        } catch (IOException e) {
            return false;
        }
        return System.console() != null && Runtime.version().feature() < 22;
    }

    /** How many columns the terminal of this process has; 0 if that cannot be learned. */
    static int columns() {
        try {
            Process stty = new ProcessBuilder("stty", "size")
                    .redirectInput(new File("/dev/tty"))
                    .redirectError(ProcessBuilder.Redirect.DISCARD)
                    .start();
            if (!stty.waitFor(1, TimeUnit.SECONDS)) {
                stty.destroyForcibly();
                return 0;
            }
            String size = new String(stty.getInputStream().readAllBytes(), StandardCharsets.US_ASCII).strip();
            return size.matches("\\d{1,5} \\d{1,5}") ? Integer.parseInt(size.split(" ", -1)[1]) : 0;
        } catch (IOException e) {
            return 0; // no such program, or no terminal
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return 0;
        }
    }
}
