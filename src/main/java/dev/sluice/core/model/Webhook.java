package dev.sluice.core.model;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * An address that is told of events.
 *
 * @param url http or https; {@code {token}} in its path or query stands for the token
 * @param events names of events, or beginnings of names followed by {@code *}
 * @param template of a text; null for other presets
 * @param secret what messages are signed with; null for none
 * @param token what the receiver knows us by; null for none
 */
public record Webhook(
        long id,
        String name,
        String url,
        List<String> events,
        WebhookPreset preset,
        @Nullable String template,
        boolean enabled,
        @Nullable SealedKey secret,
        @Nullable SealedKey token,
        Stamp stamp) {

    public Webhook {
        events = List.copyOf(events);
    }

    /** This webhook with another mark. */
    public Webhook stamped(Stamp other) {
        return new Webhook(id, name, url, events, preset, template, enabled, secret, token, other);
    }

    /** This webhook with other secrets. */
    public Webhook with(@Nullable SealedKey otherSecret, @Nullable SealedKey otherToken) {
        return new Webhook(id, name, url, events, preset, template, enabled, otherSecret, otherToken, stamp);
    }
}
