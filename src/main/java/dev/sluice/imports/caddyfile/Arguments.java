package dev.sluice.imports.caddyfile;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What an import hands over: {@code {args[0]}}, {@code {args[1:]}}, {@code {block}} and {@code {blocks.name}} stand for it in what
 * is imported.
 *
 * @param values the words behind the name
 * @param block the words of the block behind them
 */
record Arguments(List<Token> values, List<Token> block) {

    private static final Pattern ONE = Pattern.compile("\\{args(?:\\[(\\d{1,6})]|\\.(\\d{1,6}))}");
    private static final Pattern SOME = Pattern.compile("\\{args\\[(\\d{1,6})?:(\\d{1,6})?]}");
    private static final String NAMED_BLOCK = "{blocks.";

    /** The words with their stand-ins replaced; one that stands for nothing given is left as it is. */
    List<Token> in(List<Token> imported) {
        List<Token> whole = new ArrayList<>(imported.size());
        for (Token token : imported) {
            Matcher some = SOME.matcher(token.text());
            if (token.is("{block}")) {
                add(block, token, whole);
            } else if (!token.quoted()
                    && token.text().startsWith(NAMED_BLOCK)
                    && token.text().endsWith("}")) {
                add(
                        named(token.text()
                                .substring(NAMED_BLOCK.length(), token.text().length() - 1)),
                        token,
                        whole);
            } else if (some.matches()) {
                add(slice(some), token, whole);
            } else {
                whole.add(token.text().contains("{args") ? token.saying(single(token.text())) : token);
            }
        }
        return whole;
    }

    private String single(String text) {
        return ONE.matcher(text).replaceAll(found -> {
            int index = Integer.parseInt(found.group(1) == null ? found.group(2) : found.group(1));
            return Matcher.quoteReplacement(
                    index < values.size() ? values.get(index).text() : found.group());
        });
    }

    private List<Token> slice(Matcher range) {
        int from = range.group(1) == null ? 0 : Integer.parseInt(range.group(1));
        int to = range.group(2) == null ? values.size() : Integer.parseInt(range.group(2));
        to = Math.min(to, values.size());
        return from >= to ? List.of() : values.subList(from, to);
    }

    /** The words of the inner block of that name. */
    private List<Token> named(String name) {
        int open = 0;
        for (int i = 0; i + 1 < block.size(); i++) {
            boolean found =
                    open == 0 && block.get(i).is(name) && block.get(i + 1).opens();
            open += block.get(i).opens() ? 1 : block.get(i).closes() ? -1 : 0;
            if (found) {
                return block.subList(i + 2, closing(i + 1));
            }
        }
        return List.of();
    }

    private int closing(int opening) {
        int open = 0;
        for (int i = opening; i < block.size(); i++) {
            open += block.get(i).opens() ? 1 : block.get(i).closes() ? -1 : 0;
            if (open == 0) {
                return i;
            }
        }
        return block.size();
    }

    /** The first of what is put in begins a line where what it stands for did. */
    private static void add(List<Token> given, Token placeholder, List<Token> whole) {
        boolean first = true;
        for (Token token : given) {
            whole.add(first ? token.startingLine(placeholder.startsLine()) : token);
            first = false;
        }
    }
}
