package dev.sluice.core.model;

import java.util.Map;

/**
 * What the operator said that holds for all.
 *
 * @param settings those of the process that take no restart, as text by path; ascending, unmodifiable
 * @param site what the front door does beside forwarding wherever a route says nothing nearer
 */
public record Everywhere(Map<String, String> settings, Site site) {

    /** Nothing was said. */
    public static final Everywhere NONE = new Everywhere(Map.of(), Site.PLAIN);

    public Everywhere {
        settings = InKeyOrder.of(settings);
    }

    public Everywhere with(Map<String, String> others) {
        return new Everywhere(others, site);
    }

    public Everywhere with(Site other) {
        return new Everywhere(settings, other);
    }
}
