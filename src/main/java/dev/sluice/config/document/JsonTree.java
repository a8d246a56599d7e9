package dev.sluice.config.document;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadFeature;
import dev.sluice.core.rule.Problems;
import dev.sluice.core.rule.Rejection;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** JSON text as plain maps and lists. */
final class JsonTree {

    /** Of a field that is there twice nobody can tell which was meant. */
    private static final JsonFactory FACTORY = JsonFactory.builder()
            .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
            .build();

    private JsonTree() {}

    /**
     * What the text says.
     *
     * @throws Rejection INVALID, with the place
     */
    static @Nullable Object read(String text) {
        try (JsonParser parser = FACTORY.createParser(text)) {
            Object value = value(parser, parser.nextToken());
            if (parser.nextToken() != null) {
                throw broken("something after the end", parser.currentLocation().getLineNr(), 1);
            }
            return value;
        } catch (JsonProcessingException e) {
            int line = e.getLocation() == null ? 1 : e.getLocation().getLineNr();
            throw broken(
                    "broken JSON",
                    line,
                    e.getLocation() == null ? 1 : e.getLocation().getColumnNr());
        } catch (IOException e) {
            throw broken("unreadable", 1, 1);
        }
    }

    private static @Nullable Object value(JsonParser parser, @Nullable JsonToken token) throws IOException {
        if (token == null) {
            throw broken("an end too early", parser.currentLocation().getLineNr(), 1);
        }
        return switch (token) {
            case START_OBJECT -> object(parser);
            case START_ARRAY -> array(parser);
            case VALUE_STRING -> parser.getText();
            case VALUE_NUMBER_INT -> YamlTree.number(parser.getText());
            case VALUE_TRUE -> true;
            case VALUE_FALSE -> false;
            case VALUE_NULL -> null;
            // A fraction is no value of any field: as text, it is told to be none.
            default -> parser.getText();
        };
    }

    private static Map<String, @Nullable Object> object(JsonParser parser) throws IOException {
        Map<String, @Nullable Object> fields = new LinkedHashMap<>();
        while (parser.nextToken() == JsonToken.FIELD_NAME) {
            String name = parser.currentName();
            fields.put(name, value(parser, parser.nextToken()));
        }
        return fields;
    }

    private static List<@Nullable Object> array(JsonParser parser) throws IOException {
        List<@Nullable Object> items = new ArrayList<>();
        for (JsonToken token = parser.nextToken(); token != JsonToken.END_ARRAY; token = parser.nextToken()) {
            items.add(value(parser, token));
        }
        return items;
    }

    static Rejection broken(String what, int line, int column) {
        Problems problems = new Problems();
        problems.add("document", what + " at line " + line + ", column " + column, "YAML, or JSON");
        try {
            problems.refuseIfAny();
        } catch (Rejection refusal) {
            return refusal;
        }
        throw new IllegalStateException("a problem was no refusal");
    }
}
