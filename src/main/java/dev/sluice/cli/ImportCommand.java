package dev.sluice.cli;

import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** The command that holds the imports, one for each front door that people come from. */
@Command(
        name = "import",
        mixinStandardHelpOptions = true,
        description = "Read the files of another front door, and print the document that would say the same.",
        synopsisSubcommandLabel = "FROM",
        subcommands = {ImportCaddyCommand.class, ImportGateControlCommand.class},
        footerHeading = "%nExamples:%n",
        footer = {
            "  sluice import caddy /etc/caddy/Caddyfile > house.yaml",
            "  sluice apply --add --dry-run house.yaml",
            "  sluice import gatecontrol gatecontrol-backup.json",
            "",
            "Nothing is changed, unless --apply asks for it. What could not be said is told line by line on standard error.",
            "Exit codes: 0 all was understood, 1 something was left out or switched off, 2 the file cannot be read."
        })
final class ImportCommand implements Callable<Integer> {

    @Spec
    @SuppressWarnings("NullAway.Init")
    private CommandSpec spec;

    /** Called when no import was named: shows what there is. */
    @Override
    public Integer call() {
        spec.commandLine().usage(spec.commandLine().getErr());
        return ExitCode.USAGE;
    }
}
