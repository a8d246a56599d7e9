package dev.sluice.imports.caddyfile;

import dev.sluice.imports.UnreadableException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Makes words into sites, snippets and global options. */
final class CaddyfileReader {

    private final TokenSource tokens;
    private final ImportReader imports;
    private final List<Line> options = new ArrayList<>();
    private final Map<String, List<Line>> namedRoutes = new LinkedHashMap<>();
    private final List<Caddyfile.SiteBlock> sites = new ArrayList<>();

    CaddyfileReader(TokenSource tokens) {
        this.tokens = tokens;
        this.imports = new ImportReader(tokens);
    }

    Caddyfile read() {
        boolean first = true;
        for (Token token = tokens.peek(); token != null; token = tokens.peek()) {
            if (token.is("import") && token.startsLine()) {
                imports.expand(tokens.take(token.where(), "import"));
            } else if (token.opens()) {
                globalBlock(token, first);
                first = false;
            } else {
                block(token);
                first = false;
            }
        }
        return new Caddyfile(options, namedRoutes, sites);
    }

    private void globalBlock(Token open, boolean first) {
        if (!first) {
            throw new UnreadableException(
                    open.where(), "a block without an address; expected a site's address before {");
        }
        tokens.take(open.where(), "{");
        options.addAll(lines(open.where(), 1));
    }

    private void block(Token head) {
        List<String> addresses = addresses(head);
        Token next = tokens.peek();
        boolean braces = next != null && next.opens();
        String only = addresses.size() == 1 ? addresses.get(0) : "";
        if (only.startsWith("(") && only.endsWith(")")) {
            tokens.take(head.where(), "{ behind a snippet's name");
            if (!braces) {
                throw new UnreadableException(head.where(), "a snippet without a block; expected {");
            }
            imports.define(only.substring(1, only.length() - 1), head.where(), imports.tillClosed(head.where()));
            return;
        }
        List<Line> body = braces ? braced(head) : rest();
        if (only.startsWith("&(") && only.endsWith(")")) {
            namedRoutes.put(only.substring(2, only.length() - 1), body);
        } else if (!addresses.isEmpty()) {
            sites.add(new Caddyfile.SiteBlock(head.where(), List.copyOf(addresses), body));
        }
    }

    /** Words up to the brace or to the end of the line; a comma at its end goes on with the next. */
    private List<String> addresses(Token head) {
        List<String> addresses = new ArrayList<>();
        boolean more = true;
        for (Token token = tokens.peek(); token != null && !token.opens(); token = tokens.peek()) {
            if (token.startsLine() && !more) {
                break;
            }
            if (token.is("import") && token.startsLine()) {
                imports.expand(tokens.take(token.where(), "import"));
                continue;
            }
            tokens.take(token.where(), "an address");
            refuseBraces(token);
            more = token.text().endsWith(",");
            for (String address : token.text().split(",")) {
                if (!address.isEmpty()) {
                    addresses.add(address);
                }
            }
        }
        if (more && !addresses.isEmpty()) {
            throw new UnreadableException(head.where(), "a comma behind the last address; expected another one");
        }
        return addresses;
    }

    private static void refuseBraces(Token token) {
        boolean glued =
                !token.quoted() && (token.text().endsWith("{") || token.text().equals("{}"));
        if (token.closes() || glued) {
            throw new UnreadableException(
                    token.where(), "a brace that is part of an address; expected { as a word of its own");
        }
    }

    private List<Line> braced(Token head) {
        tokens.take(head.where(), "{");
        return lines(head.where(), 1);
    }

    /** A file with one site needs no braces. */
    private List<Line> rest() {
        List<Line> lines = new ArrayList<>();
        for (Token token = tokens.peek(); token != null; token = tokens.peek()) {
            line(token, lines, 0);
        }
        return lines;
    }

    /** An opening brace was taken: the lines up to the one that closes it. */
    private List<Line> lines(String where, int depth) {
        if (depth > Limits.BLOCK_DEPTH) {
            throw new UnreadableException(where, "blocks deeper than " + Limits.BLOCK_DEPTH + "; expected fewer");
        }
        List<Line> lines = new ArrayList<>();
        while (true) {
            Token token = tokens.peek();
            if (token == null || token.closes()) {
                tokens.take(where, "} to close the block");
                return lines;
            }
            line(token, lines, depth);
        }
    }

    private void line(Token first, List<Line> lines, int depth) {
        tokens.take(first.where(), "a word");
        if (first.is("import")) {
            imports.expand(first);
            return;
        }
        if (first.opens() || first.closes() || first.is("{}")) {
            throw new UnreadableException(first.where(), "a brace where a line begins; expected a directive");
        }
        List<String> words = new ArrayList<>(List.of(first.text()));
        while (tokens.hasArgument()) {
            Token word = tokens.take(first.where(), "a word");
            if (word.is("{}")) {
                throw new UnreadableException(
                        word.where(), "'{}'; expected { at the end of the line, and } on its own");
            }
            words.add(word.text());
        }
        Token next = tokens.peek();
        boolean opens = next != null && next.opens() && !next.startsLine();
        if (opens) {
            tokens.take(first.where(), "{");
        }
        lines.add(new Line(first.where(), words, opens ? lines(first.where(), depth + 1) : null));
    }
}
