package dev.sluice.admin.stream;

import dev.sluice.admin.http.Answer;
import dev.sluice.admin.http.ApiProblem;
import dev.sluice.admin.json.EventJson;
import dev.sluice.admin.json.Values;
import dev.sluice.core.Publication;
import dev.sluice.core.failover.Event;
import dev.sluice.core.failover.Snapshot;
import dev.sluice.core.port.ActivityFilter;
import dev.sluice.core.port.ActivityLog.Sequel;
import dev.sluice.core.port.ActivityLog.Stored;
import dev.sluice.core.port.Clock;
import dev.sluice.core.port.LiveActivity;
import dev.sluice.core.port.Traffic;
import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.http.HttpServerResponse;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * All open streams: hands to each what is new, and keeps them in order. One event loop, but for what a listener is told.
 */
public final class EventStreams implements LiveActivity.Listener {

    /** Most events are in the log by then. */
    private static final long SAVED_WITHIN_MS = 250;

    /** Other front doors on the same database tell nobody here. */
    private static final long LOOK_MS = 1_000;

    /** What changes together is told together. */
    private static final long STATE_MS = 50;

    /**
     * How the streams are kept.
     *
     * @param beat how often a stream that is silent shows that it is there
     * @param patience how long a client may take nothing
     * @param most how many there may be: each takes a connection, and what that buffers
     * @param pulse how often it is told how much traffic there is, and how many requests were left out
     */
    public record Bounds(Duration beat, Duration patience, int most, Duration pulse) {

        public static final Bounds USUAL =
                new Bounds(Duration.ofSeconds(15), Duration.ofSeconds(30), 64, Duration.ofSeconds(1));
    }

    private final Context loop;
    private final LiveActivity log;
    private final Supplier<Snapshot> snapshot;
    private final StateNews states;
    private final Clock clock;
    private final String frontDoor;
    private final Bounds bounds;
    private final Traffic traffic;
    private final LogTail tail;
    private final Pulses pulses;
    private final Unsaved unsaved = new Unsaved();
    private final Set<EventStream> open = new LinkedHashSet<>();
    private @Nullable Snapshot shown;
    private boolean unsavedDue;
    private boolean statesDue;
    private boolean closed;
    private volatile boolean some;

    /**
     * No stream yet.
     *
     * @param frontDoor who saw what is not in the database yet
     */
    public EventStreams(
            Context loop,
            LiveActivity log,
            Traffic traffic,
            Supplier<Snapshot> snapshot,
            StateNews states,
            Clock clock,
            String frontDoor,
            Bounds bounds) {
        this.loop = loop;
        this.log = log;
        this.snapshot = snapshot;
        this.states = states;
        this.clock = clock;
        this.frontDoor = frontDoor;
        this.bounds = bounds;
        this.traffic = traffic;
        this.tail = new LogTail(log, loop, this::saved);
        this.pulses = new Pulses(loop, traffic, snapshot, clock, bounds.pulse(), open);
    }

    /** Begins to listen. */
    public void start() {
        log.listen(this);
        loop.owner()
                .setPeriodic(
                        bounds.beat().toMillis(),
                        id -> each(stream -> stream.beat(bounds.patience().toNanos())));
        loop.owner().setPeriodic(LOOK_MS, id -> look());
    }

    /** Answers with a stream; complete when that is over. Fails if there are too many. */
    Future<Answer> open(HttpServerResponse response, Wish wish) {
        if (closed || open.size() >= bounds.most()) {
            return Future.failedFuture(new ApiProblem(
                    503,
                    "too_many_streams",
                    "streams: actual " + open.size() + ", expected fewer than " + bounds.most(),
                    List.of(),
                    Map.of("Retry-After", "5")));
        }
        Snapshot now = snapshot.get();
        Instant began = clock.wall();
        EventStream stream = new EventStream(response, wish, log, tail, loop, unsaved::saved, this::ready);
        open.add(stream);
        some = true;
        if (shown == null) {
            shown = now;
            states.ofAgents(now); // from here on what changes is news
        }
        stream.mention(StreamText.RETRY);
        ready(stream);
        pulses.look();
        if (wish.wants(StreamKind.ACTIVITY)) {
            begin(stream, began);
        }
        if (wish.wants(StreamKind.ACCESS)) {
            AccessLines lines = new AccessLines(loop, traffic, stream, bounds.pulse());
            stream.over().onComplete(over -> lines.end());
        }
        return stream.over().onComplete(over -> forget(stream));
    }

    private void begin(EventStream stream, Instant began) {
        Future.fromCompletionStage(log.unsaved(), loop).otherwise(List.of()).onSuccess(unsavedOnes -> {
            Instant first = began;
            for (Stored one : unsavedOnes) {
                if (stream.wish().filter().matches(one.event())) {
                    stream.mention(StreamText.activity(one));
                    first = one.event().at().isBefore(first) ? one.event().at() : first;
                }
            }
            begin(stream, stream.wish().after(), first);
        });
    }

    private void begin(EventStream stream, @Nullable Long after, Instant first) {
        if (after != null) {
            stream.beginAt(after);
            return;
        }
        Future.fromCompletionStage(log.after(ActivityFilter.ALL, Long.MAX_VALUE, 1), loop)
                .onComplete(end -> {
                    if (end.succeeded() && end.result().settled()) {
                        stream.beginAt(end.result().upTo());
                    } else {
                        // Where the log ends cannot be known now, but when this began is.
                        stream.beginAt(first);
                    }
                });
    }

    private void forget(EventStream stream) {
        open.remove(stream);
        some = !open.isEmpty();
        pulses.look();
        if (open.isEmpty()) {
            shown = null;
            unsaved.take();
        }
        if (open.stream().noneMatch(EventStream::isLive)) {
            tail.forget();
        }
    }

    private void ready(EventStream stream) {
        stream.mention(StateNews.ready(snapshot.get(), String.valueOf(Values.time(clock.wall()))));
    }

    private void each(Consumer<EventStream> action) {
        List.copyOf(open).forEach(action);
    }

    private void look() {
        tail.look();
        each(EventStream::catchUp);
        if (wantsState()) {
            tell(states.ofAgents(snapshot.get()));
        }
    }

    private void saved(Sequel sequel) {
        unsaved.saved(sequel);
        each(stream -> stream.follow(sequel));
    }

    @Override
    public void saved() {
        if (some) {
            loop.runOnContext(v -> tail.look());
        }
    }

    @Override
    public void published(Publication publication) {
        if (some) {
            loop.runOnContext(v -> happened(publication));
        }
    }

    private void happened(Publication publication) {
        tail.look(); // what was commanded is in the log already
        unsaved.add(publication.news());
        if (!unsavedDue && !publication.news().isEmpty()) {
            unsavedDue = true;
            loop.owner().setTimer(SAVED_WITHIN_MS, id -> tellUnsaved());
        }
        Set<String> news = publication.news().stream().map(Event::uid).collect(Collectors.toSet());
        publication.entry().events().stream()
                .filter(event -> !news.contains(event.uid()))
                .forEach(event -> mention("activity_updated", event));
        if (!statesDue) {
            statesDue = true;
            loop.owner().setTimer(STATE_MS, id -> tellStates());
        }
    }

    private void tellUnsaved() {
        unsavedDue = false;
        unsaved.take().forEach(event -> mention("activity", event));
    }

    private void mention(String type, Event event) {
        String text = StreamText.of(type, EventJson.of(new Stored(0, event, frontDoor)));
        each(stream -> {
            if (stream.wish().wants(StreamKind.ACTIVITY)
                    && stream.wish().filter().matches(event)) {
                stream.mention(text);
            }
        });
    }

    private void tellStates() {
        statesDue = false;
        Snapshot before = shown;
        if (before == null) {
            return;
        }
        Snapshot now = snapshot.get();
        shown = now;
        if (wantsState()) {
            tell(states.between(before, now));
        }
    }

    private boolean wantsState() {
        return open.stream().anyMatch(stream -> stream.wish().wantsState());
    }

    private void tell(List<StateNews.Change> changes) {
        for (StateNews.Change change : changes) {
            each(stream -> {
                if (stream.wish().wants(change.kind())) {
                    stream.state(change.text());
                }
            });
        }
    }

    /** Ends all streams in order; no further one is opened. */
    public void close() {
        closed = true;
        each(stream -> stream.end("Sluice stops here"));
    }
}
