package dev.sluice.imports.caddyfile;

import dev.sluice.imports.UnreadableException;
import java.util.List;
import java.util.Map;
import java.util.function.BiConsumer;

/**
 * What a Caddyfile reaches beyond itself.
 *
 * @param files finds what an import names
 * @param environment values for {@code {$NAME}}
 * @param unset told the place and the name of each variable that has neither value nor default
 */
public record Sources(Files files, Map<String, String> environment, BiConsumer<String, String> unset) {

    /** A file that an import named. */
    public record Named(String name, String text) {}

    /** Finds files by the pattern of an import. */
    public interface Files {

        /**
         * The files, in the order of their names; none if a pattern with wildcards matches none.
         *
         * @param from the name of the file that imports
         * @param where the place of the import, for errors
         * @throws UnreadableException if there is no such file
         */
        List<Named> matching(String pattern, String from, String where);
    }
}
