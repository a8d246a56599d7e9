package dev.sluice.core.failover;

import dev.sluice.core.model.Wire;

/** How much an event should trouble its reader. */
public enum Severity implements Wire {
    INFO,
    WARN,
    ERROR
}
