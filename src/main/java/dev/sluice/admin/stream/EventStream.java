package dev.sluice.admin.stream;

import dev.sluice.admin.http.Answer;
import dev.sluice.core.port.ActivityFilter;
import dev.sluice.core.port.ActivityLog;
import dev.sluice.core.port.ActivityLog.Sequel;
import dev.sluice.core.port.ActivityLog.Stored;
import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.http.HttpServerResponse;
import java.time.Instant;
import java.util.Collections;
import java.util.Iterator;
import java.util.function.Consumer;

/**
 * One client's stream. One event loop.
 *
 * <p>Nothing is queued for it but what its connection takes: when that is full, the stream falls behind, and reads on from the
 * log where it stood once there is room. A client that takes nothing for long is cut off, and may come back.
 */
final class EventStream {

    private static final int PAGE = 100;
    private static final int ROOM = 64 * 1024;
    private static final long UNSETTLED_MS = 20;

    private final HttpServerResponse response;
    private final Wish wish;
    private final ActivityLog log;
    private final LogTail tail;
    private final Context loop;
    private final Consumer<Sequel> found;
    private final Promise<Answer> over = Promise.promise();
    private final Runnable readyAgain;
    private ActivityFilter filter;
    private Iterator<Stored> page = Collections.emptyIterator();
    private long upTo;
    private boolean lastPage;
    private long cursor;
    private boolean live;
    private boolean reading;
    private boolean ended;
    private boolean full;
    private boolean missedState;
    private long fullSince;

    /**
     * A stream on that response.
     *
     * @param found told what it reads of the log by itself
     * @param readyAgain called when states were not told that the client wants to know
     */
    EventStream(
            HttpServerResponse response,
            Wish wish,
            ActivityLog log,
            LogTail tail,
            Context loop,
            Consumer<Sequel> found,
            Consumer<EventStream> readyAgain) {
        this.response = response;
        this.wish = wish;
        this.log = log;
        this.tail = tail;
        this.loop = loop;
        this.found = found;
        this.readyAgain = () -> readyAgain.accept(this);
        this.filter = wish.filter();
        response.setChunked(true)
                .setWriteQueueMaxSize(ROOM)
                .putHeader("Content-Type", "text/event-stream")
                .putHeader("X-Accel-Buffering", "no");
        response.closeHandler(closed -> finish());
        response.exceptionHandler(broken -> {
            // The close handler follows.
        });
    }

    /** Complete when it is over; never fails. */
    Future<Answer> over() {
        return over.future();
    }

    Wish wish() {
        return wish;
    }

    boolean isLive() {
        return live;
    }

    /** Begins behind that event. */
    void beginAt(long id) {
        cursor = id;
        catchUp();
    }

    /** Begins with what happened at or after that time, however the log may be read. */
    void beginAt(Instant time) {
        filter = wish.filter().since(time);
        beginAt(0);
    }

    /** Reads on from the log, if there is need to and room. */
    void catchUp() {
        if (live || reading || ended || full || page.hasNext() || !wish.wants(StreamKind.ACTIVITY)) {
            return;
        }
        reading = true;
        Future.fromCompletionStage(log.after(filter, cursor, PAGE), loop).onComplete(done -> {
            reading = false;
            if (done.succeeded() && !ended) {
                read(done.result());
            }
            // Otherwise the database is away: whoever looks each second will have us try again.
        });
    }

    private void read(Sequel sequel) {
        if (!sequel.settled()) {
            loop.owner().setTimer(UNSETTLED_MS, id -> catchUp());
            return;
        }
        found.accept(sequel);
        page = sequel.items().iterator();
        upTo = sequel.upTo();
        lastPage = sequel.items().size() < PAGE;
        writePage();
    }

    /** What does not go out now waits for room: one page at most. */
    private void writePage() {
        while (page.hasNext()) {
            if (full || ended) {
                return;
            }
            Stored one = page.next();
            cursor = one.id();
            write(StreamText.activity(one));
        }
        cursor = upTo;
        live = lastPage && tail.reached(cursor);
        if (live) {
            filter = wish.filter();
        } else {
            catchUp();
        }
    }

    /** Hands on what follows the end of the log. */
    void follow(Sequel sequel) {
        live = live && !full;
        if (!live) {
            return;
        }
        for (Stored one : sequel.items()) {
            if (full) {
                live = false;
                return;
            }
            if (one.id() > cursor && filter.matches(one.event())) {
                cursor = one.id();
                write(StreamText.activity(one));
            }
        }
        cursor = Math.max(cursor, sequel.upTo());
    }

    /** Tells something that will be told again when it is in the log, or that needs not be; false if there is no room for it. */
    boolean mention(String text) {
        if (!full) {
            write(text);
            return true;
        }
        return false;
    }

    /** Tells how something is now. */
    void state(String text) {
        if (full) {
            missedState = true;
        } else {
            write(text);
        }
    }

    private void write(String text) {
        if (ended) {
            return;
        }
        response.write(text).onFailure(gone -> {
            // The close handler tells.
        });
        if (response.writeQueueFull() && !full) {
            full = true;
            fullSince = System.nanoTime();
            response.drainHandler(drained -> room());
        }
    }

    private void room() {
        full = false;
        if (missedState) {
            missedState = false;
            readyAgain.run();
        }
        if (page.hasNext()) {
            writePage();
        } else {
            catchUp();
        }
    }

    /** Shows that we are there; cuts off who has taken nothing for that long, or may not listen any more. */
    void beat(long patienceNanos) {
        if (!wish.allowed().getAsBoolean()) {
            end("the token is not good any more");
        } else if (!full) {
            write(StreamText.COMMENT);
        } else if (System.nanoTime() - fullSince > patienceNanos) {
            response.reset();
            finish();
        }
    }

    /** Ends it in order, with a word why. */
    void end(String why) {
        if (!ended) {
            response.end(StreamText.comment(why)).onFailure(gone -> {
                // It was over already.
            });
            finish();
        }
    }

    private void finish() {
        if (!ended) {
            ended = true;
            live = false;
            over.complete(Answer.empty());
        }
    }
}
