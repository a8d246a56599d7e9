package dev.sluice.docs;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A page of the documentation, as a reader finds his way in it.
 *
 * @param file its path in the checkout
 */
record Page(Path file, String text) {

    private static final Pattern CODE = Pattern.compile("`([^`]+)`");
    private static final Pattern SHELL = Pattern.compile("(?ms)^```sh\n(.*?)^```$");

    static Page read(String file) {
        Path path = Path.of(file);
        try {
            return new Page(path, Files.readString(path));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** What stands below this heading, down to the next one of the same level. */
    Page section(String heading) {
        String[] parts = text.split("(?m)^## " + Pattern.quote(heading) + "$", -1);
        if (parts.length != 2) {
            throw new AssertionError(
                    file + ": the heading \"" + heading + "\": actual " + (parts.length - 1) + ", expected 1");
        }
        return new Page(file, parts[1].split("(?m)^## ", -1)[0]);
    }

    /** The cells of the table whose head begins with this cell, row by row. */
    List<List<String>> table(String firstHead) {
        List<List<String>> rows = new ArrayList<>();
        boolean within = false;
        for (String line : text.split("\n", -1)) {
            if (!line.startsWith("|")) {
                within = false;
            } else if (within && !line.startsWith("|---")) {
                rows.add(cells(line));
            } else if (!within && cells(line).get(0).equals(firstHead)) {
                within = true;
            }
        }
        if (rows.isEmpty()) {
            throw new AssertionError(file + ": a table \"" + firstHead + "\": actual none, expected one with rows");
        }
        return rows;
    }

    private static List<String> cells(String line) {
        String inner = line.substring(1, line.lastIndexOf('|'));
        return List.of(inner.split("(?<!\\\\)\\|", -1)).stream()
                .map(String::strip)
                .toList();
    }

    /** The words in code type that begin that table's rows. */
    List<String> words(String firstHead) {
        return table(firstHead).stream().map(row -> code(row.get(0))).toList();
    }

    private static String code(String cell) {
        Matcher word = CODE.matcher(cell);
        return word.matches() ? word.group(1) : "";
    }

    /** The shell blocks, in order. */
    List<String> shell() {
        return SHELL.matcher(text).results().map(block -> block.group(1)).toList();
    }
}
