package dev.sluice.watchdog;

import dev.sluice.core.failover.Observation;
import dev.sluice.core.failover.PeerHealth;
import dev.sluice.core.failover.ProbeTiming;
import dev.sluice.core.model.Peer;
import dev.sluice.core.port.HealthView;
import dev.sluice.core.port.Moment;
import java.time.Duration;
import java.util.Objects;
import java.util.concurrent.TimeUnit;

/** The watch over one peer: its schedule, its one timer, its probes under way. Control loop. */
final class PeerWatch {

    private static final long NO_TIMER = -1;

    private final Watchdog watchdog;
    private final ProbeSchedule schedule;
    private Peer peer;
    private Prober prober;
    private long timer = NO_TIMER;
    private boolean closed;
    private boolean looking;
    private boolean lookAgain;

    PeerWatch(Watchdog watchdog, Peer peer, Prober prober) {
        this.watchdog = watchdog;
        this.peer = peer;
        this.prober = prober;
        this.schedule = new ProbeSchedule(
                peer.probe().interval(), watchdog.random(), watchdog.clock().nanos());
    }

    Peer peer() {
        return peer;
    }

    /** The peer was edited. Another address or way to ask: what the old one would still answer means nothing. */
    void edited(Peer now, Prober how) {
        boolean sameQuestion = now.host().equals(peer.host())
                && now.probePort() == peer.probePort()
                && now.probeProtocol() == peer.probeProtocol()
                && Objects.equals(now.probeTls(), peer.probeTls())
                && now.probe().equals(peer.probe());
        peer = now;
        prober = how;
        if (!sameQuestion) {
            schedule.interval(now.probe().interval());
            restart(Duration.ZERO);
            look();
        }
    }

    /** Drops every probe under way; the next starts within that span of the next look. */
    void restart(Duration span) {
        schedule.restart(watchdog.clock().nanos(), span).forEach(Flight::close);
    }

    /** Our loop stood still that long, too short to begin anew. */
    void stoodStill(Duration time) {
        schedule.stoodStill(time);
    }

    void probeNow() {
        schedule.ask();
        look();
    }

    void close() {
        closed = true;
        disarm();
        restart(Duration.ZERO);
        watchdog.view().nextProbe(peer.id(), null);
    }

    /** Does what is due and sets the timer anew. Reports may call back into here; they are looked at after. */
    void look() {
        if (closed || looking) {
            lookAgain = true;
            return;
        }
        looking = true;
        try {
            do {
                lookAgain = false;
                act();
            } while (lookAgain && !closed);
        } catch (RuntimeException e) {
            // The watch must go on; whatever it was has one pace to pass.
            watchdog.complain("watch over peer " + peer.name() + " failed: " + e);
            long later = watchdog.clock().nanos() + ProbeTiming.IN_DOUBT_PACE.toNanos();
            schedule.postpone(later);
            arm(later);
        } finally {
            looking = false;
        }
    }

    private void act() {
        watchdog.look();
        Moment now = watchdog.clock().now();
        if (schedule.isLate(now.nanos())) {
            watchdog.stoodStill();
            return;
        }
        for (Flight flight : schedule.timedOut(now.nanos())) {
            report(new Observation.Unanswered(flight.began(), now, flight.silence()));
        }
        schedule.givenUp(now.nanos()).forEach(Flight::close);
        if (closed) {
            return;
        }
        HealthView view = watchdog.view();
        PeerHealth health = view.health(peer.id());
        if (schedule.startsNow(now.nanos(), health, view.isSuspect(peer.id()), watchdog.isHurried(peer.id()))) {
            launch(schedule.start(now, health));
            lookAgain = true;
        } else {
            arm(schedule.wakeAt(now.nanos(), health));
            Duration left = Duration.ofNanos(schedule.nextStart() - now.nanos());
            view.nextProbe(peer.id(), now.plus(left).wall());
        }
    }

    private void launch(Flight flight) {
        flight.carriedBy(prober.ask(peer, new Prober.Listener() {
            @Override
            public void connected() {
                // No sign of the peer's life: a frozen one's kernel still grants connections.
                flight.connected();
            }

            @Override
            public void heard() {
                watchdog.view().heard(peer.id(), watchdog.clock().nanos());
            }

            @Override
            public void decided(Outcome outcome) {
                PeerWatch.this.decided(flight, outcome);
            }
        }));
    }

    private void decided(Flight flight, Outcome outcome) {
        watchdog.look();
        Moment now = watchdog.clock().now();
        if (schedule.isLate(now.nanos())) {
            // This answer came in the loop's first turn after it stood still; the timer that tells so is yet to fire.
            watchdog.stoodStill();
            return;
        }
        if (schedule.ended(flight, outcome instanceof Outcome.Answer)) {
            if (outcome instanceof Outcome.Answer) {
                report(new Observation.Answered(flight.began(), now, outcome.evidence()));
            } else if (outcome instanceof Outcome.Refusal) {
                report(new Observation.Refused(flight.began(), now, outcome.evidence()));
            } else {
                watchdog.complain("probe of peer " + peer.name() + " never left: " + outcome.evidence());
            }
            look();
        }
    }

    private void report(Observation seen) {
        if (closed) {
            return;
        }
        try {
            watchdog.view().observed(peer, seen);
        } catch (RuntimeException e) {
            watchdog.complain("observation of peer " + peer.name() + " was not taken: " + e);
        }
    }

    private void arm(long at) {
        disarm();
        long left = at - watchdog.clock().nanos();
        long millis = Math.max(1, TimeUnit.NANOSECONDS.toMillis(left + 999_999));
        timer = watchdog.vertx().setTimer(millis, fired -> {
            timer = NO_TIMER;
            look();
        });
    }

    private void disarm() {
        if (timer != NO_TIMER) {
            watchdog.vertx().cancelTimer(timer);
            timer = NO_TIMER;
        }
    }
}
