package dev.sluice.cli;

import dev.sluice.core.model.Wire;
import picocli.AutoComplete;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Prints the script by which a shell completes commands and options. */
@Command(
        name = "completion",
        mixinStandardHelpOptions = true,
        description = "Print the script by which a shell completes commands and options.",
        footerHeading = "%nExamples:%n",
        footer = {
            "  source <(./sluice completion bash)                  for this shell; zsh the same",
            "  ./sluice completion bash > /etc/bash_completion.d/sluice",
            "  ./sluice completion fish > ~/.config/fish/completions/sluice.fish"
        })
final class CompletionCommand implements Runnable {

    /** The shells there are scripts for. */
    enum Shell implements Wire {
        BASH,
        ZSH,
        FISH
    }

    @Spec
    @SuppressWarnings("NullAway.Init")
    private CommandSpec spec;

    @Parameters(arity = "0..1", paramLabel = "SHELL", description = "bash, zsh or fish (bash).", defaultValue = "bash")
    private Shell shell = Shell.BASH;

    @Override
    public void run() {
        CommandLine root = spec.root().commandLine();
        // The script for bash begins with what zsh needs to run it.
        spec.commandLine()
                .getOut()
                .print(shell == Shell.FISH ? FishCompletion.of(root) : AutoComplete.bash("sluice", root));
        spec.commandLine().getOut().flush();
    }
}
