package dev.sluice.admin.json;

import dev.sluice.core.model.Wire;
import dev.sluice.core.rule.DurationText;
import dev.sluice.core.rule.Problems;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Reads the fields of a body, merge by merge: a given one is set, null clears it (back to its default, if it must have a
 * value), an absent one stays. What cannot be read is told to the problems, and the present value stands in for it.
 */
public final class FieldReader {

    private final JsonObject body;
    private final String prefix;
    private final Problems problems;
    private final Set<String> known = new LinkedHashSet<>();

    public FieldReader(JsonObject body, Problems problems) {
        this(body, "", problems);
    }

    FieldReader(JsonObject body, String prefix, Problems problems) {
        this.body = body;
        this.prefix = prefix;
        this.problems = problems;
    }

    /** Whether the field is there, null or not. */
    boolean given(String field) {
        return body.containsKey(field);
    }

    /** Whether the field has a value. */
    boolean named(String field) {
        return body.getValue(field) != null;
    }

    /** Fields that an answer has and a request may repeat: read by nobody. */
    FieldReader ignore(String... fields) {
        known.addAll(List.of(fields));
        return this;
    }

    /** Tells a problem if the field is absent or null. */
    void require(String field, String expected) {
        if (!named(field)) {
            problems.add(prefix + field, null, expected);
        }
    }

    String text(String field, String present, String cleared) {
        return value(field, present, cleared, "a string", FieldReader::asText);
    }

    @Nullable
    String optionalText(String field, @Nullable String present) {
        return optional(field, present, "a string or null", FieldReader::asText);
    }

    int integer(String field, int present, int cleared) {
        return value(field, present, cleared, "a whole number", FieldReader::asInteger);
    }

    @Nullable
    Integer optionalInteger(String field, @Nullable Integer present) {
        return optional(field, present, "a whole number or null", FieldReader::asInteger);
    }

    @Nullable
    Long optionalId(String field, @Nullable Long present) {
        return optional(field, present, "an id (a whole number) or null", FieldReader::asId);
    }

    boolean flag(String field, boolean present, boolean cleared) {
        return value(field, present, cleared, "true or false", FieldReader::asFlag);
    }

    @Nullable
    Boolean optionalFlag(String field, @Nullable Boolean present) {
        return optional(field, present, "true, false or null", FieldReader::asFlag);
    }

    Duration duration(String field, Duration present, Duration cleared) {
        return value(field, present, cleared, "a duration such as 250ms, 5s or 5m", FieldReader::asDuration);
    }

    @Nullable
    Duration optionalDuration(String field, @Nullable Duration present) {
        return optional(field, present, "a duration such as 250ms, 5s or 5m, or null", FieldReader::asDuration);
    }

    <E extends Enum<E> & Wire> E choice(String field, E[] all, E present, E cleared) {
        return value(field, present, cleared, words(all), given -> asChoice(given, all));
    }

    <E extends Enum<E> & Wire> @Nullable E optionalChoice(String field, E[] all, @Nullable E present) {
        return optional(field, present, words(all) + ", or null", given -> asChoice(given, all));
    }

    /** The reader of an object inside; null if there is none to read. */
    @Nullable
    FieldReader nested(String field) {
        JsonObject inner =
                optional(field, null, "an object", given -> given instanceof JsonObject object ? object : null);
        return inner == null ? null : new FieldReader(inner, prefix + field + ".", problems);
    }

    /** Ids in an array; 0, which nothing has, holds the place of one that is told to be none. */
    public List<Long> ids(String field) {
        JsonArray array = array(field);
        List<Long> ids = new ArrayList<>();
        for (int i = 0; array != null && i < array.size(); i++) {
            Long id = asId(array.getValue(i));
            if (id == null) {
                problems.add(prefix + field + "[" + i + "]", array.getValue(i), "an id (a whole number)");
            }
            ids.add(id == null ? 0 : id);
        }
        return ids;
    }

    /** The array, or null if there is none; one that must be there. */
    @Nullable
    JsonArray array(String field) {
        require(field, "an array");
        return optional(field, null, "an array", given -> given instanceof JsonArray array ? array : null);
    }

    /** Tells of every field that nobody asked for. */
    void done() {
        for (String field : body.fieldNames()) {
            if (!known.contains(field)) {
                problems.add(prefix + Problems.show(field), "an unknown field", "one of " + String.join(", ", known));
            }
        }
    }

    private <T> T value(String field, T present, T cleared, String expected, Function<Object, @Nullable T> read) {
        known.add(field);
        Object given = body.getValue(field);
        if (given == null) {
            return given(field) ? cleared : present;
        }
        T value = read.apply(given);
        if (value == null) {
            problems.add(prefix + field, given, expected);
            return present;
        }
        return value;
    }

    private <T> @Nullable T optional(
            String field, @Nullable T present, String expected, Function<Object, @Nullable T> read) {
        known.add(field);
        Object given = body.getValue(field);
        if (given == null) {
            return given(field) ? null : present;
        }
        T value = read.apply(given);
        if (value == null) {
            problems.add(prefix + field, given, expected);
            return present;
        }
        return value;
    }

    private static @Nullable String asText(Object given) {
        return given instanceof String text ? text : null;
    }

    private static @Nullable Boolean asFlag(Object given) {
        return given instanceof Boolean flag ? flag : null;
    }

    private static @Nullable Integer asInteger(Object given) {
        return given instanceof Integer number ? number : null;
    }

    private static @Nullable Long asId(@Nullable Object given) {
        boolean whole = given instanceof Integer || given instanceof Long;
        return whole && given instanceof Number number && number.longValue() > 0 ? number.longValue() : null;
    }

    private static @Nullable Duration asDuration(Object given) {
        return given instanceof String text ? DurationText.parse(text) : null;
    }

    private static <E extends Enum<E> & Wire> @Nullable E asChoice(Object given, E[] all) {
        return Stream.of(all)
                .filter(one -> one.wire().equals(given))
                .findFirst()
                .orElse(null);
    }

    private static <E extends Enum<E> & Wire> String words(E[] all) {
        return Stream.of(all).map(Wire::wire).collect(Collectors.joining(", "));
    }
}
