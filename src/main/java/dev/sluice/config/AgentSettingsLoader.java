package dev.sluice.config;

import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Reads the settings of an agent: the command line beats the environment, that beats the file, that beats the defaults. Blocks:
 * for the main thread. Nothing here is loaded that an agent on a small machine does not need.
 */
public final class AgentSettingsLoader {

    private static final Path CHECKOUT = Path.of("conf", "agent.yaml");
    private static final Path INSTALLED = Path.of("/etc/sluice/agent.yaml");

    private AgentSettingsLoader() {}

    /**
     * What an agent can be told on the command line.
     *
     * @param name without dashes
     * @param meaning one or two sentences
     * @param preset the text of its default; empty if there is none
     */
    public record Option(String name, String meaning, String preset) {}

    /** All that an agent can be told, in the order of the manual. */
    public static List<Option> options() {
        return AgentCatalogue.ALL.stream()
                .map(setting -> new Option(setting.path(), setting.meaning(), setting.preset()))
                .toList();
    }

    /**
     * Reads and checks everything.
     *
     * @param file that the command line names; null if it names none
     * @param options by their names, without dashes
     * @param program the directory above {@code target}; null if it is not known
     * @throws InvalidSettingsException with every problem there is
     */
    public static AgentSettings load(
            @Nullable Path file, Map<String, String> options, Surroundings surroundings, @Nullable Path program) {
        List<SettingsProblem> problems = new ArrayList<>();
        Map<String, Given> given = new LinkedHashMap<>();
        file(file, surroundings.environment(), program, given, problems);
        for (Setting<?> setting : AgentCatalogue.ALL) {
            String variable = AgentCatalogue.variable(setting);
            String text = surroundings.environment().getOrDefault(variable, "");
            if (!text.isBlank()) {
                given.put(setting.path(), Given.of(text.strip(), variable));
            }
        }
        foreign(surroundings.environment(), problems);
        options.forEach((name, text) -> given.put(name, Given.of(text.strip(), "--" + name)));
        SettingsReader values = new SettingsReader(AgentCatalogue.ALL, AgentCatalogue.FILE, given, problems);
        values.check();
        if (problems.isEmpty() && values.items(AgentCatalogue.SERVER).isEmpty()) {
            problems.add(SettingsProblem.of(
                    values.source(AgentCatalogue.SERVER),
                    AgentCatalogue.SERVER.path(),
                    "none",
                    AgentCatalogue.SERVER.kind().expected()));
        }
        if (!problems.isEmpty()) {
            throw new InvalidSettingsException(problems);
        }
        return assemble(values, surroundings);
    }

    /** Only where there are variables that are not an agent's are those of front doors looked up. */
    private static void foreign(Map<String, String> environment, List<SettingsProblem> problems) {
        List<String> others = environment.keySet().stream()
                .filter(variable -> variable.startsWith("SLUICE_"))
                .filter(variable -> !AgentCatalogue.variables().contains(variable))
                .sorted()
                .toList();
        if (!others.isEmpty()) {
            EnvironmentSettings.refuseUnknown(others, problems);
        }
    }

    private static AgentSettings assemble(SettingsReader values, Surroundings surroundings) {
        Path stateDir = values.isGiven(AgentCatalogue.STATE_DIR)
                ? values.get(AgentCatalogue.STATE_DIR)
                : surroundings.agentStateDir();
        return new AgentSettings(
                values.items(AgentCatalogue.SERVER),
                values.find(AgentCatalogue.PAIR),
                stateDir,
                values.get(AgentCatalogue.PROXY_HOST),
                values.get(AgentCatalogue.PROXY_PORT),
                values.get(AgentCatalogue.API_HOST),
                values.get(AgentCatalogue.API_PORT),
                values.get(AgentCatalogue.HOP),
                values.find(AgentCatalogue.LAN_ADDRESS),
                values.get(AgentCatalogue.EVENT_LOOPS),
                values.get(AgentCatalogue.WAKE_PATIENCE),
                values.get(AgentCatalogue.DRAIN_PATIENCE));
    }

    private static void file(
            @Nullable Path option,
            Map<String, String> environment,
            @Nullable Path program,
            Map<String, Given> given,
            List<SettingsProblem> problems) {
        String variable = environment.getOrDefault(AgentCatalogue.FILE_VARIABLE, "");
        Path named = option == null && !variable.isBlank() ? Path.of(variable) : option;
        Path file = named != null
                ? named
                : Stream.of(program == null ? INSTALLED : program.resolve(CHECKOUT), INSTALLED)
                        .filter(Files::isReadable)
                        .findFirst()
                        .orElse(null);
        if (file == null) {
            return;
        }
        try {
            String text = Files.readString(file);
            if (text.lines().allMatch(line -> line.isBlank() || line.startsWith("#"))) {
                return; // as it is shipped: a YAML reader would take memory for nothing
            }
            LocatedYaml.read(text, file.toString())
                    .forEach(entry -> given.put(entry.getKey(), Given.fromJson((JsonObject) entry.getValue())));
        } catch (IOException e) {
            String source = Objects.equals(file, option) ? "--config" : AgentCatalogue.FILE_VARIABLE;
            problems.add(
                    SettingsProblem.of(source, source, file + " cannot be read", "a file that this user can read"));
        } catch (InvalidSettingsException e) {
            problems.addAll(e.problems());
        }
    }
}
