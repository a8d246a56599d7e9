package dev.sluice.core.site;

import dev.sluice.core.rule.Fields;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** The value of a header field with {@link Placeholder}s in it, such as {@code {client_ip}}. Other braces stand for themselves. */
public final class Template {

    private static final int LONGEST = 4_096;
    private static final Pattern IN_BRACES = Pattern.compile("\\{([a-z_]+)\\}");

    private final String text;
    private final List<Object> parts;

    private Template(String text, List<Object> parts) {
        this.text = text;
        this.parts = parts;
    }

    /** Reads a value that is to be at that path of these fields; what is wrong with it is told to their problems. */
    static Template read(String text, String path, Fields in) {
        return read(text, path, in, EnumSet.complementOf(EnumSet.of(Placeholder.REST)));
    }

    /** The same, with these placeholders. */
    static Template read(String text, String path, Fields in, Set<Placeholder> allowed) {
        if (text.length() > LONGEST) {
            in.problem(path, text.length() + " characters", "at most " + LONGEST + " characters");
        } else if (!isFieldValue(text)) {
            in.problem(path, text, "visible characters of ASCII, with spaces or tabs between them");
        }
        List<Object> parts = new ArrayList<>();
        Matcher braces = IN_BRACES.matcher(text);
        int at = 0;
        while (braces.find()) {
            Placeholder placeholder = Placeholder.of(braces.group(1));
            if (placeholder == null || !allowed.contains(placeholder)) {
                in.problem(path, braces.group(), "in braces, one of " + words(allowed));
                continue;
            }
            parts.add(text.substring(at, braces.start()));
            parts.add(placeholder);
            at = braces.end();
        }
        parts.add(text.substring(at));
        return new Template(text, parts);
    }

    private static String words(Set<Placeholder> allowed) {
        return allowed.stream().sorted().map(Placeholder::wire).collect(Collectors.joining(", "));
    }

    /** Whether a field may have that value (RFC 9110 5.5). */
    static boolean isFieldValue(String text) {
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            boolean between = (c == ' ' || c == '\t') && i > 0 && i < text.length() - 1;
            if ((c < '!' || c > '~') && !between) {
                return false;
            }
        }
        return true;
    }

    /** As it was written. */
    public String text() {
        return text;
    }

    /** The value for one request. */
    public String filled(Function<Placeholder, String> values) {
        if (parts.size() == 1) {
            return text;
        }
        StringBuilder filled = new StringBuilder();
        for (Object part : parts) {
            filled.append(part instanceof Placeholder placeholder ? values.apply(placeholder) : (String) part);
        }
        return filled.toString();
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof Template template && template.text.equals(text);
    }

    @Override
    public int hashCode() {
        return text.hashCode();
    }

    @Override
    public String toString() {
        return text;
    }
}
