package dev.sluice.admin.json;

import dev.sluice.core.model.Wire;
import dev.sluice.core.rule.Problems;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Reads what an agent says. It may be newer than we are: a field that is unknown here is no fault. What cannot be read is told
 * to the problems, never quoted, as it may be a secret.
 */
final class AgentWords {

    private static final int LONGEST = 255;

    private final JsonObject body;
    private final String prefix;
    private final Problems problems;

    AgentWords(JsonObject body, String prefix, Problems problems) {
        this.body = body;
        this.prefix = prefix;
        this.problems = problems;
    }

    /** A text that must be there; empty, and told, if it is not. */
    String text(String field, int longest) {
        String text = optionalText(field, longest);
        if (text == null && !problems.has(prefix + field)) {
            problems.add(prefix + field, null, "a string");
        }
        return text == null ? "" : text;
    }

    String text(String field) {
        return text(field, LONGEST);
    }

    @Nullable
    String optionalText(String field) {
        return optionalText(field, LONGEST);
    }

    private @Nullable String optionalText(String field, int longest) {
        Object value = body.getValue(field);
        if (value == null) {
            return null;
        }
        if (value instanceof String text && text.length() <= longest && isPrintable(text)) {
            return text;
        }
        problems.add(prefix + field, "something else", "a string of at most " + longest + " printable characters");
        return null;
    }

    /** What an agent says ends up in logs and on screens. */
    private static boolean isPrintable(String text) {
        return text.chars()
                .allMatch(character -> character >= ' ' && character != 0x7f || character == '\n' || character == '\r');
    }

    /** A whole number, 0 or more. */
    long number(String field, long most) {
        Object value = body.getValue(field);
        if ((value instanceof Integer || value instanceof Long)
                && value instanceof Number number
                && number.longValue() >= 0
                && number.longValue() <= most) {
            return number.longValue();
        }
        problems.add(prefix + field, value == null ? null : "something else", "a whole number from 0 to " + most);
        return 0;
    }

    boolean flag(String field) {
        if (body.getValue(field) instanceof Boolean flag) {
            return flag;
        }
        problems.add(prefix + field, body.getValue(field) == null ? null : "something else", "true or false");
        return false;
    }

    /** One of these; null, and told, if it is none. */
    <E extends Enum<E> & Wire> @Nullable E choice(String field, Stream<E> all) {
        var list = all.toList();
        Object value = body.getValue(field);
        for (E one : list) {
            if (one.wire().equals(value)) {
                return one;
            }
        }
        problems.add(
                prefix + field,
                value == null ? null : "something else",
                list.stream().map(Wire::wire).collect(Collectors.joining(", ")));
        return null;
    }

    /** The objects of an array; empty if there is none. */
    Stream<AgentWords> each(String field) {
        Object value = body.getValue(field);
        if (value == null) {
            return Stream.empty();
        }
        if (!(value instanceof JsonArray array)) {
            problems.add(prefix + field, "something else", "an array");
            return Stream.empty();
        }
        Stream.Builder<AgentWords> all = Stream.builder();
        for (int i = 0; i < array.size(); i++) {
            String path = prefix + field + "[" + i + "]";
            if (array.getValue(i) instanceof JsonObject object) {
                all.add(new AgentWords(object, path + ".", problems));
            } else {
                problems.add(path, "something else", "an object");
            }
        }
        return all.build();
    }
}
