package dev.sluice.imports.caddyfile;

import dev.sluice.imports.UnreadableException;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Iterator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The words of a Caddyfile one after the other, with those of imports put in where they are imported. */
final class TokenSource {

    private final Sources sources;
    private final Variables variables;
    private final Deque<Iterator<Token>> waiting = new ArrayDeque<>();
    private @Nullable Token next;
    private int words;
    private long characters;

    TokenSource(Sources sources) {
        this.sources = sources;
        this.variables = new Variables(sources.environment(), sources.unset());
    }

    /** Begins with the words of this file. */
    void begin(String name, String text) {
        insert(tokens(name, text, 0), name);
    }

    List<Token> tokens(String name, String text, int depth) {
        if (text.length() > Limits.FILE_CHARS) {
            throw new UnreadableException(name, text.length() + " characters; expected at most " + Limits.FILE_CHARS);
        }
        return Tokenizer.tokens(variables.replaced(text, name), name, depth);
    }

    Sources.Files files() {
        return sources.files();
    }

    /** The next word without taking it, null at the end. */
    @Nullable
    Token peek() {
        while (next == null && !waiting.isEmpty()) {
            Iterator<Token> first = waiting.peek();
            if (first.hasNext()) {
                next = first.next();
            } else {
                waiting.pop();
            }
        }
        return next;
    }

    /**
     * Takes the next word.
     *
     * @throws UnreadableException at the end
     */
    Token take(String where, String expected) {
        Token token = peek();
        if (token == null) {
            throw new UnreadableException(where, "the file ends; expected " + expected);
        }
        next = null;
        return token;
    }

    /** Whether a word follows on the same line that is no brace. */
    boolean hasArgument() {
        Token token = peek();
        return token != null && !token.startsLine() && !token.opens() && !token.closes();
    }

    /** Puts these words before those that are still to come. */
    void insert(List<Token> tokens, String where) {
        words += tokens.size();
        for (Token token : tokens) {
            characters += token.text().length();
        }
        if (words > Limits.WORDS || characters > Limits.ALL_CHARS) {
            throw new UnreadableException(
                    where,
                    "over " + Limits.WORDS + " words or " + Limits.ALL_CHARS
                            + " characters with its imports; expected fewer (does something import itself?)");
        }
        if (next != null) {
            waiting.push(List.of(next).iterator());
            next = null;
        }
        waiting.push(tokens.iterator());
    }
}
