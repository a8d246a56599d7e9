package dev.sluice.cli.screen;

import java.util.Map;
import java.util.function.IntSupplier;

/**
 * Where an answer is read.
 *
 * @param width in columns; 0 for no limit
 * @param coloured whether colours may be used
 */
public record Screen(int width, boolean coloured) {

    /** A file or another program: nothing is cut or coloured. */
    public static final Screen NONE = new Screen(0, false);

    private static final int NARROWEST = 40;

    /**
     * The one that a process writes to.
     *
     * @param environment its variables; {@code NO_COLOR} (if not empty) forbids colours, {@code COLUMNS} is the width
     * @param terminal whether its standard output is one
     * @param columns the terminal's own word on its width, 0 if it has none; asked only if needed
     */
    public static Screen of(Map<String, String> environment, boolean terminal, IntSupplier columns) {
        if (!terminal) {
            return NONE;
        }
        boolean coloured = environment.getOrDefault("NO_COLOR", "").isEmpty()
                && !environment.getOrDefault("TERM", "").equals("dumb");
        String told = environment.getOrDefault("COLUMNS", "");
        int width = told.matches("[1-9][0-9]{0,4}") ? Integer.parseInt(told) : columns.getAsInt();
        return new Screen(width == 0 ? 0 : Math.max(NARROWEST, width), coloured);
    }

    /** The text in that shade, where colours may be used. */
    public String paint(String text, Shade shade) {
        return coloured ? shade.paint(text) : text;
    }
}
