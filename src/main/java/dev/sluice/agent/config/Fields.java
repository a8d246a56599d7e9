package dev.sluice.agent.config;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** The fields of one JSON object, each with the type that it must have. Those that nobody asks for are ignored. */
final class Fields {

    private static final int SHOWN = 60;

    private final JsonObject object;
    private final String path;

    /**
     * The fields of that object.
     *
     * @param path where it stands in the document, for messages; empty at the top
     */
    Fields(JsonObject object, String path) {
        this.object = object;
        this.path = path;
    }

    String text(String name) throws InvalidConfigException {
        if (object.getValue(name) instanceof String text) {
            return text;
        }
        throw wrong(name, "a string");
    }

    @Nullable
    String textOrNull(String name) throws InvalidConfigException {
        return object.getValue(name) == null ? null : text(name);
    }

    long whole(String name, long least, long most) throws InvalidConfigException {
        Object value = object.getValue(name);
        if (value instanceof Integer || value instanceof Long) {
            long number = ((Number) value).longValue();
            if (number >= least && number <= most) {
                return number;
            }
        }
        throw wrong(name, "a whole number from " + least + " to " + most);
    }

    int port(String name) throws InvalidConfigException {
        return (int) whole(name, 1, 65_535);
    }

    /** A text that a reader understands. */
    <T> T parsed(String name, Function<String, @Nullable T> reader, String expected) throws InvalidConfigException {
        T value = reader.apply(text(name));
        if (value == null) {
            throw wrong(name, expected);
        }
        return value;
    }

    /** The same, or null for none. */
    <T> @Nullable T parsedOrNull(String name, Function<String, @Nullable T> reader, String expected)
            throws InvalidConfigException {
        return object.getValue(name) == null ? null : parsed(name, reader, expected);
    }

    List<Fields> objects(String name) throws InvalidConfigException {
        if (!(object.getValue(name) instanceof JsonArray array)) {
            throw wrong(name, "a list");
        }
        List<Fields> found = new ArrayList<>(array.size());
        for (int i = 0; i < array.size(); i++) {
            String place = place(name) + "[" + i + "]";
            if (!(array.getValue(i) instanceof JsonObject item)) {
                throw new InvalidConfigException(
                        place + ": actual " + shown(array.getValue(i)) + ", expected an object");
            }
            found.add(new Fields(item, place));
        }
        return found;
    }

    InvalidConfigException wrong(String name, String expected) {
        return new InvalidConfigException(
                place(name) + ": actual " + shown(object.getValue(name)) + ", expected " + expected);
    }

    private String place(String name) {
        return path.isEmpty() ? name : path + "." + name;
    }

    private static String shown(@Nullable Object value) {
        String text = String.valueOf(value).replaceAll("\\p{Cntrl}", "?");
        return text.length() <= SHOWN ? text : text.substring(0, SHOWN) + "...";
    }
}
