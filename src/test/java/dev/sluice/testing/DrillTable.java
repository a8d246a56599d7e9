package dev.sluice.testing;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Locale;

/**
 * What the drills measured, a line each: on standard output, and, with {@code -Dsluice.drills.table=FILE}, as
 * tab-separated values at the end of that file.
 */
public final class DrillTable {

    private DrillTable() {}

    /**
     * Adds a line.
     *
     * @param drill short name, such as {@code frozen under load}
     * @param promise what should be, in words, with its bound
     * @param measured what was
     */
    public static void row(String drill, String promise, Object measured) {
        String form = DrillForm.current().name().toLowerCase(Locale.ROOT);
        System.out.println("Drill (" + form + ") " + drill + ": " + measured + " (promised: " + promise + ")");
        String table = System.getProperty("sluice.drills.table");
        if (table == null) {
            return;
        }
        String line =
                String.join("\t", drill, promise, String.valueOf(measured)).replaceAll("[\\r\\n]+", " ") + "\n";
        try {
            Files.writeString(
                    Path.of(table), line, StandardCharsets.UTF_8, StandardOpenOption.CREATE, StandardOpenOption.APPEND);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
