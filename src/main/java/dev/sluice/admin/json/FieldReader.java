package dev.sluice.admin.json;

import dev.sluice.core.rule.Fields;
import dev.sluice.core.rule.Problems;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Reads the fields of a JSON body. */
public final class FieldReader extends Fields {

    public FieldReader(JsonObject body, Problems problems) {
        this(body, "", problems);
    }

    FieldReader(JsonObject body, String prefix, Problems problems) {
        super(plain(body), prefix, problems);
    }

    @Override
    public FieldReader ignore(String... fields) {
        super.ignore(fields);
        return this;
    }

    /** The array, or null if there is none; one that must be there. */
    @Nullable
    JsonArray array(String field) {
        List<?> list = list(field);
        return list == null ? null : new JsonArray(list);
    }

    /** The body without wrappers at any depth. */
    static Map<String, @Nullable Object> plain(JsonObject body) {
        Map<String, @Nullable Object> fields = new LinkedHashMap<>();
        body.getMap().forEach((field, value) -> fields.put(field, bare(value)));
        return fields;
    }

    private static @Nullable Object bare(@Nullable Object value) {
        if (value instanceof JsonObject object) {
            return plain(object);
        }
        return value instanceof JsonArray array
                ? array.stream().map(FieldReader::bare).toList()
                : value;
    }
}
