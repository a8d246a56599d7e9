package dev.sluice.cli.screen;

/** What a colour says; nothing is said by colour alone. */
public enum Shade {
    PLAIN(""),
    GOOD("\033[32m"),
    WARN("\033[33m"),
    BAD("\033[31m"),
    FAINT("\033[2m"),
    HEADING("\033[1m");

    private static final String END = "\033[0m";

    private final String begin;

    Shade(String begin) {
        this.begin = begin;
    }

    String paint(String text) {
        return this == PLAIN || text.isEmpty() ? text : begin + text + END;
    }
}
