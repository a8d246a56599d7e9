package dev.sluice.watchdog;

import dev.sluice.core.failover.HealthState;
import dev.sluice.core.failover.PeerHealth;
import dev.sluice.core.failover.ProbeTiming;
import dev.sluice.core.port.Moment;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.random.RandomGenerator;

/**
 * When one peer is probed: told the time, the peer's health and what became of earlier probes, it says what to start, what
 * timed out, and when to look again. It has no clock and no timer of its own. All times are monotonic nanoseconds.
 *
 * <p>While nothing is in doubt a probe starts per interval. When doubt begins one starts at once, and from then on one per
 * {@link ProbeTiming#IN_DOUBT_PACE} after the last. Such an early start may happen once per pace, so that doubt which comes and
 * goes (a probe port that answers, a traffic port that does not) cannot make probes spin.
 */
final class ProbeSchedule {

    /** As many as begin, at the pace of doubt, before the first of them is given up. */
    static final int MOST_FLIGHTS = (int) ProbeTiming.GIVE_UP.dividedBy(ProbeTiming.IN_DOUBT_PACE);

    private static final long PACE = ProbeTiming.IN_DOUBT_PACE.toNanos();
    private static final long LEAST_LATENESS = Duration.ofSeconds(1).toNanos();
    private static final double JITTER = 0.1;

    private final RandomGenerator random;
    private final List<Flight> flights = new ArrayList<>();
    private final double share;

    private long interval;
    /** The first start falls, by this schedule's share, into a span after this time; a negative span goes by doubt. */
    private long firstFrom;

    private long firstSpan = -1;
    private boolean started;
    private long lastStart;
    private long nextRegular;
    /** The last start that did not wait for its regular turn. */
    private long lastHurried;

    private boolean doubted;
    private boolean early;
    private boolean asked;
    private long lastAnswered;
    private long plannedWake;

    ProbeSchedule(Duration interval, RandomGenerator random, long now) {
        this.random = random;
        this.interval = interval.toNanos();
        this.share = random.nextDouble();
        this.firstFrom = now;
        this.lastHurried = now - PACE;
        this.lastAnswered = now - 1;
        this.plannedWake = now;
    }

    /** Whether this look comes so late that our own loop must have stood still. */
    boolean isLate(long now) {
        return now - plannedWake > Math.max(2 * interval, LEAST_LATENESS);
    }

    /**
     * Forgets every probe under way, for good, and begins anew.
     *
     * @param span in which the next probe starts; zero for at once
     */
    List<Flight> restart(long now, Duration span) {
        List<Flight> dropped = List.copyOf(flights);
        flights.clear();
        firstFrom = now;
        firstSpan = span.toNanos();
        started = false;
        lastHurried = now - PACE;
        plannedWake = now;
        return dropped;
    }

    /** Our loop stood still that long. What is under way is younger by that; what comes next is not put off. */
    void stoodStill(Duration time) {
        flights.forEach(flight -> flight.stoodStill(time));
        lastAnswered += time.toNanos();
    }

    /** Another interval from the next start on. */
    void interval(Duration other) {
        interval = other.toNanos();
    }

    /** Somebody wants a probe now. */
    void ask() {
        asked = true;
    }

    /**
     * The probes whose timeout has come since the last call, but for those that a later one has overtaken with an answer: they
     * tell of a lost packet, not of the peer. All stay under way.
     */
    List<Flight> timedOut(long now) {
        return flights.stream()
                .filter(flight -> flight.timesOut(now) && !isOvertaken(flight))
                .toList();
    }

    /** The probes of which nothing more is hoped; they are under way no longer. */
    List<Flight> givenUp(long now) {
        List<Flight> over =
                flights.stream().filter(flight -> flight.isOver(now)).toList();
        flights.removeAll(over);
        return over;
    }

    /** A probe of this schedule ended; false if it is not under way any more, so that its end means nothing. */
    boolean ended(Flight flight, boolean answered) {
        if (!flights.remove(flight)) {
            return false;
        }
        if (answered && flight.began().nanos() - lastAnswered > 0) {
            lastAnswered = flight.began().nanos();
        }
        return true;
    }

    /**
     * Whether a probe must start now.
     *
     * @param suspect whether the request path met a fault; once the peer is DOWN that question is answered
     * @param booting whether a boot waits for this peer
     */
    boolean startsNow(long now, PeerHealth health, boolean suspect, boolean booting) {
        boolean doubtful =
                booting || (suspect && health.state() != HealthState.DOWN) || health.inDoubt() || isSilent(now, health);
        early = doubtful && (early || !doubted);
        doubted = doubtful;
        return nextStart() - now <= 0;
    }

    /** Starts one. */
    Flight start(Moment now, PeerHealth health) {
        Flight flight = new Flight(now, ProbeTiming.timeout(health));
        flights.add(flight);
        lastStart = now.nanos();
        if (doubted || asked) {
            lastHurried = lastStart;
        }
        started = true;
        early = false;
        asked = false;
        // Only ever earlier than the interval: the promised detection times hold at their worst phase.
        nextRegular = lastStart + (long) (interval * (1 - JITTER * random.nextDouble()));
        return flight;
    }

    /** When to look again, at the latest, if nothing happens before. */
    long wakeAt(long now, PeerHealth health) {
        long wake = nextStart();
        for (Flight flight : flights) {
            wake = earlier(wake, flight.actAt());
            if (canPutInDoubt(flight, health)) {
                long doubtAt = flight.began().nanos()
                        + ProbeTiming.unansweredTooLong(health).toNanos();
                wake = doubtAt - now > 0 ? earlier(wake, doubtAt) : wake;
            }
        }
        plannedWake = wake;
        return wake;
    }

    /** Looks again at that time, whatever happens. */
    void postpone(long until) {
        plannedWake = until;
    }

    /** When the next probe begins if nothing happens before; it may be now, or in the past. */
    long nextStart() {
        long next = !started
                ? firstFrom + (long) (share * (firstSpan >= 0 ? firstSpan : doubted ? PACE : interval))
                : doubted ? lastStart + PACE : nextRegular;
        if ((early && started) || asked) {
            next = earlier(next, lastHurried + PACE);
        }
        if (flights.size() >= MOST_FLIGHTS) {
            long oldestEnds = flights.get(0).actAt();
            next = next - oldestEnds < 0 ? oldestEnds : next;
        }
        return next;
    }

    private boolean isSilent(long now, PeerHealth health) {
        long tooLong = ProbeTiming.unansweredTooLong(health).toNanos();
        return flights.stream()
                .anyMatch(flight ->
                        canPutInDoubt(flight, health) && now - flight.began().nanos() >= tooLong);
    }

    /** A timed-out probe was told as a failure. */
    private boolean canPutInDoubt(Flight flight, PeerHealth health) {
        return (health.state() == HealthState.ALIVE || health.state() == HealthState.COOLDOWN)
                && !flight.isTimedOut()
                && !isOvertaken(flight);
    }

    private boolean isOvertaken(Flight flight) {
        return flight.began().nanos() - lastAnswered <= 0;
    }

    private static long earlier(long a, long b) {
        return a - b < 0 ? a : b;
    }
}
