package dev.sluice.tls;

import java.nio.file.Path;
import java.time.Duration;

/**
 * What the room is told of the settings.
 *
 * @param directory where the operator's certificates lie; need not exist
 * @param secretKeyFile what private keys are sealed under; made at first use
 * @param defaultName the host whose certificate is shown to clients that ask for a name without one, or for none; empty if
 *     these are refused
 * @param lookEvery from one look at the directory, and at a secret that does not fit, to the next
 */
public record TlsOptions(Path directory, Path secretKeyFile, String defaultName, Duration lookEvery) {

    private static final Duration USUAL = Duration.ofSeconds(2);

    /** With the usual pace. */
    public static TlsOptions of(Path directory, Path secretKeyFile, String defaultName) {
        return new TlsOptions(directory, secretKeyFile, defaultName, USUAL);
    }
}
