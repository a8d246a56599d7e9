package dev.sluice.watchdog;

/** How a probe ended on the wire. Silence is no outcome: the schedule decides about time. */
sealed interface Outcome {

    /** What was seen, in words for people. */
    String evidence();

    /** The peer answered as it should. */
    record Answer(String evidence) implements Outcome {}

    /** The peer's machine said no, or its answer was not the expected one. */
    record Refusal(String evidence) implements Outcome {}

    /** The probe never left this machine; it says nothing about the peer. */
    record LocalFault(String evidence) implements Outcome {}
}
