package dev.sluice.imports.caddyfile;

import dev.sluice.imports.UnreadableException;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A text over several lines, between {@code <<NAME} and {@code NAME}.
 *
 * @param content without the white space that stands before the closing name, which every line must begin with
 * @param lines how many ends of line it takes
 * @param end the index behind the closing name
 */
record Heredoc(String content, int lines, int end) {

    private static final Pattern MARKER = Pattern.compile("[A-Za-z0-9_-]+");

    /** Whether a heredoc begins here: its name goes to the end of the line, without a space. */
    static boolean begins(String text, int at) {
        if (!text.startsWith("<<", at)) {
            return false;
        }
        int end = text.indexOf('\n', at);
        return end >= 0 && text.substring(at, end).indexOf(' ') < 0;
    }

    static Heredoc read(String text, int at, String where) {
        int begin = text.indexOf('\n', at);
        String marker = text.substring(at + 2, begin).replace("\r", "");
        if (!MARKER.matcher(marker).matches()) {
            throw new UnreadableException(
                    where, "a heredoc's name that is none; expected letters, digits, - and _ right behind <<");
        }
        Matcher closing =
                Pattern.compile("(?m)^([ \\t]*)" + Pattern.quote(marker)).matcher(text);
        if (!closing.find(begin + 1)) {
            throw new UnreadableException(where, "a heredoc that has no end; expected a line with its name alone");
        }
        String raw = text.substring(begin + 1, closing.start());
        String content = stripped(raw, closing.group(1), where);
        int lines = 1 + (int) raw.chars().filter(c -> c == '\n').count();
        return new Heredoc(content, lines, closing.end());
    }

    private static String stripped(String raw, String padding, String where) {
        StringBuilder content = new StringBuilder(raw.length());
        for (String line : raw.replace("\r", "").split("\n", -1)) {
            boolean empty = line.isEmpty();
            if (!empty && !line.startsWith(padding)) {
                throw new UnreadableException(
                        where, "a heredoc's line that begins with less white space than the line that ends it");
            }
            content.append(empty ? "" : line.substring(padding.length())).append('\n');
        }
        // The last line's end stands before the name, and so does what the split made of it.
        int length = Math.max(0, content.length() - 2);
        return content.substring(0, length);
    }
}
