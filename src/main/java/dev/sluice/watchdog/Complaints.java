package dev.sluice.watchdog;

import java.time.Duration;
import org.slf4j.Logger;

/** Warnings that come in floods: at most one is logged per 10 s, and it says how many were not. Control loop. */
final class Complaints {

    private static final long QUIET = Duration.ofSeconds(10).toNanos();

    private final Logger log;
    private boolean logged;
    private long lastLogged;
    private long kept;

    Complaints(Logger log) {
        this.log = log;
    }

    /** Logs the sentence, or counts it. */
    void add(long now, String sentence) {
        if (logged && now - lastLogged < QUIET) {
            kept++;
            return;
        }
        log.warn("{}{}", sentence, kept == 0 ? "" : " (" + kept + " more were not logged)");
        logged = true;
        lastLogged = now;
        kept = 0;
    }
}
