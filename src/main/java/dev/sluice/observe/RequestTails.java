package dev.sluice.observe;

import dev.sluice.core.port.AccessTail;
import dev.sluice.core.port.FinishedRequest;
import dev.sluice.core.port.RequestLog;
import java.util.Arrays;
import java.util.function.Consumer;
import java.util.function.Predicate;

/**
 * Those who look at requests as they end, whether or not there is an access log. While there is nobody, a request costs one
 * volatile read.
 */
public final class RequestTails implements RequestLog {

    private volatile RequestTail[] tails = {};

    @Override
    public void finished(FinishedRequest request) {
        for (RequestTail tail : tails) {
            tail.finished(request);
        }
    }

    /** Has somebody told from now on, until closed. Any thread. */
    public synchronized AccessTail follow(Predicate<FinishedRequest> wanted, Consumer<String> line) {
        RequestTail tail = new RequestTail(wanted, line, this::forget);
        RequestTail[] more = Arrays.copyOf(tails, tails.length + 1);
        more[tails.length] = tail;
        tails = more;
        return tail;
    }

    /** How many look. */
    public int followers() {
        return tails.length;
    }

    private synchronized void forget(RequestTail gone) {
        tails = Arrays.stream(tails).filter(tail -> tail != gone).toArray(RequestTail[]::new);
    }
}
