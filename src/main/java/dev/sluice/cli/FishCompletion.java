package dev.sluice.cli;

import java.util.List;
import java.util.stream.Collectors;
import picocli.CommandLine;
import picocli.CommandLine.Model.OptionSpec;

/** The script by which fish completes a command line: one line for each command and option. */
final class FishCompletion {

    private FishCompletion() {}

    static String of(CommandLine root) {
        StringBuilder script = new StringBuilder();
        String name = root.getCommandName();
        script.append("complete -c ").append(name).append(" -f\n");
        options(script, name, "__fish_use_subcommand", root);
        root.getSubcommands().forEach((word, command) -> {
            line(script, name, "__fish_use_subcommand", "-a " + word, described(command));
            String inIt = "__fish_seen_subcommand_from " + word;
            options(script, name, inIt, command);
            command.getSubcommands().forEach((inner, below) -> {
                line(script, name, inIt, "-a " + inner, described(below));
                options(script, name, inIt + "; and __fish_seen_subcommand_from " + inner, below);
            });
        });
        return script.toString();
    }

    private static void options(StringBuilder script, String name, String when, CommandLine command) {
        for (OptionSpec option : command.getCommandSpec().options()) {
            if (option.hidden()) {
                continue;
            }
            String words = List.of(option.names()).stream()
                    .map(word -> word.startsWith("--") ? "-l " + word.substring(2) : "-s " + word.substring(1))
                    .collect(Collectors.joining(" "));
            // A value may be a file for all that is known here.
            String value = option.arity().max() > 0 ? " -r -F" : "";
            line(script, name, when, words + value, text(option.description()));
        }
    }

    private static void line(StringBuilder script, String name, String when, String what, String description) {
        script.append("complete -c ")
                .append(name)
                .append(" -n '")
                .append(when)
                .append("' ")
                .append(what);
        if (!description.isEmpty()) {
            script.append(" -d '").append(description).append('\'');
        }
        script.append('\n');
    }

    private static String described(CommandLine command) {
        return text(command.getCommandSpec().usageMessage().description());
    }

    /** Within single quotes, fish takes only backslashes and these for more than themselves. */
    private static String text(String[] description) {
        String all = description.length == 0 ? "" : description[0];
        return all.replace("%%", "%").replace("\\", "\\\\").replace("'", "\\'");
    }
}
