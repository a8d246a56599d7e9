package dev.sluice.imports.caddyfile;

/**
 * One word of a Caddyfile.
 *
 * @param text without the quotes around it
 * @param file what people call the file
 * @param line where it begins, from 1
 * @param quoted whether quotes, backticks or a heredoc enclosed it: then braces in it are text
 * @param startsLine whether it is the first word of its line
 * @param depth how many imports it came through
 */
record Token(String text, String file, int line, boolean quoted, boolean startsLine, int depth) {

    boolean opens() {
        return !quoted && text.equals("{");
    }

    boolean closes() {
        return !quoted && text.equals("}");
    }

    boolean is(String word) {
        return !quoted && text.equals(word);
    }

    String where() {
        return file + ":" + line;
    }

    Token saying(String other) {
        return new Token(other, file, line, quoted, startsLine, depth);
    }

    Token startingLine(boolean starts) {
        return starts == startsLine ? this : new Token(text, file, line, quoted, starts, depth);
    }

    Token at(int importDepth) {
        return new Token(text, file, line, quoted, startsLine, importDepth);
    }
}
