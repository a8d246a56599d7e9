package dev.sluice.cli;

import dev.sluice.cli.client.AdminClient;
import dev.sluice.config.Surroundings;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** The options that say where the admin API is, and who asks. */
final class AdminAccess {

    private static final String TOKEN = "SLUICE_ADMIN_TOKEN";
    private static final String STATE_DIR = "SLUICE_STATE_DIR";

    @Option(names = "--admin", paramLabel = "URL", description = "The admin API (${DEFAULT-VALUE}).")
    private URI admin = URI.create("http://127.0.0.1:9180");

    @Option(
            names = "--token",
            paramLabel = "TOKEN",
            description =
                    "Instead of SLUICE_ADMIN_TOKEN, or of first-token in the state directory. Others on this machine may"
                            + " see it.")
    private @Nullable String token;

    AdminClient client() {
        return new AdminClient(admin, token == null ? found(Surroundings.ofThisProcess()) : token);
    }

    /** The token that is lying about: in the environment, or made at the first start; null if there is none. */
    static @Nullable String found(Surroundings here) {
        Map<String, String> environment = here.environment();
        String fixed = environment.get(TOKEN);
        if (fixed != null && !fixed.isBlank()) {
            return fixed.strip();
        }
        String named = environment.get(STATE_DIR);
        Path directory = named != null
                ? Path.of(named)
                : here.root() ? Path.of("/var/lib/sluice") : here.home().resolve(".local/state/sluice");
        try {
            return Files.readString(directory.resolve("first-token")).strip();
        } catch (IOException e) {
            return null; // the API will say that one is missing, if it wants one
        }
    }
}
