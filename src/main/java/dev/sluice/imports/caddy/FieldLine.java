package dev.sluice.imports.caddy;

import dev.sluice.core.model.Feature;
import dev.sluice.core.site.HeaderEdits;
import dev.sluice.core.site.HeaderRules;
import dev.sluice.imports.caddyfile.Line;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** A line that changes header fields, as {@code header}, {@code request_header}, {@code header_up} and {@code header_down} have it. */
final class FieldLine {

    private static final String SIGNS = "+-?>";

    private FieldLine() {}

    /**
     * The features with that change; null if Sluice has no such change.
     *
     * @param words the field with its sign, and a value
     * @param request whether applications get the field; else clients
     */
    static @Nullable Features taken(
            Features features, String where, String subject, List<String> words, boolean request) {
        String written = words.isEmpty() ? "" : words.get(0);
        char sign = !written.isEmpty() && SIGNS.indexOf(written.charAt(0)) >= 0 ? written.charAt(0) : '=';
        String field = (sign == '=' ? written : written.substring(1)).toLowerCase(Locale.ROOT);
        String direction = request ? "request" : "response";
        if (sign == '-' && words.size() == 1 && field.indexOf('*') < 0) {
            return isKnown(features, field, request)
                    ? null
                    : features.with(
                            Told.taken(where, subject, "headers." + direction + ".remove"),
                            "headers",
                            rules -> edit(rules, direction, edits -> Features.append(edits, "remove", field)));
        }
        String value = words.size() == 2 ? Placeholders.value(words.get(1)) : null;
        if (value == null || sign == '-' || sign == '?') {
            return null;
        }
        String operation = sign == '+' ? "add" : "set";
        if (isRemoved(features, field, request) || isThere(features, field, request, operation)) {
            return null;
        }
        String sentence = "headers." + direction + "." + operation;
        Told told = sign == '=' && !request
                ? Told.differs(
                        where, subject, sentence + ", in place of the application's own, beside which Caddy puts it")
                : Told.taken(where, subject, sentence);
        return features.with(
                told,
                "headers",
                rules -> edit(rules, direction, edits -> {
                    Map<String, @Nullable Object> values = Features.inner(edits.get(operation));
                    values.put(field, value);
                    edits.put(operation, values);
                }));
    }

    /** The same for a line of a block. */
    static @Nullable Features taken(Features features, Line line, String subject, boolean request) {
        return taken(features, line.where(), subject, line.arguments(), request);
    }

    private static void edit(
            Map<String, @Nullable Object> rules, String direction, Consumer<Map<String, @Nullable Object>> change) {
        Map<String, @Nullable Object> edits = Features.inner(rules.get(direction));
        change.accept(edits);
        rules.put(direction, edits);
    }

    private static HeaderEdits edits(Features features, boolean request) {
        Feature rules = features.site().of("headers");
        if (rules instanceof HeaderRules known) {
            return request ? known.request() : known.response();
        }
        return HeaderEdits.NONE;
    }

    private static boolean isRemoved(Features features, String field, boolean request) {
        return edits(features, request).remove().contains(field);
    }

    /** One field has one value to add, and one to be set to. */
    private static boolean isThere(Features features, String field, boolean request, String operation) {
        HeaderEdits edits = edits(features, request);
        return (operation.equals("add") ? edits.add() : edits.set()).containsKey(field);
    }

    private static boolean isKnown(Features features, String field, boolean request) {
        HeaderEdits edits = edits(features, request);
        return edits.set().containsKey(field) || edits.add().containsKey(field);
    }
}
