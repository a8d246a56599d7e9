package dev.sluice.admin;

import io.vertx.core.MultiMap;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.List;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/** What the API answered. */
record Reply(int status, MultiMap headers, Buffer body) {

    JsonObject json() {
        return new JsonObject(body);
    }

    long id() {
        return json().getLong("id");
    }

    JsonArray items() {
        return json().getJsonArray("items");
    }

    @Nullable
    String header(String name) {
        return headers.get(name);
    }

    String code() {
        return json().getString("code");
    }

    /** The paths of all single errors. */
    List<String> paths() {
        JsonArray errors = json().getJsonArray("errors");
        return IntStream.range(0, errors.size())
                .mapToObj(i -> errors.getJsonObject(i).getString("path"))
                .toList();
    }
}
