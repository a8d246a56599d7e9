package dev.sluice.cli;

import dev.sluice.core.rule.PasswordRules;
import java.io.BufferedReader;
import java.io.Console;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;

/** Asks for a new password: twice and without echo at a terminal, else one line of standard input. */
final class PasswordPrompt {

    private PasswordPrompt() {}

    /**
     * The password.
     *
     * @throws ParameterException if it is none
     */
    static String ask(CommandSpec spec) throws IOException {
        Console console = Terminal.isStandardInput() ? System.console() : null;
        String password = console == null ? line(System.in) : twice(console, spec);
        int length = password.length();
        if (length < PasswordRules.SHORTEST || length > PasswordRules.LONGEST) {
            throw new ParameterException(
                    spec.commandLine(),
                    "the password has " + length + " characters (expected " + PasswordRules.SHORTEST + " to "
                            + PasswordRules.LONGEST + ")");
        }
        return password;
    }

    private static String twice(Console console, CommandSpec spec) {
        String first = read(console, "New password: ");
        if (!first.equals(read(console, "The same again: "))) {
            throw new ParameterException(spec.commandLine(), "the two are different (expected the same twice)");
        }
        return first;
    }

    private static String read(Console console, String prompt) {
        char[] typed = console.readPassword("%s", prompt);
        return typed == null ? "" : new String(typed);
    }

    private static String line(InputStream in) throws IOException {
        String line = new BufferedReader(new InputStreamReader(in, StandardCharsets.UTF_8)).readLine();
        return line == null ? "" : line;
    }
}
