package dev.sluice.imports.caddyfile;

import dev.sluice.imports.UnreadableException;
import java.util.ArrayList;
import java.util.List;

/**
 * Cuts a Caddyfile into words by Caddy's rules: white space parts them, quotes and backticks hold them together, {@code #} at
 * the beginning of a word makes the rest of the line a comment, a backslash at the end of a line joins the next one,
 * {@code <<NAME} begins a heredoc.
 */
final class Tokenizer {

    private final String text;
    private final String file;
    private final int depth;
    private final List<Token> tokens = new ArrayList<>();
    private int at;
    private int line = 1;
    private boolean startsLine = true;

    private Tokenizer(String text, String file, int depth) {
        this.text = text;
        this.file = file;
        this.depth = depth;
    }

    /**
     * The words of the text.
     *
     * @throws UnreadableException if a quote or a heredoc has no end
     */
    static List<Token> tokens(String text, String file, int depth) {
        Tokenizer tokenizer = new Tokenizer(text.startsWith("\uFEFF") ? text.substring(1) : text, file, depth);
        tokenizer.run();
        return tokenizer.tokens;
    }

    private void run() {
        while (at < text.length()) {
            char c = text.charAt(at);
            if (c == '\n') {
                startsLine = true;
                line++;
                at++;
            } else if (isSpace(c)) {
                at++;
            } else if (c == '#') {
                int end = text.indexOf('\n', at);
                at = end < 0 ? text.length() : end;
            } else if (continuation() > 0) {
                line++;
                at += continuation();
            } else {
                word(c);
            }
        }
    }

    private void word(char first) {
        int begun = line;
        boolean fresh = startsLine;
        startsLine = false;
        boolean quoted = first == '"' || first == '`';
        boolean heredoc = !quoted && Heredoc.begins(text, at);
        String word;
        if (quoted) {
            word = first == '"' ? inQuotes() : inBackticks();
        } else if (heredoc) {
            Heredoc read = Heredoc.read(text, at, file + ":" + line);
            word = read.content();
            line += read.lines();
            at = read.end();
        } else {
            word = bare();
        }
        tokens.add(new Token(word, file, begun, quoted || heredoc, fresh, depth));
    }

    /** A backslash is kept, but for one before {@code <}, which says that no heredoc begins. */
    private String bare() {
        StringBuilder word = new StringBuilder();
        while (at < text.length() && !isSpace(text.charAt(at)) && continuation() == 0) {
            char c = text.charAt(at++);
            boolean escapes = c == '\\' && word.isEmpty() && at < text.length() && text.charAt(at) == '<';
            if (!escapes) {
                word.append(c);
            }
        }
        return word.toString();
    }

    /** Only quotes can be escaped in quotes; other backslashes stay what they are. */
    private String inQuotes() {
        StringBuilder word = new StringBuilder();
        int opened = line;
        for (at++; at < text.length(); at++) {
            char c = text.charAt(at);
            boolean escaped = c == '\\' && at + 1 < text.length() && text.charAt(at + 1) == '"';
            if (escaped) {
                c = text.charAt(++at);
            } else if (c == '"') {
                at++;
                return word.toString();
            }
            line += c == '\n' ? 1 : 0;
            word.append(c);
        }
        throw new UnreadableException(file + ":" + opened, "a quote that has no end; expected \" to close it");
    }

    private String inBackticks() {
        int end = text.indexOf('`', at + 1);
        if (end < 0) {
            throw new UnreadableException(file + ":" + line, "a backtick that has no end; expected ` to close it");
        }
        String word = text.substring(at + 1, end);
        line += (int) word.chars().filter(c -> c == '\n').count();
        at = end + 1;
        return word;
    }

    /** How many characters a backslash and the end of line behind it take here, 0 if there are none. */
    private int continuation() {
        if (text.charAt(at) != '\\') {
            return 0;
        }
        return text.startsWith("\n", at + 1) ? 2 : text.startsWith("\r\n", at + 1) ? 3 : 0;
    }

    private static boolean isSpace(char c) {
        return Character.isWhitespace(c) || c == '\u00A0' || c == '\u0085';
    }
}
