package dev.sluice.core.rule;

import dev.sluice.core.model.Wire;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Reads the fields of a body, merge by merge: a given one is set, null clears it (back to its default, if it must have a
 * value), an absent one stays. What cannot be read is told to the problems, and the present value stands in for it.
 */
public class Fields {

    private final Map<String, ? extends @Nullable Object> body;
    private final String prefix;
    private final Problems problems;
    private final Set<String> known = new LinkedHashSet<>();

    /**
     * The fields of one object.
     *
     * @param body maps, lists, strings, numbers, booleans and nulls
     * @param prefix of its fields' paths, empty for none
     */
    public Fields(Map<String, ? extends @Nullable Object> body, String prefix, Problems problems) {
        this.body = body;
        this.prefix = prefix;
        this.problems = problems;
    }

    /** Whether the field is there, null or not. */
    public boolean given(String field) {
        return body.containsKey(field);
    }

    /** Whether the field has a value. */
    public boolean named(String field) {
        return body.get(field) != null;
    }

    /** Fields that an answer has and a request may repeat: read by nobody. */
    public Fields ignore(String... fields) {
        known.addAll(List.of(fields));
        return this;
    }

    /** Tells a problem if the field is absent or null. */
    public void require(String field, String expected) {
        if (!named(field)) {
            problems.add(prefix + field, null, expected);
        }
    }

    /** Tells that the field's value is not what it should be. */
    void tell(String field, @Nullable Object actual, String expected) {
        problems.add(prefix + field, actual, expected);
    }

    public String text(String field, String present, String cleared) {
        return value(field, present, cleared, "a string", Fields::asText);
    }

    public @Nullable String optionalText(String field, @Nullable String present) {
        return optional(field, present, "a string or null", Fields::asText);
    }

    public int integer(String field, int present, int cleared) {
        return value(field, present, cleared, "a whole number", Fields::asInteger);
    }

    public @Nullable Integer optionalInteger(String field, @Nullable Integer present) {
        return optional(field, present, "a whole number or null", Fields::asInteger);
    }

    public @Nullable Long optionalId(String field, @Nullable Long present) {
        return optional(field, present, "an id (a whole number) or null", Fields::asId);
    }

    public @Nullable Long optionalLong(String field, @Nullable Long present) {
        return optional(field, present, "a whole number or null", Fields::asLong);
    }

    /** Whole numbers in an array; an empty list if there is none to read. */
    public List<Integer> integers(String field) {
        List<?> list =
                optional(field, null, "an array of whole numbers", given -> given instanceof List<?> all ? all : null);
        List<Integer> numbers = new ArrayList<>();
        for (int i = 0; list != null && i < list.size(); i++) {
            if (list.get(i) instanceof Integer number) {
                numbers.add(number);
            } else {
                problems.add(prefix + field + "[" + i + "]", list.get(i), "a whole number");
            }
        }
        return numbers;
    }

    public boolean flag(String field, boolean present, boolean cleared) {
        return value(field, present, cleared, "true or false", Fields::asFlag);
    }

    public @Nullable Boolean optionalFlag(String field, @Nullable Boolean present) {
        return optional(field, present, "true, false or null", Fields::asFlag);
    }

    public Duration duration(String field, Duration present, Duration cleared) {
        return value(field, present, cleared, "a duration such as 250ms, 5s or 5m", Fields::asDuration);
    }

    public @Nullable Duration optionalDuration(String field, @Nullable Duration present) {
        return optional(field, present, "a duration such as 250ms, 5s or 5m, or null", Fields::asDuration);
    }

    public <E extends Enum<E> & Wire> E choice(String field, E[] all, E present, E cleared) {
        return value(field, present, cleared, words(all), given -> asChoice(given, all));
    }

    public <E extends Enum<E> & Wire> @Nullable E optionalChoice(String field, E[] all, @Nullable E present) {
        return optional(field, present, words(all) + ", or null", given -> asChoice(given, all));
    }

    /** The reader of an object inside; null if there is none to read. */
    public @Nullable Fields nested(String field) {
        Map<String, @Nullable Object> inner = optional(field, null, "an object", Fields::asObject);
        return inner == null ? null : new Fields(inner, prefix + field + ".", problems);
    }

    /** Tells that this field's value is not what it may be. */
    public void problem(String field, @Nullable Object actual, String expected) {
        problems.add(prefix + field, actual, expected);
    }

    /** A text that no message may repeat, whatever is given in its place; empty if there is none. */
    public String secret(String field, String expected) {
        known.add(field);
        Object given = body.get(field);
        if (given != null && !(given instanceof String)) {
            problems.add(prefix + field, "no string", expected);
        }
        return given instanceof String text ? text : "";
    }

    /** Strings in an array; an empty list if there is none to read. */
    public List<String> texts(String field) {
        List<?> list = optional(field, null, "an array of strings", given -> given instanceof List<?> all ? all : null);
        List<String> texts = new ArrayList<>();
        for (int i = 0; list != null && i < list.size(); i++) {
            if (list.get(i) instanceof String text) {
                texts.add(text);
            } else {
                problems.add(prefix + field + "[" + i + "]", list.get(i), "a string");
            }
        }
        return texts;
    }

    /** Objects in an array, each by its reader; an empty list if there is none to read. */
    public List<Fields> objects(String field) {
        List<?> list = optional(field, null, "an array of objects", given -> given instanceof List<?> all ? all : null);
        List<Fields> readers = new ArrayList<>();
        for (int i = 0; list != null && i < list.size(); i++) {
            String path = prefix + field + "[" + i + "]";
            Object given = list.get(i);
            Map<String, @Nullable Object> inner = given == null ? null : asObject(given);
            if (inner == null) {
                problems.add(path, given == null ? null : "something else", "an object"); // it may hold a secret
            } else {
                readers.add(new Fields(inner, path + ".", problems));
            }
        }
        return readers;
    }

    /** Strings by names of the caller's own; an empty map if there are none to read. */
    public Map<String, String> textsByName(String field) {
        Map<String, @Nullable Object> inner = optional(field, null, "an object of strings", Fields::asObject);
        Map<String, String> texts = new LinkedHashMap<>();
        if (inner != null) {
            inner.forEach((name, value) -> {
                if (value instanceof String text) {
                    texts.put(name, text);
                } else {
                    problems.add(prefix + field + "." + Problems.show(name), value, "a string");
                }
            });
        }
        return texts;
    }

    /** Ids in an array; 0, which nothing has, holds the place of one that is told to be none. */
    public List<Long> ids(String field) {
        List<?> list = list(field);
        List<Long> ids = new ArrayList<>();
        for (int i = 0; list != null && i < list.size(); i++) {
            Long id = asId(list.get(i));
            if (id == null) {
                problems.add(prefix + field + "[" + i + "]", list.get(i), "an id (a whole number)");
            }
            ids.add(id == null ? 0 : id);
        }
        return ids;
    }

    /** The array, or null if there is none; one that must be there. */
    public @Nullable List<?> list(String field) {
        require(field, "an array");
        return optional(field, null, "an array", given -> given instanceof List<?> list ? list : null);
    }

    /** Tells of every field that nobody asked for. */
    public void done() {
        for (String field : body.keySet()) {
            if (!known.contains(field)) {
                problems.add(prefix + Problems.show(field), "an unknown field", "one of " + String.join(", ", known));
            }
        }
    }

    private <T> T value(String field, T present, T cleared, String expected, Function<Object, @Nullable T> read) {
        known.add(field);
        Object given = body.get(field);
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
        Object given = body.get(field);
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

    @SuppressWarnings("unchecked") // names are strings: that is what bodies are read into
    private static @Nullable Map<String, @Nullable Object> asObject(Object given) {
        return given instanceof Map<?, ?> map ? (Map<String, @Nullable Object>) map : null;
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

    private static @Nullable Long asLong(Object given) {
        return given instanceof Integer || given instanceof Long ? Long.valueOf(((Number) given).longValue()) : null;
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
