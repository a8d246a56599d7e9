package dev.sluice.config;

import io.vertx.config.ConfigRetriever;
import io.vertx.config.ConfigRetrieverOptions;
import io.vertx.config.ConfigStoreOptions;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.json.JsonObject;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Reads the settings of the process: the environment beats the file, the file beats the defaults. */
public final class SettingsLoader {

    private SettingsLoader() {}

    /**
     * Reads and checks everything.
     *
     * <p>Fails with {@link InvalidSettingsException}, which tells every problem there is. Any thread; the file is read
     * off the event loop.
     *
     * @param file null if there is none
     */
    public static Future<Settings> load(Vertx vertx, @Nullable Path file, Surroundings surroundings) {
        List<SettingsProblem> problems = new ArrayList<>();
        Map<String, Given> environment = EnvironmentSettings.read(surroundings.environment(), problems);
        ConfigRetrieverOptions options =
                new ConfigRetrieverOptions().setIncludeDefaultStores(false).setScanPeriod(-1);
        if (file != null) {
            options.addStore(new ConfigStoreOptions()
                    .setType("file")
                    .setFormat(LocatedYaml.NAME)
                    .setConfig(new JsonObject()
                            .put("path", file.toAbsolutePath().toString())
                            .put("shown", file.toString())));
        }
        JsonObject overriding = new JsonObject();
        environment.forEach((path, given) -> overriding.put(path, given.toJson()));
        options.addStore(new ConfigStoreOptions().setType("json").setConfig(overriding));

        ConfigRetriever retriever = ConfigRetriever.create(vertx, options);
        return retriever
                .getConfig()
                .transform(read -> {
                    InvalidSettingsException unreadable = read.failed() ? unreadable(file, read.cause()) : null;
                    if (unreadable != null) {
                        problems.addAll(unreadable.problems());
                    }
                    return settings(read.failed() ? overriding : read.result(), surroundings, problems);
                })
                .eventually(retriever::close);
    }

    private static InvalidSettingsException unreadable(@Nullable Path file, Throwable cause) {
        if (cause instanceof InvalidSettingsException invalid) {
            return invalid;
        }
        return new InvalidSettingsException(List.of(SettingsProblem.of(
                String.valueOf(file), "file", Kind.shortened(String.valueOf(cause.getMessage())), "a readable file")));
    }

    private static Future<Settings> settings(
            JsonObject found, Surroundings surroundings, List<SettingsProblem> problems) {
        Map<String, Given> given = new LinkedHashMap<>();
        found.forEach(entry -> given.put(entry.getKey(), Given.fromJson((JsonObject) entry.getValue())));
        SettingsReader reader = new SettingsReader(Catalogue.ALL, "conf/sluice.yaml", given, problems);
        reader.check();
        Settings settings = SettingsAssembly.assemble(reader, surroundings);
        problems.addAll(SettingsAssembly.conflicts(settings, reader));
        return problems.isEmpty()
                ? Future.succeededFuture(settings)
                : Future.failedFuture(new InvalidSettingsException(problems));
    }
}
