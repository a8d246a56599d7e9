package dev.sluice.core.model;

/** How the watchdog learns whether a peer lives. */
public enum ProbeKind implements Wire {
    /** A GET on a fresh connection; any answer is a success unless a status is expected. */
    HTTP,
    /** A TCP connect; it cannot see a frozen process. */
    TCP,
    /** The agent's beats. */
    HEARTBEAT
}
