package dev.sluice.core.model;

/** When a recovered home may serve again. */
public enum Failback implements Wire {
    /** When its cooldown is over. */
    AUTO,
    /** When the operator says so: a cooldown without an end. */
    MANUAL
}
