package dev.sluice.core.model;

/** How a webhook is spoken to. */
public enum WebhookPreset implements Wire {
    /** One request for each event, as JSON, for programs. */
    JSON,
    NTFY,
    GOTIFY,
    DISCORD,
    SLACK,
    /** Plain text by a template of the operator's. */
    TEXT;

    /** Whether people read it: they get one message of what happened together. */
    public boolean isForPeople() {
        return this != JSON;
    }
}
