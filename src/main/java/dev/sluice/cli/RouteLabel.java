package dev.sluice.cli;

import dev.sluice.cli.client.ClientFailure;
import dev.sluice.cli.client.JsonApi;
import io.vertx.core.json.JsonObject;
import java.util.Locale;

/** How people call a route: {@code app.example.com}, {@code app.example.com/api}, {@code :5432}. */
final class RouteLabel {

    private RouteLabel() {}

    /** That of anything in the API's answers that has a route's domain, path and port. */
    static String of(JsonObject route) {
        Integer port = route.getInteger("l4_listen_port");
        if (port != null) {
            return route.getString("domain") + ":" + port;
        }
        String path = route.getString("path_prefix");
        return route.getString("domain") + (path.equals("/") ? "" : path);
    }

    /** The route with that label, or with that id if no label is so. */
    static JsonObject find(JsonApi api, String given) throws ClientFailure, InterruptedException {
        String label = given.replaceFirst("^(https?|tcp)://", "").replaceFirst("(?<=.)/$", "");
        JsonObject byId = null;
        for (JsonObject route : Items.of(api.all("/routes"))) {
            if (same(of(route), label)) {
                return route;
            }
            if (route.getLong("id").toString().equals(given)) {
                byId = route;
            }
        }
        if (byId != null) {
            return byId;
        }
        throw ClientFailure.unknown(
                "route", given, "one that sluice routes lists, such as app.example.com, app.example.com/api or :5432");
    }

    /** The name is the same in any case, the path only in its own. */
    private static boolean same(String label, String given) {
        int slash = given.indexOf('/');
        String path = slash < 0 ? "" : given.substring(slash);
        return label.equals((slash < 0 ? given : given.substring(0, slash)).toLowerCase(Locale.ROOT) + path);
    }
}
