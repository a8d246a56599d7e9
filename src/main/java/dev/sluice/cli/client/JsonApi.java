package dev.sluice.cli.client;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;

/** The admin API with its bodies as JSON. Blocks. */
public final class JsonApi {

    private static final int PAGE = 250;

    private final AdminClient client;

    public JsonApi(AdminClient client) {
        this.client = client;
    }

    /** A value as it must stand in a query. */
    public static String query(String value) {
        return URLEncoder.encode(value, StandardCharsets.UTF_8);
    }

    public JsonObject get(String path) throws ClientFailure, InterruptedException {
        return new JsonObject(client.get(path, AdminClient.JSON));
    }

    /** A whole list: as many pages as it has, with all items in the first. */
    public JsonObject all(String path) throws ClientFailure, InterruptedException {
        JsonObject list = get(path);
        JsonArray items = list.getJsonArray("items");
        String next = path + (path.contains("?") ? "&" : "?") + "limit=" + PAGE + "&offset=";
        while (items.size() < list.getInteger("total")) {
            JsonArray more = get(next + items.size()).getJsonArray("items");
            if (more.isEmpty()) {
                break; // it became shorter meanwhile
            }
            items.addAll(more);
        }
        return list;
    }

    public JsonObject post(String path, JsonObject body) throws ClientFailure, InterruptedException {
        return new JsonObject(client.post(path, AdminClient.JSON, body.encode()));
    }

    public void delete(String path) throws ClientFailure, InterruptedException {
        client.delete(path);
    }
}
