package dev.sluice.core.uptime;

/** How something was. */
public enum UpState {
    UP,
    DOWN,
    /** What is told before and after does not fit together, or nothing is told. */
    UNKNOWN
}
