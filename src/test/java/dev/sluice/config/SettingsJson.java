package dev.sluice.config;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.lang.reflect.RecordComponent;
import java.util.List;

/** Settings as JSON, every component of every record; for comparing. */
final class SettingsJson {

    private SettingsJson() {}

    static JsonObject of(Record values) {
        JsonObject json = new JsonObject();
        try {
            for (RecordComponent component : values.getClass().getRecordComponents()) {
                if (component.getName().equals("shown")) {
                    continue; // says the same in other words
                }
                json.put(component.getName(), value(component.getAccessor().invoke(values)));
            }
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException(e);
        }
        return json;
    }

    private static Object value(Object value) {
        if (value instanceof Secret || value instanceof DatabaseUrl) {
            return value.toString();
        }
        if (value instanceof Record section) {
            return of(section);
        }
        if (value instanceof List<?> items) {
            return new JsonArray(items);
        }
        return value instanceof Number || value instanceof Boolean || value == null ? value : value.toString();
    }
}
