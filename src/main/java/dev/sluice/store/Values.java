package dev.sluice.store;

import dev.sluice.core.model.Site;
import dev.sluice.core.model.Stamp;
import dev.sluice.core.site.SiteFields;
import io.vertx.core.json.JsonObject;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.Tuple;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** How single values of ours look in SQL, and back. */
final class Values {
    private Values() {}

    static @Nullable OffsetDateTime timeOrNull(@Nullable Instant instant) {
        return instant == null ? null : instant.atOffset(ZoneOffset.UTC);
    }

    static Instant instant(Row row, String column) {
        return row.getOffsetDateTime(column).toInstant();
    }

    static @Nullable Instant instantOrNull(Row row, String column) {
        OffsetDateTime time = row.getOffsetDateTime(column);
        return time == null ? null : time.toInstant();
    }

    /** Now, as exact as Postgres keeps it, so that what is read back equals what was written. */
    static Instant now() {
        return Instant.now().truncatedTo(ChronoUnit.MICROS);
    }

    /** The constant that a wire name names. */
    static <E extends Enum<E>> E constant(Class<E> type, Row row, String column) {
        return Enum.valueOf(type, row.getString(column).toUpperCase(Locale.ROOT));
    }

    /** The fields of a stamp, put into a row. */
    static JsonObject stamp(JsonObject row, Stamp stamp) {
        return row.put("created_at", stamp.createdAt())
                .put("updated_at", stamp.updatedAt())
                .put("revision", stamp.revision());
    }

    static Stamp stamp(Row row) {
        return new Stamp(instant(row, "created_at"), instant(row, "updated_at"), row.getLong("revision"));
    }

    /** An id column: what {@code core} calls 0, "none", is NULL in SQL. */
    static @Nullable Long idOrNull(long id) {
        return id == 0 ? null : id;
    }

    static long idOrZero(Row row, String column) {
        Long id = row.getLong(column);
        return id == null ? 0 : id;
    }

    /** Features; rows in files of earlier versions have none. */
    static Site site(Row row, String column) {
        JsonObject written = row.getJsonObject(column);
        return written == null || written.isEmpty() ? Site.PLAIN : SiteFields.read(written.getMap());
    }

    /** One parameter that is an array of keys: all Long or all String. */
    static Tuple array(List<?> keys) {
        Object array = keys.get(0) instanceof Long ? keys.toArray(Long[]::new) : keys.toArray(String[]::new);
        return Tuple.tuple().addValue(array);
    }
}
