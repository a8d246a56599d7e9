package dev.sluice.admin;

import static dev.sluice.admin.BadInputRows.of;
import static dev.sluice.admin.BadInputRows.row;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.params.provider.Arguments;

/** Webhooks that are asked for wrongly. Webhook 11, named eleven, is there; 127.0.0.0/8 is allowed. */
final class BadWebhookRows {

    private static final String URL = "https://hooks.example/";

    private BadWebhookRows() {}

    static JsonObject of11() {
        return of("name", "eleven", "url", URL);
    }

    private static JsonObject hook(Object... fields) {
        return of("name", "new", "url", URL).mergeIn(of(fields));
    }

    private static JsonArray list(Object... items) {
        return new JsonArray(List.of(items));
    }

    private static Arguments refused(JsonObject body, String... paths) {
        return row("POST", "/webhooks", body, 400, "invalid", paths);
    }

    private static Arguments forbidden(String url) {
        return row("POST", "/webhooks", hook("url", url), 400, "target_forbidden", "url");
    }

    static Stream<Arguments> webhooksRows() {
        return Stream.of(
                refused(of(), "name", "url"),
                refused(hook("colour", "red"), "colour"),
                refused(hook("name", 7), "name"),
                refused(hook("name", "x".repeat(64)), "name"),
                refused(hook("url", null), "url"),
                refused(hook("url", "ftp://hooks.example/"), "url"),
                refused(hook("url", "hooks.example"), "url"),
                refused(hook("url", "https://me:word@hooks.example/"), "url"),
                refused(hook("url", URL + "#part"), "url"),
                refused(hook("url", URL + " x"), "url"),
                refused(hook("url", "https://{token}.example/", "token", "t"), "url"),
                refused(hook("url", URL + "{token}"), "token"),
                refused(hook("url", URL + "x".repeat(2000)), "url"),
                refused(hook("events", list()), "events"),
                refused(hook("events", "gateway_down"), "events"),
                refused(hook("events", list(7)), "events"),
                refused(hook("events", list("gateway_down", "gatewai_*")), "events[1]"),
                refused(hook("events", list("webhook_test")), "events[0]"),
                refused(hook("preset", "pager"), "preset"),
                refused(hook("preset", "text"), "template"),
                refused(hook("template", "x"), "template"),
                refused(hook("preset", "text", "template", "{nonsense}"), "template"),
                refused(hook("enabled", "yes"), "enabled"),
                refused(hook("secret", "short"), "secret"),
                refused(hook("secret", 1234567890123456L), "secret"),
                refused(hook("secret", "sixteen letters and spaces"), "secret"),
                refused(hook("secret", "x".repeat(257)), "secret"),
                refused(hook("token", ""), "token"),
                refused(hook("token", "with\r\nheader"), "token"),
                forbidden("http://10.0.0.1/"),
                forbidden("http://[fe80::1]/"),
                forbidden("http://[::ffff:169.254.169.254]/"),
                forbidden("http://0.0.0.0/"),
                forbidden("http://[64:ff9b::a00:1]/"),
                row("POST", "/webhooks", of("name", "ELEVEN", "url", URL), 409, "name_taken", "name"),
                row("PUT", "/webhooks/11", of("url", "http://192.168.1.1/"), 400, "target_forbidden", "url"),
                row("PUT", "/webhooks/11", of("secret", "short"), 400, "invalid", "secret"),
                row("PUT", "/webhooks/77", of("enabled", false), 404, "not_found"),
                row("GET", "/webhooks/77", null, 404, "not_found"),
                row("GET", "/webhooks/abc", null, 404, "not_found"),
                row("DELETE", "/webhooks/77", null, 404, "not_found"),
                row("POST", "/webhooks/77/test", null, 404, "not_found"),
                row("POST", "/webhooks/11/test", of("to", "me"), 400, "invalid", "to"),
                row("GET", "/webhooks/77/deliveries", null, 404, "not_found"),
                row("GET", "/webhooks/11/deliveries?limit=251", null, 400, "invalid", "limit"),
                row("POST", "/webhooks/77/deliveries/1/send", null, 404, "not_found"),
                row("POST", "/webhooks/11/deliveries/1/send", null, 404, "not_found"),
                row("POST", "/webhooks/11/deliveries/1/send", of("now", true), 400, "invalid", "now"),
                row("GET", "/webhooks?limit=0", null, 400, "invalid", "limit"));
    }
}
