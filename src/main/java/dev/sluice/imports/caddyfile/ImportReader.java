package dev.sluice.imports.caddyfile;

import dev.sluice.imports.UnreadableException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Replaces {@code import} by what it imports: a snippet of the file, or other files. */
final class ImportReader {

    private final TokenSource tokens;
    private final Map<String, List<Token>> snippets = new HashMap<>();

    ImportReader(TokenSource tokens) {
        this.tokens = tokens;
    }

    /** Keeps the words of a snippet. */
    void define(String name, String where, List<Token> body) {
        if (snippets.putIfAbsent(name, body) != null) {
            throw new UnreadableException(where, "snippet (" + name + ") again; expected each name once");
        }
    }

    /** The word {@code import} was taken: takes the rest of its line, and puts in its place what it names. */
    void expand(Token keyword) {
        String where = keyword.where();
        if (!tokens.hasArgument()) {
            throw new UnreadableException(where, "import without a name; expected a snippet or a file");
        }
        String name = tokens.take(where, "a name").text();
        List<Token> arguments = new ArrayList<>();
        while (tokens.hasArgument()) {
            arguments.add(tokens.take(where, "an argument"));
        }
        int depth = keyword.depth() + 1;
        if (depth > Limits.IMPORT_DEPTH) {
            throw new UnreadableException(
                    where, "imports deeper than " + Limits.IMPORT_DEPTH + "; expected none that import themselves");
        }
        List<Token> block = block(where);
        tokens.insert(new Arguments(arguments, block).in(imported(name, keyword, depth)), where);
    }

    private List<Token> imported(String name, Token keyword, int depth) {
        List<Token> snippet = snippets.get(name);
        List<Token> found = new ArrayList<>();
        if (snippet != null) {
            snippet.forEach(token -> found.add(token.at(depth)));
            return found;
        }
        for (Sources.Named file : tokens.files().matching(name, keyword.file(), keyword.where())) {
            found.addAll(tokens.tokens(file.name(), file.text(), depth));
        }
        return found;
    }

    /** The words of the block behind an import, without its braces. */
    private List<Token> block(String where) {
        Token open = tokens.peek();
        if (open == null || !open.opens() || open.startsLine()) {
            return List.of();
        }
        tokens.take(where, "{");
        return tillClosed(where);
    }

    /** An opening brace was taken: takes everything up to the one that closes it. */
    List<Token> tillClosed(String where) {
        List<Token> body = new ArrayList<>();
        int open = 1;
        while (true) {
            Token token = tokens.take(where, "} to close the block");
            open += token.opens() ? 1 : token.closes() ? -1 : 0;
            if (open == 0) {
                return body;
            }
            if (open > Limits.BLOCK_DEPTH) {
                throw new UnreadableException(token.where(), "blocks deeper than " + Limits.BLOCK_DEPTH);
            }
            body.add(token);
        }
    }
}
