package dev.sluice.config;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Finds the file with the settings. */
public final class ConfigFile {

    private static final String VARIABLE = "SLUICE_CONFIG";
    private static final Path CHECKOUT = Path.of("conf", "sluice.yaml");
    private static final Path INSTALLED = Path.of("/etc/sluice/sluice.yaml");

    private ConfigFile() {}

    /**
     * The file that the operator named, else {@code conf/sluice.yaml} beside the program, else
     * {@code /etc/sluice/sluice.yaml}; empty if none of the last two is there.
     *
     * @param option of the command line; null if it was not given
     * @param program the directory above {@code target}
     * @throws InvalidSettingsException if the file that was named cannot be read
     */
    public static Optional<Path> locate(
            @Nullable Path option, Map<String, String> environment, @Nullable Path program) {
        String variable = environment.getOrDefault(VARIABLE, "");
        if (option != null) {
            return Optional.of(readable("--config", option));
        }
        if (!variable.isBlank()) {
            return Optional.of(readable(VARIABLE, Path.of(variable)));
        }
        return Stream.of(program == null ? INSTALLED : program.resolve(CHECKOUT), INSTALLED)
                .filter(Files::isReadable)
                .findFirst();
    }

    private static Path readable(String source, Path file) {
        if (Files.isRegularFile(file) && Files.isReadable(file)) {
            return file;
        }
        String actual = Files.exists(file) ? file + " cannot be read" : file + " is not there";
        throw new InvalidSettingsException(
                List.of(SettingsProblem.of(source, source, actual, "a file that this user can read")));
    }
}
