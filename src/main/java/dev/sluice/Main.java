package dev.sluice;

/** The entry point of the process: reads the command line. */
public final class Main {

    private Main() {}

    /**
     * Prints how Sluice is used.
     *
     * @param arguments the command line, without the program's name
     */
    public static void main(String[] arguments) {
        System.out.println("usage: sluice <command>");
    }
}
