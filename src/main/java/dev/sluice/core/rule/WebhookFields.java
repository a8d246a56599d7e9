package dev.sluice.core.rule;

import dev.sluice.core.model.Stamp;
import dev.sluice.core.model.Webhook;
import dev.sluice.core.model.WebhookPreset;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Reads a webhook's fields, as the API spells them; its secrets are another matter. */
public final class WebhookFields {

    private static final String EVENTS = "an array of names of events, or of their beginnings followed by *";

    private WebhookFields() {}

    /** A webhook of which nothing was said. */
    public static Webhook blank(long id, Stamp stamp) {
        return new Webhook(id, "", "", List.of("*"), WebhookPreset.JSON, null, true, null, null, stamp);
    }

    /** The webhook with the given fields. */
    public static Webhook over(Fields in, Webhook present, Problems problems) {
        WebhookPreset preset = in.choice("preset", WebhookPreset.values(), present.preset(), WebhookPreset.JSON);
        // Leaving the text leaves its template behind, unless the caller insists on one.
        boolean leaves = preset != WebhookPreset.TEXT && !in.given("template");
        @Nullable String template = in.optionalText("template", leaves ? null : present.template());
        Webhook merged = new Webhook(
                present.id(),
                in.text("name", present.name(), ""),
                in.text("url", present.url(), ""),
                events(in, present, problems),
                preset,
                template,
                in.flag("enabled", present.enabled(), true),
                present.secret(),
                present.token(),
                present.stamp());
        in.done();
        return merged;
    }

    private static List<String> events(Fields in, Webhook present, Problems problems) {
        in.ignore("events");
        if (!in.given("events")) {
            return present.events();
        }
        if (!in.named("events")) {
            return List.of("*");
        }
        List<?> given = in.list("events");
        if (given == null) {
            return present.events();
        }
        if (!given.stream().allMatch(String.class::isInstance)) {
            problems.add("events", given, EVENTS);
            return present.events();
        }
        return given.stream().map(String.class::cast).distinct().toList();
    }
}
