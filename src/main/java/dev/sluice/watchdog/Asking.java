package dev.sluice.watchdog;

/** One question to a peer that may still be answered. */
@FunctionalInterface
interface Asking {

    /** Takes the question back: its socket is closed and its listener hears no more. */
    void close();
}
