package dev.sluice;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What was opened, to be closed in the opposite order; what fails to close does not keep the rest open. */
final class Closers {

    private static final Logger LOG = LoggerFactory.getLogger(Closers.class);

    private final Deque<Supplier<Future<?>>> closers = new ArrayDeque<>();

    /** One more thing to close, before all that came earlier. */
    synchronized void add(Supplier<Future<?>> closer) {
        closers.push(closer);
    }

    /** The same for what may block while it closes. */
    void add(Vertx vertx, AutoCloseable thing) {
        add(() -> vertx.executeBlocking(() -> {
            thing.close();
            return null;
        }));
    }

    /** Closes everything; never fails. */
    Future<Void> close() {
        Supplier<Future<?>> next;
        synchronized (this) {
            next = closers.poll();
        }
        if (next == null) {
            return Future.succeededFuture();
        }
        Future<?> closed;
        try {
            closed = next.get();
        } catch (RuntimeException e) {
            closed = Future.failedFuture(e);
        }
        return closed.transform(done -> {
            if (done.failed()) {
                LOG.warn("Did not close cleanly: {}", done.cause().toString());
            }
            return close();
        });
    }
}
