package dev.sluice.core.failover;

import dev.sluice.core.port.Moment;
import java.time.Duration;

/** What one probe or beat saw of a peer. */
public sealed interface Observation {

    /** When the probe began. */
    Moment began();

    /** When it was decided. */
    Moment at();

    /** What was seen, in words for people. */
    String evidence();

    /** The peer answered. */
    record Answered(Moment began, Moment at, String evidence) implements Observation {

        public Duration latency() {
            return at.since(began);
        }
    }

    /** The peer's machine said no, or its answer was not the expected one. */
    record Refused(Moment began, Moment at, String evidence) implements Observation {}

    /** Nothing came in time. */
    record Unanswered(Moment began, Moment at, String evidence) implements Observation {}
}
