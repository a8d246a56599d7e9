package dev.sluice.core.rule;

import dev.sluice.core.failover.Event;
import dev.sluice.core.failover.EventName;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** The events that tell of commanded changes: who, and what was before and after. */
public final class Audit {

    private static final Map<String, @Nullable Object> NONE = Map.of();

    private Audit() {}

    /** One event whose details are given. */
    static List<Event> event(
            EventName name, EditContext context, Command command, String message, Map<String, Object> details) {
        return List.of(Event.of(name, context.now(), command.actor(), message, details));
    }

    /** Details, with what was before and what is after beside them. */
    static Map<String, Object> turned(
            Map<String, Object> details, Map<String, Object> before, Map<String, Object> after) {
        Map<String, Object> all = new LinkedHashMap<>(details);
        all.put("before", before);
        all.put("after", after);
        return all;
    }

    public static List<Event> created(
            EventName name, EditContext context, Command command, String what, Map<String, @Nullable Object> after) {
        return event(name, context, command, what + " was created", details(name, NONE, after));
    }

    public static List<Event> deleted(
            EventName name, EditContext context, Command command, String what, Map<String, @Nullable Object> before) {
        return event(name, context, command, what + " was deleted", details(name, before, NONE));
    }

    /** What changed, and nothing else. */
    public static List<Event> updated(
            EventName name,
            EditContext context,
            Command command,
            String what,
            Map<String, @Nullable Object> before,
            Map<String, @Nullable Object> after) {
        Map<String, @Nullable Object> was = new LinkedHashMap<>();
        Map<String, @Nullable Object> is = new LinkedHashMap<>();
        after.forEach((field, value) -> {
            if (!Objects.equals(value, before.get(field)) && !field.equals("updated_at")) {
                was.put(field, before.get(field));
                is.put(field, value);
            }
        });
        Map<String, Object> details = details(name, was, is);
        details.put(idField(name), Objects.requireNonNull(after.get("id")));
        String fields = String.join(", ", is.keySet());
        return event(name, context, command, what + " was changed: " + fields, details);
    }

    private static Map<String, Object> details(
            EventName name, Map<String, @Nullable Object> before, Map<String, @Nullable Object> after) {
        Map<String, Object> details = new LinkedHashMap<>();
        Object id = after.isEmpty() ? before.get("id") : after.get("id");
        if (id != null) {
            details.put(idField(name), id);
        }
        details.put("before", withoutNulls(before));
        details.put("after", withoutNulls(after));
        return details;
    }

    /** {@code peer_id} for an event of a peer, and so on. */
    private static String idField(EventName name) {
        return name.wire().substring(0, name.wire().indexOf('_')) + "_id";
    }

    /** An absent field says null; nested maps too. */
    static Map<String, Object> withoutNulls(Map<?, ? extends @Nullable Object> fields) {
        Map<String, Object> kept = new LinkedHashMap<>();
        fields.forEach((field, value) -> {
            if (value != null) {
                kept.put(String.valueOf(field), value instanceof Map<?, ?> nested ? withoutNulls(nested) : value);
            }
        });
        return kept;
    }
}
