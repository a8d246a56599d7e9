package dev.sluice.core;

import dev.sluice.core.balance.Caller;
import dev.sluice.core.explain.Explanation;
import dev.sluice.core.failover.Assignment;
import dev.sluice.core.failover.Event;
import dev.sluice.core.failover.EventName;
import dev.sluice.core.failover.HealthState;
import dev.sluice.core.failover.Observation;
import dev.sluice.core.failover.PeerHealth;
import dev.sluice.core.failover.PivotBook;
import dev.sluice.core.failover.RouteStatus;
import dev.sluice.core.model.Peer;
import dev.sluice.core.port.LedgerEntry;
import dev.sluice.core.port.LedgerState;
import dev.sluice.core.port.Moment;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * A real Switchboard on a fake clock, driven by words. Every publication is checked against the invariants that always hold,
 * and written into books that a restart reads.
 */
public final class Scenario {

    private static final Set<EventName> OF_STANDBYS =
            Set.of(EventName.POOL_HAS_ONE_MEMBER, EventName.STANDBY_UNREADY, EventName.STANDBY_READY);

    /** The time between probes of a peer in doubt. */
    static final Duration PACE = Duration.ofMillis(250);

    final FakeClock clock = new FakeClock();
    final Will will;
    final Books books = new Books();
    Switchboard board;

    private final List<Publication> publications = new ArrayList<>();
    private final List<Event> news = new ArrayList<>();
    private final Set<Long> unproven = new HashSet<>();

    private Scenario(Will will, LedgerState before) {
        this.will = will;
        board = new Switchboard(clock, Runnable::run, this::published);
        board.boot(will.desired(), before);
    }

    /** Booted on empty books, not open yet. */
    public static Scenario booting(Will will) {
        return new Scenario(will, LedgerState.EMPTY);
    }

    /** Open, and nobody was ever observed. */
    public static Scenario unseen(Will will) {
        return booting(will).open();
    }

    /** Open for a while, and everybody answers; what happened until here is no news. */
    public static Scenario healthy(Will will) {
        Scenario scenario = unseen(will);
        will.desired().peers().keySet().forEach(scenario::answers);
        scenario.news();
        return scenario.pass(Duration.ofSeconds(10));
    }

    private void published(Publication publication) {
        publications.add(publication);
        news.addAll(publication.news());
        books.write(publication.entry());
        Invariants.check(publication, clock.now(), unproven, books);
    }

    // What happens

    /** Each answers one probe, in this instant. */
    public Scenario answers(long... peers) {
        for (long peer : peers) {
            unproven.remove(peer);
            board.observe(peer, new Observation.Answered(clock.now(), clock.now(), "200"));
        }
        return this;
    }

    /** Each refuses one probe, in this instant. */
    public Scenario refuses(long... peers) {
        for (long peer : peers) {
            board.observe(peer, new Observation.Refused(clock.now(), clock.now(), "connection refused"));
        }
        return this;
    }

    /** A probe of each that began so long ago is given up. */
    public Scenario silent(Duration since, long... peers) {
        Moment began = clock.now().plus(since.negated());
        for (long peer : peers) {
            board.observe(peer, new Observation.Unanswered(began, clock.now(), "no answer"));
        }
        return this;
    }

    /** These are killed at one stroke: as many refusals as it takes, half a second in all. */
    public Scenario kill(long... peers) {
        return refuses(peers).pass(PACE).refuses(peers).pass(PACE).refuses(peers);
    }

    /** These come back together: as many answers as it takes. */
    public Scenario revive(long... peers) {
        return answers(peers).pass(PACE).answers(peers);
    }

    /** Lets time pass, ticking exactly when the Switchboard asked for it. */
    public Scenario pass(Duration duration) {
        long until = clock.nanos() + duration.toNanos();
        Moment next = board.nextDeadline();
        while (next != null && next.nanos() - until <= 0) {
            clock.advance(Duration.ofNanos(Math.max(0, next.nanos() - clock.nanos())));
            board.tick();
            next = board.nextDeadline();
            if (next != null && next.nanos() - clock.nanos() <= 0) {
                throw new AssertionError("a deadline that a tick does not settle: " + next);
            }
        }
        clock.advance(Duration.ofNanos(until - clock.nanos()));
        return this;
    }

    /** The loop stands still; what was due meanwhile is done at its end. */
    Scenario standStill(Duration duration) {
        clock.advance(duration);
        if (duration.compareTo(Duration.ofSeconds(1)) >= 0) {
            unproven.addAll(will.desired().peers().keySet());
        }
        board.stoodStill(duration);
        board.tick();
        return this;
    }

    public Scenario seconds(long seconds) {
        return pass(Duration.ofSeconds(seconds));
    }

    /** A commanded change. */
    public Scenario edit(UnaryOperator<Will> change) {
        change.apply(will);
        board.apply(
                will.next(),
                List.of(Event.of(EventName.ROUTE_UPDATED, clock.wall(), "operator", "edited", java.util.Map.of())));
        return this;
    }

    /** The process ends and, later, another reads its books; the front door is not open yet. */
    public Scenario restart(Duration stopped) {
        clock.advance(stopped);
        clock.reboot();
        unproven.addAll(will.desired().peers().keySet());
        board = new Switchboard(clock, Runnable::run, this::published);
        LedgerState before = books.state();
        books.write(new LedgerEntry(PivotBook.cutShort(before.openPivots()), List.of(), List.of(), List.of()));
        board.boot(will.desired(), before);
        return this;
    }

    public Scenario open() {
        board.open();
        return this;
    }

    // What is so

    public long serving(String domain) {
        return assignment(domain).servingId();
    }

    public Assignment assignment(String domain) {
        return status(domain).assignment();
    }

    public RouteStatus status(String domain) {
        return Some.present(board.snapshot().routes().get(will.id(domain)));
    }

    public @Nullable Instant failbackDue(String domain) {
        return status(domain).failbackDue();
    }

    public RoutePlan plan(String domain) {
        return Some.present(board.table().plan(will.id(domain)));
    }

    /** What is said now of where requests go; null is nobody in particular. */
    Explanation explain(String domain, @Nullable Caller caller) {
        return Explanation.of(plan(domain), board.snapshot(), clock.now(), caller);
    }

    public HealthState state(long peer) {
        return health(peer).state();
    }

    public PeerHealth health(long peer) {
        return Some.present(board.fleet().health(peer));
    }

    public List<Publication> publications() {
        return publications;
    }

    // What was told

    /** The events since the last call, in order. */
    public List<Event> events() {
        List<Event> told = List.copyOf(news);
        news.clear();
        return told;
    }

    /**
     * The same in few words, as {@code gateway_down A} or {@code pool_failover_activated A>B x y}; audit events left out, and
     * what is told of the next loss.
     */
    public List<String> news() {
        return words(event -> event.name() != EventName.ROUTE_UPDATED && !OF_STANDBYS.contains(event.name()));
    }

    /** What was told of the next loss since the last call, in the same few words. */
    List<String> standbyNews() {
        return words(event -> OF_STANDBYS.contains(event.name()));
    }

    private List<String> words(Predicate<Event> which) {
        return events().stream().filter(which).map(this::words).toList();
    }

    private String words(Event event) {
        StringBuilder words = new StringBuilder(event.name().wire());
        var details = event.details();
        if (details.get("from_peer_id") instanceof Long from && details.get("to_peer_id") instanceof Long to) {
            words.append(' ').append(letter(from)).append('>').append(letter(to));
        } else if (details.get("pool_id") instanceof Long pool) {
            words.append(' ').append(pool);
        } else if (details.get("peer_id") instanceof Long peer) {
            words.append(' ').append(letter(peer));
        }
        if (details.get("route_ids") instanceof List<?> ids) {
            ids.forEach(id -> words.append(' ').append(domain((Long) id)));
        }
        return words.toString();
    }

    private String domain(long routeId) {
        var route = will.desired().route(routeId);
        return route == null ? "#" + routeId : route.domain();
    }

    static String letter(long peer) {
        return peer < 1 || peer > 26 ? "#" + peer : String.valueOf((char) ('A' + peer - 1));
    }

    /** The enabled peers that have the state. */
    List<Long> peersThatAre(HealthState state) {
        return board.fleet().watched().stream()
                .map(Peer::id)
                .filter(id -> state(id) == state)
                .toList();
    }
}
