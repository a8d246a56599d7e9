package dev.sluice;

import dev.sluice.core.failover.Event;
import dev.sluice.core.port.ActivityFilter;
import dev.sluice.core.port.ActivityLog;
import dev.sluice.core.port.LiveActivity;
import dev.sluice.core.port.StoreAwayException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.function.Supplier;
import java.util.stream.Collectors;

/**
 * The activity log with what is not in the database yet on top; while the database is away that alone, so that the operator
 * can see what happens just then.
 */
final class WholeActivity implements LiveActivity {

    private final ActivityLog saved;
    private final Supplier<CompletionStage<List<Event>>> unsaved;
    private final ActivityNews news;
    private final String frontDoor;

    /**
     * A log over that one.
     *
     * @param unsaved the events that the database does not have yet
     * @param news who else is told of them
     * @param frontDoor who saw these
     */
    WholeActivity(
            ActivityLog saved, Supplier<CompletionStage<List<Event>>> unsaved, ActivityNews news, String frontDoor) {
        this.saved = saved;
        this.unsaved = unsaved;
        this.news = news;
        this.frontDoor = frontDoor;
    }

    @Override
    public CompletionStage<Page> find(Query query) {
        return query.before() != null
                ? saved.find(query) // those without an id are newer than any that has one
                : unsaved.get().thenCompose(events -> find(query, matching(events, query)));
    }

    @Override
    public CompletionStage<Sequel> after(ActivityFilter filter, long id, int limit) {
        return saved.after(filter, id, limit);
    }

    @Override
    public CompletionStage<List<Stored>> unsaved() {
        return unsaved.get()
                .thenApply(events -> events.stream().map(this::stored).toList());
    }

    @Override
    public void listen(Listener listener) {
        news.listen(listener);
    }

    private CompletionStage<Page> find(Query query, List<Stored> unsavedOnes) {
        List<Stored> first = part(unsavedOnes, query);
        // Those in front are not in the database, so its pages begin that much later.
        int offset = Math.max(0, query.offset() - unsavedOnes.size());
        Query rest = new Query(query.filter(), null, query.limit(), offset, query.counted());
        return saved.find(rest)
                .thenApply(page -> joined(first, unsavedOnes.size(), page, query.limit()))
                .exceptionallyCompose(failure -> isAway(failure)
                        ? CompletableFuture.completedFuture(new Page(first, unsavedOnes.size(), true))
                        : CompletableFuture.failedFuture(failure));
    }

    private static boolean isAway(Throwable failure) {
        Throwable cause = failure instanceof CompletionException wrapped ? wrapped.getCause() : failure;
        return cause instanceof StoreAwayException;
    }

    /** One that is being written just now, or has become longer since, may be in both: the database's is left out. */
    private static Page joined(List<Stored> first, int unsavedOnes, Page page, int limit) {
        Set<String> shown = first.stream().map(one -> one.event().uid()).collect(Collectors.toSet());
        List<Stored> items = new ArrayList<>(first);
        page.items().stream()
                .filter(one -> !shown.contains(one.event().uid()))
                .limit(Math.max(0, limit - first.size()))
                .forEach(items::add);
        long both = page.items().stream()
                .filter(one -> shown.contains(one.event().uid()))
                .count();
        return new Page(items, page.total() + unsavedOnes - both);
    }

    private static List<Stored> part(List<Stored> all, Query query) {
        return all.stream().skip(query.offset()).limit(query.limit()).toList();
    }

    private List<Stored> matching(List<Event> events, Query query) {
        return events.stream()
                .filter(query.filter()::matches)
                .sorted(Comparator.comparing(Event::at).reversed())
                .map(this::stored)
                .toList();
    }

    private Stored stored(Event event) {
        return new Stored(0, event, frontDoor);
    }
}
