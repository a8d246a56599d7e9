package dev.sluice.admin.json;

import dev.sluice.core.model.Route;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Plain values as JSON: times in UTC to the millisecond, maps and lists all the way down. */
public final class Values {

    private Values() {}

    /** A time as text; null stays null. */
    public static @Nullable String time(@Nullable Instant at) {
        return at == null ? null : at.truncatedTo(ChronoUnit.MILLIS).toString();
    }

    /** The port that an L4 route listens on; null for an HTTP route. */
    public static @Nullable Integer listenPort(Route route) {
        return route.l4() == null ? null : Integer.valueOf(route.l4().port());
    }

    /** These fields as an object. */
    public static JsonObject object(Map<?, ? extends @Nullable Object> fields) {
        JsonObject object = new JsonObject();
        fields.forEach((field, value) -> object.put(String.valueOf(field), value(value)));
        return object;
    }

    private static @Nullable Object value(@Nullable Object value) {
        if (value instanceof Instant at) {
            return time(at);
        }
        if (value instanceof Map<?, ?> map) {
            return object(map);
        }
        if (value instanceof Iterable<?> list) {
            JsonArray array = new JsonArray();
            list.forEach(each -> array.add(value(each)));
            return array;
        }
        return value instanceof Enum<?> constant ? constant.name() : value;
    }
}
