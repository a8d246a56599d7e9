package dev.sluice;

import dev.sluice.core.failover.Event;
import dev.sluice.core.port.ActivityLog;
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
final class WholeActivity implements ActivityLog {

    private final ActivityLog saved;
    private final Supplier<CompletionStage<List<Event>>> unsaved;
    private final String frontDoor;

    /**
     * A log over that one.
     *
     * @param unsaved the events that the database does not have yet
     * @param frontDoor who saw these
     */
    WholeActivity(ActivityLog saved, Supplier<CompletionStage<List<Event>>> unsaved, String frontDoor) {
        this.saved = saved;
        this.unsaved = unsaved;
        this.frontDoor = frontDoor;
    }

    @Override
    public CompletionStage<Page> find(Query query) {
        return unsaved.get().thenCompose(events -> find(query, matching(events, query)));
    }

    private CompletionStage<Page> find(Query query, List<Stored> unsavedOnes) {
        List<Stored> first = part(unsavedOnes, query);
        // Those in front are not in the database, so its pages begin that much later.
        int offset = Math.max(0, query.offset() - unsavedOnes.size());
        Query rest = new Query(query.names(), query.from(), query.until(), query.limit(), offset);
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
                .filter(event -> query.names().isEmpty()
                        || query.names().contains(event.name().wire()))
                .filter(event -> query.from() == null || !event.at().isBefore(query.from()))
                .filter(event -> query.until() == null || event.at().isBefore(query.until()))
                .sorted(Comparator.comparing(Event::at).reversed())
                .map(event -> new Stored(0, event, frontDoor))
                .toList();
    }
}
