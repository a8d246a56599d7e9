package dev.sluice.cli;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.turbo.TurboFilter;
import ch.qos.logback.core.spi.FilterReply;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Marker;

/**
 * Keeps the libraries' lines few: some warn, with a stack trace, of what a client can send as often as it likes. Each of their
 * loggers gets so many lines a minute; how many were left out is told when the next one passes. Our own lines all pass.
 */
final class LogFlood extends TurboFilter {

    static final int LINES = 20;

    private static final String OWN = "dev.sluice";
    private static final long WINDOW_NANOS = Duration.ofMinutes(1).toNanos();

    private final LongSupplier nanoTime;
    private final Map<String, Window> windows = new ConcurrentHashMap<>();

    LogFlood() {
        this(System::nanoTime);
    }

    LogFlood(LongSupplier nanoTime) {
        this.nanoTime = nanoTime;
    }

    /** What one logger said in the current minute. */
    private static final class Window {

        private long begin;
        private int lines;

        private Window(long begin) {
            this.begin = begin;
        }

        /** How many lines were left out in a minute that just ended, 0 if there is nothing to tell, -1 if this line is one too many. */
        private synchronized int next(long now) {
            if (now - begin > WINDOW_NANOS) {
                int leftOut = Math.max(0, lines - LINES);
                begin = now;
                lines = 1;
                return leftOut;
            }
            return ++lines > LINES ? -1 : 0;
        }
    }

    @Override
    public FilterReply decide(
            @Nullable Marker marker,
            Logger logger,
            Level level,
            @Nullable String format,
            Object @Nullable [] params,
            @Nullable Throwable thrown) {
        if (format == null
                || !level.isGreaterOrEqual(logger.getEffectiveLevel())
                || logger.getName().startsWith(OWN)) {
            return FilterReply.NEUTRAL; // without a format somebody only asks whether the level is on
        }
        long now = nanoTime.getAsLong();
        int leftOut = windows.computeIfAbsent(logger.getName(), name -> new Window(now))
                .next(now);
        if (leftOut < 0) {
            return FilterReply.DENY;
        }
        if (leftOut > 0) {
            logger.getLoggerContext()
                    .getLogger(LogFlood.class)
                    .warn("{} lines of {} were left out: more than {} a minute", leftOut, logger.getName(), LINES);
        }
        return FilterReply.NEUTRAL;
    }
}
