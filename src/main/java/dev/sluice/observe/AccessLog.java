package dev.sluice.observe;

import dev.sluice.core.port.FinishedRequest;
import dev.sluice.core.port.RequestLog;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.atomic.LongAdder;
import java.util.concurrent.locks.LockSupport;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The access log: one JSON line per finished request. The data plane only puts requests into a bounded queue; a thread of this
 * log's own formats and writes them. When it cannot keep up, or the disk is full, lines are dropped and counted; nobody waits.
 */
public final class AccessLog implements RequestLog, AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(AccessLog.class);

    private static final int CAPACITY = 1 << 15;
    private static final long FULL_AT = 64L << 20;
    private static final int KEPT = 4;

    private static final int BATCH = 64 << 10;
    private static final long IDLE = Duration.ofMillis(50).toNanos();
    private static final long COMPLAIN_EACH = Duration.ofSeconds(10).toNanos();
    private static final long CLOSE_LIMIT_MS = 5_000;

    private final RequestQueue queue;
    private final LogSink sink;
    private final LongAdder dropped = new LongAdder();
    private final Thread writer;
    private final JsonLine lines = new JsonLine();
    private final AccessLine format = new AccessLine();
    private long complainedAt = System.nanoTime() - COMPLAIN_EACH;
    private volatile boolean closing;

    AccessLog(LogSink sink, int capacity) {
        this.sink = sink;
        this.queue = new RequestQueue(capacity);
        this.writer = new Thread(this::write, "sluice-access-log");
        this.writer.setDaemon(true);
    }

    private AccessLog begun() {
        writer.start();
        return this;
    }

    static AccessLog to(LogSink sink, int capacity) {
        return new AccessLog(sink, capacity).begun();
    }

    /**
     * A log in a file of at most 64 MiB, with four older ones beside it. Blocks shortly.
     *
     * @throws IOException if the file cannot be written
     */
    public static AccessLog toFile(Path file) throws IOException {
        return to(new RotatingFile(file, FULL_AT, KEPT), CAPACITY);
    }

    /** A log on standard output. */
    public static AccessLog toStandardOutput() {
        return to(new StandardOutput(), CAPACITY);
    }

    @Override
    public void finished(FinishedRequest request) {
        if (closing || !queue.offer(request)) {
            dropped.increment();
        }
    }

    /** Lines that were never written. */
    public long dropped() {
        return dropped.sum();
    }

    /** Writes what is queued, for at most 5 s, and closes the file. Blocks: not on an event loop. */
    @Override
    public void close() {
        closing = true;
        LockSupport.unpark(writer);
        try {
            writer.join(CLOSE_LIMIT_MS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void write() {
        boolean last;
        do {
            last = closing;
            while (writeBatch()) {
                // More is waiting.
            }
            if (!last) {
                // Producers wake nobody, which would cost them a system call; a short sleep is cheap for both.
                LockSupport.parkNanos(IDLE);
            }
        } while (!last);
        try {
            sink.close();
        } catch (IOException e) {
            complain(e, 0);
        }
    }

    /** Writes one batch at most; whether there was any. */
    private boolean writeBatch() {
        int count = 0;
        lines.clear();
        try {
            FinishedRequest request;
            while (lines.length() < BATCH && (request = queue.poll()) != null) {
                count++;
                format.append(request, lines);
            }
            if (count > 0) {
                sink.write(lines.bytes(), lines.length());
            }
        } catch (IOException | RuntimeException e) {
            dropped.add(count);
            complain(e, count);
        }
        return count > 0;
    }

    private void complain(Exception fault, int lost) {
        long now = System.nanoTime();
        if (now - complainedAt >= COMPLAIN_EACH) {
            complainedAt = now;
            LOG.warn("access log: {} lines not written: {}", lost, fault.toString());
        }
    }
}
