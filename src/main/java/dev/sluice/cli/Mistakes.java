package dev.sluice.cli;

import dev.sluice.ListenFailure;
import dev.sluice.cli.client.ClientFailure;
import dev.sluice.config.InvalidSettingsException;
import java.io.PrintWriter;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.NoSuchFileException;
import java.util.List;
import org.slf4j.LoggerFactory;
import picocli.CommandLine;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ParseResult;
import picocli.CommandLine.UnmatchedArgumentException;

/** What an operator reads when a command cannot be carried out. */
final class Mistakes {

    private Mistakes() {}

    /** The command line is wrong: says what, and what was probably meant. */
    static int onCommandLine(ParameterException mistake, String[] arguments) {
        CommandLine command = mistake.getCommandLine();
        PrintWriter err = command.getErr();
        err.println("sluice: " + words(mistake));
        err.println("Try '" + command.getCommandSpec().qualifiedName() + " --help'.");
        return ExitCode.USAGE;
    }

    /** The command line was right, and the command failed. */
    static int whileRunning(Exception failure, CommandLine command, ParseResult parsed) {
        PrintWriter err = command.getErr();
        if (failure instanceof InvalidSettingsException invalid) {
            invalid.problems().forEach(err::println);
            int count = invalid.problems().size();
            err.println("sluice: the settings have " + count + (count == 1 ? " problem" : " problems"));
            return ExitCode.USAGE;
        }
        if (failure instanceof ClientFailure told) {
            told.faults().forEach(err::println);
            err.println("sluice: " + told.getMessage());
            return told.isRefused() ? ExitCode.USAGE : ExitCode.SOFTWARE;
        }
        if (failure instanceof NoSuchFileException missing) {
            err.println("sluice: " + missing.getFile() + ": no such file (expected one that can be read)");
            return ExitCode.USAGE;
        }
        if (failure instanceof FileAlreadyExistsException taken) {
            err.println("sluice: " + taken.getFile() + ": is there already (expected a name that is free)");
            return ExitCode.SOFTWARE;
        }
        err.println("sluice: " + failure.getMessage());
        if (!(failure instanceof ListenFailure)) {
            LoggerFactory.getLogger(Mistakes.class).debug("{} failed", command.getCommandName(), failure);
        }
        return ExitCode.SOFTWARE;
    }

    private static String words(ParameterException mistake) {
        if (!(mistake instanceof UnmatchedArgumentException unmatched)) {
            return String.valueOf(mistake.getMessage());
        }
        String given = unmatched.getUnmatched().get(0);
        String kind = unmatched.isUnknownOption() ? "option" : "command";
        List<String> near = unmatched.getSuggestions();
        List<String> known =
                List.copyOf(mistake.getCommandLine().getSubcommands().keySet());
        if (!near.isEmpty()) {
            return "unknown " + kind + " '" + given + "' (expected " + String.join(" or ", near) + "?)";
        }
        return "unknown " + kind + " '" + given + "'"
                + (known.isEmpty() || unmatched.isUnknownOption()
                        ? ""
                        : " (expected one of " + String.join(", ", known) + ")");
    }
}
