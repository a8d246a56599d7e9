package dev.sluice.cli;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.List;

/** The command line in this process, for tests of other rooms. */
public final class Commands {

    private Commands() {}

    /** Runs one; what it says on standard output and error, and its exit code at the end. */
    public static String run(List<String> arguments) {
        StringWriter said = new StringWriter();
        PrintWriter both = new PrintWriter(said, true);
        int code = CommandLineInterface.execute(both, both, arguments.toArray(String[]::new));
        return said + "\nexit " + code;
    }
}
