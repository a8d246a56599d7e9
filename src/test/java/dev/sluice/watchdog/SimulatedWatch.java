package dev.sluice.watchdog;

import dev.sluice.core.failover.HealthState;
import dev.sluice.core.failover.Observation;
import dev.sluice.core.failover.PeerHealth;
import dev.sluice.core.failover.Thresholds;
import dev.sluice.core.port.Moment;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.PriorityQueue;
import java.util.SplittableRandom;

/**
 * One peer watched on simulated time: the real schedule and the real health machine, and a world that says when a probe
 * gets what answer. Times are milliseconds since the start.
 */
final class SimulatedWatch {

    /** What the world does with a probe. */
    interface World {

        /** The fate of the probe that starts now. */
        Fate probe(double startMs, SplittableRandom random);
    }

    /** An answer or a refusal after a time; never, if that is negative. */
    record Fate(double afterMs, boolean refused) {

        static Fate answer(double afterMs) {
            return new Fate(afterMs, false);
        }

        static Fate refusal(double afterMs) {
            return new Fate(afterMs, true);
        }

        static final Fate SILENCE = new Fate(-1, false);
    }

    private record Arrival(long at, Flight flight, boolean refused) {}

    private static final Instant EPOCH = Instant.EPOCH;
    private static final Thresholds THRESHOLDS = new Thresholds(3, 2, Duration.ofSeconds(60), false);

    final List<Double> starts = new ArrayList<>();
    private final World world;
    private final SplittableRandom random;
    private final PriorityQueue<Arrival> arrivals = new PriorityQueue<>((a, b) -> Long.compare(a.at, b.at));
    private final ProbeSchedule schedule;
    private long now;
    private long wake;
    private double suspectFromMs = Double.MAX_VALUE;
    private long stillFrom = Long.MAX_VALUE;
    private long stillTo;
    private AwakeTime awake;
    private int mostFlights;
    private int flights;
    PeerHealth health = PeerHealth.unknown(moment(0));

    SimulatedWatch(long seed, Duration interval, World world) {
        this.random = new SplittableRandom(seed);
        this.world = world;
        this.schedule = new ProbeSchedule(interval, random.split(), 0);
    }

    SimulatedWatch(long seed, World world) {
        this(seed, Duration.ofSeconds(1), world);
    }

    /** The request path meets a fault then; a probe's answer takes it back. */
    SimulatedWatch suspectFrom(double ms) {
        suspectFromMs = ms;
        return this;
    }

    /** Our own loop stands still in between; with or without knowing it. */
    SimulatedWatch standsStill(double fromMs, double toMs, boolean knowing) {
        stillFrom = (long) (fromMs * 1e6);
        stillTo = (long) (toMs * 1e6);
        awake = knowing ? new AwakeTime(stillFrom) : null;
        return this;
    }

    private long skipStandstill(long next) {
        if (next <= stillFrom || now > stillFrom) {
            return next;
        }
        long end = Math.max(next, stillTo);
        if (awake != null) {
            Duration stood = awake.stoodStill(end);
            schedule.stoodStill(stood);
            health = health.stoodStill(stood);
        }
        return end;
    }

    int mostFlights() {
        return mostFlights;
    }

    double nowMs() {
        return now / 1e6;
    }

    ProbeSchedule schedule() {
        return schedule;
    }

    /** Runs until that time. */
    void runTo(double untilMs) {
        run(untilMs, null);
    }

    /** Runs until the peer is in that state; how many milliseconds since the start that took, or -1. */
    double runUntil(HealthState state, double atMostMs) {
        return run(atMostMs, state) ? nowMs() : -1;
    }

    private boolean run(double untilMs, HealthState wanted) {
        long end = (long) (untilMs * 1e6);
        while (true) {
            look();
            if (wanted != null && health.state() == wanted) {
                return true;
            }
            long next = wake;
            if (!arrivals.isEmpty()) {
                next = Math.min(next, arrivals.peek().at);
            }
            if (suspectFromMs * 1e6 > now) {
                next = (long) Math.min(next, suspectFromMs * 1e6);
            }
            if (next > end) {
                now = end;
                return false;
            }
            now = skipStandstill(Math.max(now, next));
            while (!arrivals.isEmpty() && arrivals.peek().at <= now) {
                arrive(arrivals.poll());
            }
        }
    }

    private void arrive(Arrival arrival) {
        if (!schedule.ended(arrival.flight, !arrival.refused)) {
            return;
        }
        flights--;
        Moment at = moment(now);
        observe(
                arrival.refused
                        ? new Observation.Refused(arrival.flight.began(), at, "refused")
                        : new Observation.Answered(arrival.flight.began(), at, "HTTP 200"));
        if (!arrival.refused) {
            suspectFromMs = Double.MAX_VALUE;
        }
    }

    private void look() {
        while (true) {
            for (Flight flight : schedule.timedOut(now)) {
                observe(new Observation.Unanswered(flight.began(), moment(now), flight.silence()));
            }
            flights -= schedule.givenUp(now).size();
            boolean suspect = now >= suspectFromMs * 1e6;
            if (!schedule.startsNow(now, health, suspect, false)) {
                wake = schedule.wakeAt(now, health);
                return;
            }
            Flight flight = schedule.start(moment(now), health);
            flights++;
            mostFlights = Math.max(mostFlights, flights);
            starts.add(nowMs());
            Fate fate = world.probe(nowMs(), random);
            if (fate.afterMs >= 0) {
                arrivals.add(new Arrival(now + (long) (fate.afterMs * 1e6), flight, fate.refused));
            }
        }
    }

    private void observe(Observation seen) {
        health = health.observe(seen, THRESHOLDS).next();
    }

    private static Moment moment(long nanos) {
        return new Moment(nanos, EPOCH.plusNanos(nanos));
    }
}
