package dev.sluice.cli;

import dev.sluice.config.ConfigFile;
import dev.sluice.config.InvalidSettingsException;
import dev.sluice.config.Settings;
import dev.sluice.config.SettingsLoader;
import dev.sluice.config.Surroundings;
import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** The option that names the file with the settings, and the reading of all of them. Blocks: for the main thread. */
final class SettingsSource {

    private static final int PATIENCE_S = 30;

    @Option(
            names = {"-c", "--config"},
            paramLabel = "FILE",
            description = "Settings, instead of SLUICE_CONFIG, conf/sluice.yaml or /etc/sluice/sluice.yaml.")
    private @Nullable Path option;

    /** The file that is read; empty if there is none. */
    Optional<Path> file(Surroundings surroundings) {
        String home = System.getProperty("sluice.home");
        return ConfigFile.locate(option, surroundings.environment(), home == null ? null : Path.of(home));
    }

    /**
     * All settings.
     *
     * @throws InvalidSettingsException with every problem there is
     */
    Settings load(Surroundings surroundings) throws InterruptedException, ExecutionException, TimeoutException {
        Path file = file(surroundings).orElse(null);
        // Small, and closed again: the instances that serve are built by what is read here.
        Vertx vertx = Vertx.vertx(new VertxOptions().setEventLoopPoolSize(1).setWorkerPoolSize(1));
        try {
            return SettingsLoader.load(vertx, file, surroundings)
                    .toCompletionStage()
                    .toCompletableFuture()
                    .get(PATIENCE_S, TimeUnit.SECONDS);
        } catch (ExecutionException e) {
            if (e.getCause() instanceof InvalidSettingsException invalid) {
                throw invalid;
            }
            throw e;
        } finally {
            vertx.close().toCompletionStage().toCompletableFuture().get(PATIENCE_S, TimeUnit.SECONDS);
        }
    }
}
