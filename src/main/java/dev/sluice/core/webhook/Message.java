package dev.sluice.core.webhook;

import dev.sluice.core.failover.Event;
import dev.sluice.core.failover.Severity;
import dev.sluice.core.model.Webhook;
import dev.sluice.core.port.ActivityLog.Stored;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * What is sent, in the words of the receiver.
 *
 * @param headers beside those that every message has
 * @param text the body, if it is plain text
 * @param json the body's fields, if it is JSON
 */
public record Message(
        Map<String, String> headers,
        @Nullable String text,
        @Nullable Map<String, Object> json) {

    private static final int LONGEST_IN_DISCORD = 2000;
    private static final int LONGEST_TITLE = 120;

    /** The message of these events to that webhook: the same words each time. */
    public static Message of(Webhook webhook, Bundle bundle) {
        Event lead = bundle.lead();
        String messages = Template.messages(bundle);
        return switch (webhook.preset()) {
            case JSON -> json(event(bundle.events().get(0)));
            case NTFY ->
                new Message(
                        Map.of(
                                "Title", headerText(title(lead)),
                                "Priority", by(lead, "3", "4", "5"),
                                "Tags", by(lead, "information_source", "warning", "rotating_light")),
                        messages,
                        null);
            case GOTIFY ->
                json(fields(
                        "title",
                        title(lead),
                        "message",
                        messages,
                        "priority",
                        Integer.valueOf(by(lead, "2", "5", "8"))));
            case DISCORD ->
                json(fields(
                        "content", cut(messages, LONGEST_IN_DISCORD), "allowed_mentions", Map.of("parse", List.of())));
            case SLACK ->
                json(fields(
                        "text",
                        messages.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")));
            case TEXT -> new Message(Map.of(), Template.fill(Objects.requireNonNull(webhook.template()), bundle), null);
        };
    }

    private static Message json(Map<String, Object> fields) {
        return new Message(Map.of(), null, fields);
    }

    /** An event as the activity log tells it; what most receivers look for is at the top, too. */
    private static Map<String, Object> event(Stored stored) {
        Event event = stored.event();
        Map<String, Object> fields = fields(
                "id", stored.id(),
                "uid", event.uid(),
                "event", event.name().wire(),
                "at", event.at().toString(),
                "severity", event.name().severity().wire(),
                "message", event.message(),
                "actor", event.actor(),
                "front_door", stored.frontDoor(),
                "details", event.details());
        for (String field : List.of("peer_id", "alive")) {
            Object value = event.details().get(field);
            if (value != null) {
                fields.put(field, value);
            }
        }
        return fields;
    }

    private static Map<String, Object> fields(Object... pairs) {
        Map<String, Object> fields = new LinkedHashMap<>();
        for (int i = 0; i < pairs.length; i += 2) {
            fields.put((String) pairs[i], pairs[i + 1]);
        }
        return fields;
    }

    private static String title(Event lead) {
        return cut("Sluice: " + lead.name().wire().replace('_', ' '), LONGEST_TITLE);
    }

    private static String by(Event lead, String info, String warn, String error) {
        Severity severity = lead.name().severity();
        return severity == Severity.ERROR ? error : severity == Severity.WARN ? warn : info;
    }

    /** As a header can carry it (RFC 2047, section 2). */
    static String headerText(String text) {
        boolean plain = text.chars().allMatch(c -> c >= ' ' && c < 0x7F);
        return plain
                ? text
                : "=?UTF-8?B?" + Base64.getEncoder().encodeToString(text.getBytes(StandardCharsets.UTF_8)) + "?=";
    }

    private static String cut(String text, int most) {
        return text.length() <= most ? text : text.substring(0, most - 3) + "...";
    }
}
