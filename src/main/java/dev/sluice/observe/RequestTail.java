package dev.sluice.observe;

import dev.sluice.core.port.AccessTail;
import dev.sluice.core.port.FinishedRequest;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.Consumer;
import java.util.function.Predicate;

/** One who looks at requests as they end. Any thread; only what is told is formatted. */
final class RequestTail implements AccessTail {

    /** As many are told in a second: a person reads fewer. */
    static final int MOST = 50;

    private final Predicate<FinishedRequest> wanted;
    private final Consumer<String> told;
    private final Consumer<RequestTail> closed;
    private final AtomicInteger left = new AtomicInteger(MOST);
    private final LongAdder leftOut = new LongAdder();

    RequestTail(Predicate<FinishedRequest> wanted, Consumer<String> told, Consumer<RequestTail> closed) {
        this.wanted = wanted;
        this.told = told;
        this.closed = closed;
    }

    void finished(FinishedRequest request) {
        if (!wanted.test(request)) {
            return;
        }
        if (left.get() > 0 && left.getAndDecrement() > 0) {
            told.accept(text(request));
        } else {
            leftOut.increment();
        }
    }

    private static String text(FinishedRequest request) {
        JsonLine line = new JsonLine();
        new AccessLine("at", "path").append(request, line);
        return new String(line.bytes(), 0, line.length() - 1, StandardCharsets.UTF_8);
    }

    @Override
    public long nextSecond() {
        left.set(MOST);
        return leftOut.sumThenReset();
    }

    @Override
    public void close() {
        closed.accept(this);
    }
}
