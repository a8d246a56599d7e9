package dev.sluice;

import dev.sluice.cli.CommandLineInterface;

/** The entry point of the process: its exit code is the command's. */
public final class Main {

    private Main() {}

    /**
     * Runs the command that the command line names.
     *
     * @param arguments the command line, without the program's name
     */
    public static void main(String[] arguments) {
        System.exit(CommandLineInterface.execute(arguments));
    }
}
