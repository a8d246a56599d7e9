package dev.sluice.store;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.Tuple;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A row of one of our tables in the form in which it is written, to be read as if it came from Postgres: so a table has one
 * mapping, whether its rows lie in the database or in a file. A column that is not there is NULL.
 */
final class JsonRow implements Row {
    private final JsonObject json;
    private final List<String> names = new ArrayList<>();

    JsonRow(JsonObject json) {
        this.json = json;
    }

    @Override
    public String getColumnName(int position) {
        return names.get(position);
    }

    @Override
    public int getColumnIndex(String column) {
        int known = names.indexOf(column);
        if (known >= 0) {
            return known;
        }
        names.add(column);
        return names.size() - 1;
    }

    @Override
    public @Nullable Object getValue(int position) {
        return json.getValue(names.get(position));
    }

    @Override
    public @Nullable OffsetDateTime getOffsetDateTime(int position) {
        Object text = getValue(position);
        return text == null ? null : OffsetDateTime.parse(text.toString());
    }

    @Override
    public OffsetDateTime @Nullable [] getArrayOfOffsetDateTimes(int position) {
        JsonArray texts = json.getJsonArray(names.get(position));
        return texts == null
                ? null
                : texts.stream()
                        .map(text -> OffsetDateTime.parse(text.toString()))
                        .toArray(OffsetDateTime[]::new);
    }

    @Override
    public String @Nullable [] getArrayOfStrings(int position) {
        JsonArray texts = json.getJsonArray(names.get(position));
        return texts == null ? null : texts.stream().map(Object::toString).toArray(String[]::new);
    }

    @Override
    public Tuple addValue(@Nullable Object value) {
        throw new UnsupportedOperationException("a row is only read");
    }

    @Override
    public int size() {
        return names.size();
    }

    @Override
    public void clear() {
        throw new UnsupportedOperationException("a row is only read");
    }

    @Override
    public List<Class<?>> types() {
        throw new UnsupportedOperationException("a row has no types of its own");
    }
}
