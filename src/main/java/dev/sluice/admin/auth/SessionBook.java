package dev.sluice.admin.auth;

import dev.sluice.core.failover.Event;
import dev.sluice.core.model.TokenText;
import dev.sluice.core.port.Clock;
import dev.sluice.core.port.Logins;
import dev.sluice.core.port.Session;
import dev.sluice.core.rule.AccessEvents;
import io.vertx.core.Context;
import io.vertx.core.Future;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The sessions and the password's hash as last read. Logins and logouts count here at once, also while the database is away;
 * it is told when it can be. One event loop; bounded.
 */
public final class SessionBook {

    private static final Logger LOG = LoggerFactory.getLogger(SessionBook.class);
    private static final Duration FRESH = Duration.ofSeconds(1);
    private static final int MOST = 200;

    private final Logins store;
    private final @Nullable String fixedHash;
    private final SessionLimits limits;
    private final Clock clock;
    private final Context loop;
    private final Map<String, Session> open = new LinkedHashMap<>();
    private final Map<String, Event> unsaved = new HashMap<>();
    private final Map<String, Event> ended = new HashMap<>();
    private final Set<String> seen = new HashSet<>();
    private final ReadOrder reads = new ReadOrder();
    private @Nullable String keptHash;
    private @Nullable Future<Void> catchingUp;
    private long readNanos;
    private boolean read;

    /**
     * A book that was not read yet.
     *
     * @param fixedHash the password's hash by the settings, which beats the one in the database; null if they have none
     */
    public SessionBook(Logins store, @Nullable String fixedHash, SessionLimits limits, Clock clock, Context loop) {
        this.store = store;
        this.fixedHash = fixedHash;
        this.limits = limits;
        this.clock = clock;
        this.loop = loop;
    }

    /** Reads everything again; a failure leaves what is known. */
    public Future<Void> refresh() {
        long mine = reads.begin();
        return Future.fromCompletionStage(store.load(), loop)
                .onFailure(away -> LOG.debug("sessions not read: {}", away.getMessage()))
                .compose(kept -> {
                    if (reads.counts(mine)) {
                        read(kept);
                    }
                    return reads.isOutdated(mine) ? refresh() : Future.<Void>succeededFuture();
                })
                .otherwiseEmpty();
    }

    private void read(Logins.Kept kept) {
        keptHash = kept.passwordHash();
        Map<String, Session> there = new HashMap<>();
        kept.sessions().forEach(session -> there.put(session.sha256(), session));
        open.keySet().removeIf(sha256 -> !there.containsKey(sha256) && !unsaved.containsKey(sha256));
        there.forEach((sha256, session) -> {
            if (!ended.containsKey(sha256)) {
                open.merge(sha256, session, SessionBook::later);
            }
        });
        seen.retainAll(open.keySet());
        readNanos = clock.nanos();
        read = true;
    }

    private static Session later(Session here, Session there) {
        return here.lastSeenAt().isBefore(there.lastSeenAt()) ? there : here;
    }

    /** Reads again, unless that is under way: a flood of strangers is one question to the database at a time. */
    public Future<Void> catchUp() {
        Future<Void> reading = catchingUp;
        if (reading == null || reading.isComplete()) {
            reading = refresh();
            catchingUp = reading;
        }
        return reading;
    }

    /** Whether the store has ever said what it has. */
    public boolean isRead() {
        return read;
    }

    /** Whether what is known may lack a session that began a moment ago at another front door. */
    public boolean isStale() {
        return !read || clock.nanos() - readNanos > FRESH.toNanos();
    }

    /** The hash that a password is checked against; null if none is set. */
    public @Nullable String passwordHash() {
        return fixedHash == null ? keptHash : fixedHash;
    }

    /** Whether the settings give the password. */
    public boolean isPasswordFixed() {
        return fixedHash != null;
    }

    /** The session with that id, which goes on by being asked for; null if there is none, or it is over. */
    public @Nullable OpenSession find(String id) {
        String sha256 = OpenSession.sha256(id);
        Session known = open.get(sha256);
        Instant now = clock.wall();
        if (known == null || limits.isOver(known.startedAt(), known.lastSeenAt(), now)) {
            return null;
        }
        Session going = known.seen(now);
        open.put(sha256, going);
        seen.add(sha256);
        return new OpenSession(id, going);
    }

    /** Whether it goes on still; to look at it is no request. */
    public boolean isOpen(Session session) {
        Session known = open.get(session.sha256());
        return known != null && !limits.isOver(known.startedAt(), known.lastSeenAt(), clock.wall());
    }

    /** The first of these ids that is one of a session; null if none is. */
    public @Nullable OpenSession first(List<String> ids) {
        for (String id : ids) {
            OpenSession session = find(id);
            if (session != null) {
                return session;
            }
        }
        return null;
    }

    /** When it ends unless something is asked before. */
    public Instant idleEnd(Session session) {
        return session.lastSeenAt().plus(limits.idle());
    }

    /** When it ends in any case. */
    public Instant end(Session session) {
        return session.startedAt().plus(limits.lifetime());
    }

    /** Begins one, with an id that nobody ever had. */
    public OpenSession begin(String address, Event told) {
        makeRoom();
        Instant now = clock.wall();
        String id = TokenText.randomText();
        OpenSession begun = new OpenSession(id, new Session(OpenSession.sha256(id), now, now, address));
        open.put(begun.session().sha256(), begun.session());
        unsaved.put(begun.session().sha256(), told);
        save(begun.session(), told);
        return begun;
    }

    private Future<Void> save(Session session, Event told) {
        return Future.fromCompletionStage(store.begin(session, told), loop)
                .onSuccess(saved -> {
                    unsaved.remove(session.sha256());
                    reads.changed();
                })
                .onFailure(away -> LOG.debug("a session is known to this process alone: {}", away.getMessage()))
                .otherwiseEmpty();
    }

    private void makeRoom() {
        Instant now = clock.wall();
        open.values().removeIf(session -> limits.isOver(session.startedAt(), session.lastSeenAt(), now));
        if (open.size() >= MOST) {
            open.values().stream()
                    .min(Comparator.comparing(Session::lastSeenAt))
                    .ifPresent(oldest -> end(oldest, AccessEvents.sessionEnded(oldest, "sluice", now)));
        }
    }

    /** Ends it: from now on its id opens nothing here. */
    public Future<Void> end(Session session, Event told) {
        String sha256 = session.sha256();
        open.remove(sha256);
        unsaved.remove(sha256);
        ended.put(sha256, told);
        return forget(sha256, told);
    }

    private Future<Void> forget(String sha256, Event told) {
        return Future.fromCompletionStage(store.end(sha256, told), loop)
                .onSuccess(gone -> {
                    ended.remove(sha256);
                    reads.changed();
                })
                .onFailure(away -> LOG.debug("a session has ended for this process alone: {}", away.getMessage()))
                .otherwiseEmpty();
    }

    /** Sets the password: all sessions but that one are over then. Fails with StoreAwayException, and nothing changed. */
    public Future<Void> password(String hash, @Nullable Session but, Event told) {
        String staying = but == null ? null : but.sha256();
        return Future.fromCompletionStage(store.password(hash, staying, told), loop)
                .onSuccess(done -> {
                    reads.changed();
                    keptHash = hash;
                    open.keySet().removeIf(sha256 -> !sha256.equals(staying));
                    unsaved.keySet().retainAll(open.keySet());
                });
    }

    /** Tells the store who was seen, and whatever it was not there for. */
    public Future<Void> tell() {
        Map<String, Instant> telling = new HashMap<>();
        seen.forEach(sha256 -> {
            Session session = open.get(sha256);
            if (session != null) {
                telling.put(sha256, session.lastSeenAt());
            }
        });
        seen.clear();
        Instant now = clock.wall();
        Future<Void> told = Future.fromCompletionStage(
                        store.seen(telling, now.minus(limits.lifetime()), now.minus(limits.idle())), loop)
                .onFailure(away -> seen.addAll(telling.keySet()));
        Map.copyOf(ended).forEach(this::forget);
        Map.copyOf(unsaved).forEach((sha256, event) -> save(Objects.requireNonNull(open.get(sha256)), event));
        return told.otherwiseEmpty();
    }
}
