package dev.sluice.imports.json;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonLocation;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.StreamReadFeature;
import dev.sluice.imports.UnreadableException;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Reads JSON (RFC 8259) strictly and within bounds. */
public final class JsonText {

    private static final int DEEPEST = 200;
    private static final int LONGEST_STRING = 1 << 20;

    private static final JsonFactory JSON = JsonFactory.builder()
            .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
            .disable(StreamReadFeature.INCLUDE_SOURCE_IN_LOCATION)
            .streamReadConstraints(StreamReadConstraints.builder()
                    .maxNestingDepth(DEEPEST)
                    .maxStringLength(LONGEST_STRING)
                    .build())
            .build();

    private JsonText() {}

    /**
     * The tree of the text.
     *
     * @param name the file's, for errors
     * @throws UnreadableException if it is not one JSON value, has a name twice in an object, or is deeper than 200
     */
    public static JsonNode read(String name, String text) {
        try (JsonParser parser = JSON.createParser(text.startsWith("\uFEFF") ? text.substring(1) : text)) {
            if (parser.nextToken() == null) {
                throw new UnreadableException(name, "nothing; expected JSON");
            }
            Object value = value(parser);
            if (parser.nextToken() != null) {
                throw new UnreadableException(name, "more than one value; expected one JSON object");
            }
            return new JsonNode("", value);
        } catch (JsonProcessingException e) {
            JsonLocation at = e.getLocation();
            // What the parser says may quote the text, secrets and all.
            throw new UnreadableException(
                    at == null ? name : name + ":" + at.getLineNr() + ":" + at.getColumnNr(),
                    "not JSON, or deeper or longer than any that people write; expected JSON");
        } catch (IOException e) {
            throw new UnreadableException(name, "not JSON");
        }
    }

    private static @Nullable Object value(JsonParser parser) throws IOException {
        JsonToken token = parser.currentToken();
        return switch (token) {
            case START_OBJECT -> object(parser);
            case START_ARRAY -> list(parser);
            case VALUE_STRING -> parser.getText();
            case VALUE_NUMBER_INT ->
                parser.getNumberType() == JsonParser.NumberType.BIG_INTEGER
                        ? parser.getText()
                        : Long.valueOf(parser.getLongValue());
            case VALUE_NUMBER_FLOAT -> parser.getText();
            case VALUE_TRUE -> Boolean.TRUE;
            case VALUE_FALSE -> Boolean.FALSE;
            default -> null;
        };
    }

    private static Map<String, @Nullable Object> object(JsonParser parser) throws IOException {
        Map<String, @Nullable Object> fields = new LinkedHashMap<>();
        while (parser.nextToken() == JsonToken.FIELD_NAME) {
            String name = parser.currentName();
            parser.nextToken();
            fields.put(name, value(parser));
        }
        return fields;
    }

    private static List<@Nullable Object> list(JsonParser parser) throws IOException {
        List<@Nullable Object> items = new ArrayList<>();
        while (parser.nextToken() != JsonToken.END_ARRAY) {
            items.add(value(parser));
        }
        return items;
    }
}
