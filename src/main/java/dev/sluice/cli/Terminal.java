package dev.sluice.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Whether a person is looking. */
final class Terminal {

    private static final Path STANDARD_OUTPUT = Path.of("/proc/self/fd/1");

    private Terminal() {}

    /** Whether standard output is a terminal. */
    static boolean isStandardOutput() {
        try {
            // Since JDK 22 there is a console also where there is no terminal: only the descriptor tells.
            if (Files.exists(STANDARD_OUTPUT)) {
                String device = Files.readSymbolicLink(STANDARD_OUTPUT).toString();
                return device.startsWith("/dev/pts/") || device.startsWith("/dev/tty") || device.equals("/dev/console");
            }
        } catch (IOException e) {
            return false;
        }
        return System.console() != null && Runtime.version().feature() < 22;
    }
}
