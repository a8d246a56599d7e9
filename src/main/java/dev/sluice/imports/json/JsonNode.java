package dev.sluice.imports.json;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** A value of a JSON text at its path; whoever reads an object's fields leaves the others to be told of. */
public final class JsonNode {

    private final String path;
    private final @Nullable Object value;
    private final Set<String> read = new LinkedHashSet<>();

    JsonNode(String path, @Nullable Object value) {
        this.path = path;
        this.value = value;
    }

    /** Where it is, as in {@code apps.http.servers.srv0.routes[2]}; empty for the whole text. */
    public String path() {
        return path;
    }

    public boolean isNull() {
        return value == null;
    }

    public boolean isObject() {
        return value instanceof Map<?, ?>;
    }

    public boolean isList() {
        return value instanceof List<?>;
    }

    /** The field, which counts as read; a null if there is none. */
    public JsonNode at(String field) {
        read.add(field);
        return child(field);
    }

    private JsonNode child(String field) {
        Object inner = value instanceof Map<?, ?> map ? map.get(field) : null;
        return new JsonNode(path.isEmpty() ? field : path + "." + field, inner);
    }

    /** The items of a list; none if it is no list. */
    public List<JsonNode> items() {
        List<JsonNode> items = new ArrayList<>();
        if (value instanceof List<?> list) {
            for (int i = 0; i < list.size(); i++) {
                items.add(new JsonNode(path + "[" + i + "]", list.get(i)));
            }
        }
        return items;
    }

    /** The names of an object's fields; none if it is no object. */
    public List<String> fields() {
        List<String> names = new ArrayList<>();
        if (value instanceof Map<?, ?> map) {
            map.keySet().forEach(name -> names.add(String.valueOf(name)));
        }
        return names;
    }

    /** The names of fields that have a value other than null and that nobody read. */
    public List<String> unread() {
        return fields().stream()
                .filter(name -> !read.contains(name) && !child(name).isNull())
                .toList();
    }

    /** A string, or a number or boolean as JSON spells it; null if it is something else. */
    public @Nullable String text() {
        return value instanceof String || value instanceof Number || value instanceof Boolean
                ? String.valueOf(value)
                : null;
    }

    /** The same, or that if it is something else. */
    public String text(String otherwise) {
        String text = text();
        return text == null ? otherwise : text;
    }

    /** The items of a list that are texts, or a text alone. */
    public List<String> texts() {
        String alone = text();
        if (alone != null) {
            return List.of(alone);
        }
        List<String> texts = new ArrayList<>();
        for (JsonNode item : items()) {
            String text = item.text();
            if (text != null) {
                texts.add(text);
            }
        }
        return texts;
    }

    /** A whole number, also one that is spelt as a string; null if it is something else. */
    public @Nullable Long number() {
        String text = text();
        return text != null && text.matches("-?\\d{1,18}") ? Long.valueOf(text) : null;
    }

    /** A boolean, or 1 and 0 as databases have them; null if it is something else. */
    public @Nullable Boolean flag() {
        return switch (text("")) {
            case "true", "1" -> Boolean.TRUE;
            case "false", "0" -> Boolean.FALSE;
            default -> null;
        };
    }
}
