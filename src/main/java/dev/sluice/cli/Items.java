package dev.sluice.cli;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.List;
import java.util.stream.IntStream;

/** The things in a list of the API. */
final class Items {

    private Items() {}

    static List<JsonObject> of(JsonObject list) {
        return of(list.getJsonArray("items"));
    }

    static List<JsonObject> of(JsonArray items) {
        return IntStream.range(0, items.size()).mapToObj(items::getJsonObject).toList();
    }
}
