package dev.sluice.cli;

import java.io.PrintWriter;
import picocli.CommandLine;

/** The command line: finds the command, runs it, and turns what goes wrong into a sentence and an exit code. */
public final class CommandLineInterface {

    private CommandLineInterface() {}

    /**
     * Runs a command on this process's standard output and error.
     *
     * @return the exit code
     */
    public static int execute(String... arguments) {
        return execute(new PrintWriter(System.out, true), new PrintWriter(System.err, true), arguments);
    }

    static int execute(PrintWriter out, PrintWriter err, String... arguments) {
        return new CommandLine(new SluiceCommand())
                .setOut(out)
                .setErr(err)
                .setUsageHelpWidth(100)
                .setCaseInsensitiveEnumValuesAllowed(true)
                .setParameterExceptionHandler(Mistakes::onCommandLine)
                .setExecutionExceptionHandler(Mistakes::whileRunning)
                .execute(arguments);
    }
}
