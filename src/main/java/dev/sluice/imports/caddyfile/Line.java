package dev.sluice.imports.caddyfile;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A line of a Caddyfile, and the block that it opens.
 *
 * @param where file and line
 * @param words at least one; the first says what the line is about
 * @param block null if it opens none
 */
public record Line(
        String where, List<String> words, @Nullable List<Line> block) {

    public Line {
        words = List.copyOf(words);
        block = block == null ? null : List.copyOf(block);
    }

    /** The first word. */
    public String name() {
        return words.get(0);
    }

    /** The words behind the first. */
    public List<String> arguments() {
        return words.subList(1, words.size());
    }

    /** The lines of its block, none if it opens none. */
    public List<Line> lines() {
        return block == null ? List.of() : block;
    }
}
