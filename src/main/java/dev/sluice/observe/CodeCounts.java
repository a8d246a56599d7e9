package dev.sluice.observe;

import dev.sluice.core.traffic.TrafficCounts.Answers;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.atomic.LongAdder;

/**
 * Requests of one route by the status that the client got. Any thread; only a route's first request of a status takes a lock.
 * A route has few, so they are looked for one by one. What is no status (a misbehaving upstream can send any number) is counted as 0, and so are further ones after {@link #MOST} different ones: each is a series.
 */
final class CodeCounts {

    /** Different statuses that are told apart. */
    static final int MOST = 32;

    private static final int FIRST_ERROR = 500;

    record Count(int code, LongAdder requests) {}

    private volatile Count[] counts = {};

    void add(int status) {
        int code = status >= 100 && status <= 599 ? status : 0;
        for (Count count : counts) {
            if (count.code == code) {
                count.requests.increment();
                return;
            }
        }
        addFirst(code);
    }

    private synchronized void addFirst(int first) {
        int code = counts.length < MOST ? first : 0;
        for (Count count : counts) {
            if (count.code == code) {
                count.requests.increment();
                return;
            }
        }
        Count count = new Count(code, new LongAdder());
        count.requests.increment();
        Count[] longer = Arrays.copyOf(counts, counts.length + 1);
        longer[counts.length] = count;
        counts = longer;
    }

    Answers sums() {
        long all = 0;
        long errors = 0;
        for (Count count : counts) {
            long now = count.requests.sum();
            all += now;
            errors += count.code >= FIRST_ERROR ? now : 0;
        }
        return new Answers(all, errors);
    }

    List<Count> all() {
        return List.of(counts);
    }
}
