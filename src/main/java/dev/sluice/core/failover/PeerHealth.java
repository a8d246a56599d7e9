package dev.sluice.core.failover;

import dev.sluice.core.port.Moment;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The health of one peer: a pure value that each observation turns into the next.
 *
 * @param since when this state began
 * @param run the failures in a row that are being counted; null after a success, but kept while DOWN: they are why
 * @param successes answers in a row since the last failure, counted while DOWN
 * @param cooldownStarted null unless in COOLDOWN
 * @param falls when it went DOWN: the last time and those within the hour before it, oldest first
 * @param interrupted whether this outage's recovery was already interrupted once
 * @param smoothed the usual time to an answer; zero while nothing was measured
 * @param lastUnanswered whether the last decided probe got no answer at all
 */
public record PeerHealth(
        HealthState state,
        Moment since,
        @Nullable FailureRun run,
        int successes,
        @Nullable Moment cooldownStarted,
        List<Moment> falls,
        boolean interrupted,
        Duration smoothed,
        boolean lastUnanswered) {

    /** One SYN lost is sent again after 1 s: silence alone proves nothing earlier than this. */
    static final Duration SILENCE_FLOOR = Duration.ofMillis(1200);

    private static final Duration FLAP_WINDOW = Duration.ofHours(1);
    private static final Duration FLAP_LEAST = Duration.ofSeconds(5);
    private static final Duration FLAP_MOST = Duration.ofSeconds(300);
    private static final int FLAP_ENTRIES = 3;
    private static final int MOST_FALLS_KEPT = 16;
    private static final int SMOOTHING = 8;

    /**
     * Failures in a row.
     *
     * @param first when the first of them began
     * @param refused whether any of them was more than silence
     * @param evidence what the last of them saw, in words
     */
    public record FailureRun(int count, Moment first, boolean refused, String evidence) {}

    /** The value after an observation or the passing of time, and the move it made if it made one. */
    public record Step(PeerHealth next, @Nullable Transition transition) {}

    public PeerHealth {
        falls = List.copyOf(falls);
    }

    /** A peer that was never observed. */
    public static PeerHealth unknown(Moment now) {
        return new PeerHealth(HealthState.UNKNOWN, now, null, 0, null, List.of(), false, Duration.ZERO, false);
    }

    /** Failures counted so far. */
    public int failures() {
        return run == null ? 0 : run.count();
    }

    /** Whether the next probe should not wait: the state may be about to change. */
    public boolean inDoubt() {
        return switch (state) {
            case UNKNOWN -> true;
            case ALIVE, COOLDOWN -> run != null;
            case DOWN -> successes > 0;
        };
    }

    /** This value after one probe or beat. */
    public Step observe(Observation seen, Thresholds thresholds) {
        return seen instanceof Observation.Answered answered
                ? answered(answered, thresholds)
                : failed(seen, thresholds);
    }

    private Step answered(Observation.Answered seen, Thresholds thresholds) {
        Duration usual = smooth(seen.latency());
        Moment at = seen.at();
        return switch (state) {
            case UNKNOWN -> new Step(alive(at, usual), Transition.FIRST_ALIVE);
            case ALIVE, COOLDOWN ->
                new Step(
                        new PeerHealth(state, since, null, 0, cooldownStarted, falls, interrupted, usual, false), null);
            case DOWN -> {
                int count = successes + 1;
                if (count < thresholds.rise()) {
                    yield new Step(
                            new PeerHealth(state, since, run, count, null, falls, interrupted, usual, false), null);
                }
                if (cooldownLength(thresholds).isZero() && !thresholds.manual()) {
                    yield new Step(alive(at, usual), Transition.COOLDOWN_TO_ALIVE);
                }
                yield new Step(
                        new PeerHealth(HealthState.COOLDOWN, at, null, 0, at, falls, interrupted, usual, false),
                        Transition.DOWN_TO_COOLDOWN);
            }
        };
    }

    private Step failed(Observation seen, Thresholds thresholds) {
        boolean silent = seen instanceof Observation.Unanswered;
        FailureRun longer = run == null || successes > 0
                ? new FailureRun(1, seen.began(), !silent, seen.evidence())
                : new FailureRun(run.count() + 1, run.first(), run.refused() || !silent, seen.evidence());
        if (state != HealthState.DOWN && isConclusive(longer, seen.at(), thresholds)) {
            return new Step(down(longer, seen.at(), silent), fallFrom(state));
        }
        return new Step(
                new PeerHealth(state, since, longer, 0, cooldownStarted, falls, interrupted, smoothed, silent), null);
    }

    /** This value when nobody listened for that time until now: failures in a row are closer together by that. */
    public PeerHealth stoodStill(Duration time) {
        if (run == null) {
            return this;
        }
        FailureRun later = new FailureRun(run.count(), run.first().plus(time), run.refused(), run.evidence());
        return new PeerHealth(
                state, since, later, successes, cooldownStarted, falls, interrupted, smoothed, lastUnanswered);
    }

    private static boolean isConclusive(FailureRun run, Moment at, Thresholds thresholds) {
        return run.count() >= thresholds.fall()
                && (run.refused() || at.since(run.first()).compareTo(SILENCE_FLOOR) >= 0);
    }

    private static Transition fallFrom(HealthState state) {
        return switch (state) {
            case UNKNOWN -> Transition.FIRST_DOWN;
            case COOLDOWN -> Transition.COOLDOWN_RESET;
            case ALIVE, DOWN -> Transition.ALIVE_TO_DOWN;
        };
    }

    private PeerHealth down(FailureRun longer, Moment at, boolean silent) {
        List<Moment> recent = falls.stream()
                .filter(fall -> at.since(fall).compareTo(FLAP_WINDOW) < 0)
                .toList();
        List<Moment> kept =
                new ArrayList<>(recent.subList(Math.max(0, recent.size() - MOST_FALLS_KEPT + 1), recent.size()));
        kept.add(at);
        boolean brokeOff = state == HealthState.COOLDOWN;
        return new PeerHealth(HealthState.DOWN, at, longer, 0, null, kept, brokeOff, smoothed, silent);
    }

    /** This value if the peer were lost without a word at that moment. */
    PeerHealth lost(Moment at) {
        return down(new FailureRun(1, at, false, "lost"), at, true);
    }

    private PeerHealth alive(Moment at, Duration usual) {
        return new PeerHealth(HealthState.ALIVE, at, null, 0, null, falls, false, usual, false);
    }

    /** The first answer counts whole; later ones by an eighth. */
    private Duration smooth(Duration latest) {
        if (smoothed.isZero()) {
            return latest;
        }
        return smoothed.multipliedBy(SMOOTHING - 1).plus(latest).dividedBy(SMOOTHING);
    }

    /**
     * How long the cooldown lasts: the pools' own length, doubled at each entry into DOWN within an hour from the third on,
     * so that a flapping peer is trusted less each time.
     */
    public Duration cooldownLength(Thresholds thresholds) {
        Duration length = thresholds.cooldown();
        int entries = falls.size();
        if (entries < FLAP_ENTRIES) {
            return length;
        }
        Duration doubled = longer(length, FLAP_LEAST).multipliedBy(1L << (entries - 2));
        Duration most = longer(length, FLAP_MOST);
        return doubled.compareTo(most) < 0 ? doubled : most;
    }

    private static Duration longer(Duration a, Duration b) {
        return a.compareTo(b) >= 0 ? a : b;
    }

    /** When the cooldown ends; null if there is none, or it has no end. */
    public @Nullable Moment cooldownEnds(Thresholds thresholds) {
        if (cooldownStarted == null || thresholds.manual()) {
            return null;
        }
        return cooldownStarted.plus(cooldownLength(thresholds));
    }

    /**
     * This value once time has passed: ALIVE if its cooldown is over. While the last probe failed it is not: nothing goes
     * home to a peer that may just be dying, and the next probes decide within moments.
     */
    public Step expire(Moment now, Thresholds thresholds) {
        return run == null && isCooldownOver(now, thresholds)
                ? endCooldown(now, Transition.COOLDOWN_TO_ALIVE)
                : new Step(this, null);
    }

    /** Whether the cooldown has lasted its time, whatever was seen meanwhile. */
    boolean isCooldownOver(Moment now, Thresholds thresholds) {
        Moment end = cooldownEnds(thresholds);
        return end != null && now.nanos() - end.nanos() >= 0;
    }

    /**
     * This value with its cooldown ended now.
     *
     * @param how COOLDOWN_TO_ALIVE by its end or the operator's word, FIRST_ALIVE when there is nothing to fail back from
     */
    public Step endCooldown(Moment now, Transition how) {
        return state == HealthState.COOLDOWN ? new Step(alive(now, smoothed), how) : new Step(this, null);
    }
}
