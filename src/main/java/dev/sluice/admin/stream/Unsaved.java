package dev.sluice.admin.stream;

import dev.sluice.core.failover.Event;
import dev.sluice.core.port.ActivityLog.Sequel;
import java.util.Collection;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * What happened a moment ago and was not told yet, because it will most likely be in the log in a moment, where it gets its id.
 * Bounded: what is too much is told when it is in the log. One event loop.
 */
final class Unsaved {

    private static final int MOST = 1_000;

    private final Map<String, Event> fresh = new LinkedHashMap<>();
    private final Set<String> saved = new LinkedHashSet<>();

    /** These happened. */
    void add(Collection<Event> events) {
        for (Event event : events) {
            if (!saved.contains(event.uid()) && fresh.size() < MOST) {
                fresh.put(event.uid(), event);
            }
        }
    }

    /** These are in the log: who has not been told of them will be, with their ids. */
    void saved(Sequel sequel) {
        sequel.items().forEach(one -> {
            fresh.remove(one.event().uid());
            saved.add(one.event().uid());
        });
        Iterator<String> oldest = saved.iterator();
        while (saved.size() > MOST) {
            oldest.next();
            oldest.remove();
        }
    }

    /** What is not in the log even now; it is asked for once. */
    List<Event> take() {
        List<Event> left = List.copyOf(fresh.values());
        fresh.clear();
        return left;
    }
}
