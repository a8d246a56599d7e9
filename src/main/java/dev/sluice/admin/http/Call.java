package dev.sluice.admin.http;

import dev.sluice.core.rule.Command;
import dev.sluice.core.rule.Problems;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.RoutingContext;
import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.function.BooleanSupplier;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** One request, as a resource sees it. */
public final class Call {

    private static final String CALLER = "sluice.caller";
    private static final String ALLOWED = "sluice.allowed";
    private static final int MOST_ITEMS = 250;

    private final RoutingContext context;

    Call(RoutingContext context) {
        this.context = context;
    }

    /** Notes who calls. */
    static void caller(RoutingContext context, Caller caller) {
        context.put(CALLER, caller);
    }

    /** Notes how to see whether the caller may still do what it was let in for. */
    static void allowed(RoutingContext context, BooleanSupplier still) {
        context.put(ALLOWED, still);
    }

    /** Whether the caller may still do what it was let in for, as far as that is known: for what lasts. */
    public boolean isStillAllowed() {
        BooleanSupplier still = context.get(ALLOWED);
        return still == null || still.getAsBoolean();
    }

    public RoutingContext context() {
        return context;
    }

    /** Who calls; not to be asked where everybody may. */
    public Caller caller() {
        Caller caller = context.get(CALLER);
        return Objects.requireNonNull(caller);
    }

    /** Where the call comes from. */
    public String address() {
        return context.request().remoteAddress().hostAddress();
    }

    /** Who calls: the name in events. */
    public String actor() {
        Caller caller = context.get(CALLER);
        return caller == null ? "nobody" : caller.actor();
    }

    /** Who calls, and on what condition (If-Match). */
    public Command command() {
        return new Command(actor(), IfMatch.revisions(context.request().getHeader("If-Match")));
    }

    /** The number in the path; -1, which nothing has, if it is none. */
    public long id(String name) {
        String text = context.pathParam(name);
        try {
            return text == null ? -1 : Long.parseLong(text);
        } catch (NumberFormatException e) {
            return -1;
        }
    }

    /** The body as an object; an empty one if there is no body. */
    public JsonObject object() {
        Object value = JsonBody.parse(body());
        if (value == null) {
            return new JsonObject();
        }
        if (value instanceof JsonObject object) {
            return object;
        }
        throw ApiProblem.invalid("body", JsonBody.kind(value), "a JSON object");
    }

    /** The body as an object, or an array that stands for an object's one field. */
    public JsonObject objectOrArrayOf(String field) {
        Object value = JsonBody.parse(body());
        return value instanceof JsonArray array ? new JsonObject().put(field, array) : object();
    }

    /** The body as text. */
    public String text() {
        return body().toString(StandardCharsets.UTF_8);
    }

    /** Whether the caller would rather have YAML than JSON. */
    public boolean wantsYaml() {
        String accept = context.request().getHeader("Accept");
        return accept != null && accept.toLowerCase(Locale.ROOT).contains("yaml");
    }

    private Buffer body() {
        Buffer buffer = context.body().buffer();
        return buffer == null ? Buffer.buffer() : buffer;
    }

    public @Nullable String query(String name) {
        List<String> values = context.queryParam(name);
        return values.isEmpty() ? null : values.get(values.size() - 1);
    }

    /** An id in the query; null if it is not there. */
    public @Nullable Long idOrNull(String name) {
        String text = query(name);
        if (text == null) {
            return null;
        }
        try {
            long id = Long.parseLong(text);
            if (id > 0) {
                return id;
            }
        } catch (NumberFormatException e) {
            // Told below, like one that nothing can have.
        }
        throw ApiProblem.invalid(name, Problems.show(text), "an id, a whole number from 1");
    }

    /** A yes or no in the query; no if it is not there. */
    public boolean flag(String name) {
        String text = query(name);
        if (text == null || text.equals("false")) {
            return false;
        }
        if (text.equals("true")) {
            return true;
        }
        throw ApiProblem.invalid(name, Problems.show(text), "true or false");
    }

    /** A point in time in the query. */
    public @Nullable Instant instant(String name) {
        String text = query(name);
        try {
            return text == null ? null : Instant.parse(text);
        } catch (DateTimeException e) {
            throw ApiProblem.invalid(name, Problems.show(text), "a time such as 2026-11-22T10:00:00Z");
        }
    }

    /** How many items the caller wants. */
    public int limit() {
        return number("limit", MOST_ITEMS, 1, MOST_ITEMS);
    }

    /** How many items the caller skips. */
    public int offset() {
        return number("offset", 0, 0, Integer.MAX_VALUE);
    }

    private int number(String name, int absent, int least, int most) {
        String text = query(name);
        if (text == null) {
            return absent;
        }
        try {
            int value = Integer.parseInt(text);
            if (value >= least && value <= most) {
                return value;
            }
        } catch (NumberFormatException e) {
            // Told below, like a number out of range.
        }
        throw ApiProblem.invalid(name, Problems.show(text), "a whole number from " + least + " to " + most);
    }

    /** The part of all that was asked for; only that part is turned into JSON. */
    public <T> Answer page(Collection<T> all, Function<T, JsonObject> json) {
        List<JsonObject> part =
                all.stream().skip(offset()).limit(limit()).map(json).toList();
        return page(part, all.size());
    }

    /** A part that was already cut out. */
    public Answer page(List<JsonObject> part, long total) {
        return Answer.json(list(part, total));
    }

    /** The body of such an answer. */
    public JsonObject list(List<JsonObject> part, long total) {
        JsonArray items = new JsonArray();
        part.forEach(items::add);
        return new JsonObject()
                .put("items", items)
                .put("total", total)
                .put("limit", limit())
                .put("offset", offset());
    }
}
