package dev.sluice.admin;

import dev.sluice.core.failover.Event;
import dev.sluice.core.model.Desired;
import dev.sluice.core.port.Revisions;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;

/** Every state that there was. */
final class MemoryRevisions implements Revisions {

    private final Map<Long, Desired> states = new TreeMap<>(Map.of(0L, Desired.EMPTY));
    private final List<Revision> log = new ArrayList<>();

    synchronized void keep(Desired desired, List<Event> audit) {
        Event first = audit.get(0);
        states.put(desired.revision(), desired);
        log.add(0, new Revision(desired.revision(), first.at(), first.actor(), first.message(), audit.size(), 0, 0));
    }

    @Override
    public synchronized CompletionStage<Page> list(int limit, int offset) {
        List<Revision> part = log.stream().skip(offset).limit(limit).toList();
        return CompletableFuture.completedFuture(new Page(part, log.size()));
    }

    @Override
    public synchronized CompletionStage<@Nullable Desired> at(long number) {
        return CompletableFuture.completedFuture(states.get(number));
    }
}
