package dev.sluice.cli;

import dev.sluice.config.AgentSettingsLoader;
import java.util.LinkedHashMap;
import java.util.Map;
import picocli.CommandLine.IModelTransformer;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;

/** Every setting of an agent as an option of its command, under the same name. */
final class AgentOptions implements IModelTransformer {

    @Override
    public CommandSpec transform(CommandSpec command) {
        for (AgentSettingsLoader.Option option : AgentSettingsLoader.options()) {
            String preset = option.preset().isEmpty() ? "" : " (" + option.preset() + ")";
            command.addOption(OptionSpec.builder("--" + option.name())
                    .type(String.class)
                    .paramLabel("VALUE")
                    .description(option.meaning().replace("%", "%%") + preset)
                    .build());
        }
        return command;
    }

    /** What was given, by the settings' names. */
    static Map<String, String> given(CommandSpec command) {
        Map<String, String> given = new LinkedHashMap<>();
        for (AgentSettingsLoader.Option option : AgentSettingsLoader.options()) {
            String text = command.findOption("--" + option.name()).getValue();
            if (text != null) {
                given.put(option.name(), text);
            }
        }
        return given;
    }
}
