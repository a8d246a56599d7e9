package dev.sluice.core.failover;

import dev.sluice.core.FakeClock;
import dev.sluice.core.port.Moment;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** One peer's health under observation, told as a history in letters. */
final class Patient {

    /** The usual numbers of a peer in a pool with a minute's cooldown. */
    static final Thresholds USUAL = new Thresholds(3, 2, Duration.ofSeconds(60), false);

    static final Duration PACE = Duration.ofMillis(250);
    static final Duration TIMEOUT = Duration.ofMillis(500);

    final FakeClock clock = new FakeClock();
    final List<Transition> moves = new ArrayList<>();
    Thresholds thresholds;
    PeerHealth health = PeerHealth.unknown(clock.now());

    Patient(Thresholds thresholds) {
        this.thresholds = thresholds;
    }

    /** A peer that was seen alive once; that move is forgotten. */
    static Patient alive(Thresholds thresholds) {
        Patient patient = new Patient(thresholds).lives("a");
        patient.moves.clear();
        return patient;
    }

    /**
     * A history, one letter each 250 ms: {@code a} an answer, {@code r} a refusal, {@code s} silence until the timeout of
     * 500 ms, {@code .} a minute in which nothing happens but that time passes.
     */
    Patient lives(String history) {
        for (char c : history.toCharArray()) {
            switch (c) {
                case 'a' -> answers(Duration.ofMillis(10));
                case 'r' -> refuses();
                case 's' -> silent(TIMEOUT);
                case '.' -> pass(Duration.ofMinutes(1));
                default -> throw new AssertionError("no such letter: " + c);
            }
            clock.advance(PACE);
        }
        return this;
    }

    Patient answers(Duration after) {
        return sees(new Observation.Answered(before(after), clock.now(), "200"));
    }

    Patient refuses() {
        return sees(new Observation.Refused(clock.now(), clock.now(), "connection refused"));
    }

    Patient silent(Duration since) {
        return sees(new Observation.Unanswered(before(since), clock.now(), "no answer"));
    }

    Patient pass(Duration time) {
        clock.advance(time);
        return take(health.expire(clock.now(), thresholds));
    }

    private Moment before(Duration ago) {
        return clock.now().plus(ago.negated());
    }

    private Patient sees(Observation seen) {
        return take(health.observe(seen, thresholds));
    }

    private Patient take(PeerHealth.Step step) {
        health = step.next();
        if (step.transition() != null) {
            moves.add(step.transition());
        }
        return this;
    }

    Duration cooldown() {
        return health.cooldownLength(thresholds);
    }
}
