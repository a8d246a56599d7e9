package dev.sluice.proxy.http;

import dev.sluice.proxy.Failure;
import dev.sluice.proxy.compress.CompressedFields;
import dev.sluice.proxy.header.HopByHop;
import io.netty.buffer.ByteBuf;
import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpClientResponse;
import io.vertx.core.http.HttpServerResponse;
import org.jspecify.annotations.Nullable;

/**
 * An answer on its way down, read no faster than the client takes it. Writes are gathered until the upstream's read is
 * over: a small answer leaves in one write, and a head or chunk without anything behind it leaves at once.
 */
final class Download extends Wheel.Entry {

    /** What may wait for a stream of HTTP/2, in its window's and the connection's turn; Vert.x would hold 16 chunks. */
    private static final int MOST_WAITING = 32 * 1024;

    private static final int FEW_WAITING = 16 * 1024;
    private static final long LOOK_NANOS = 5_000_000_000L;

    /** Of a body is compressed without a break: some two milliseconds. */
    private static final int MOST_ENCODED = 64 * 1024;

    private final Exchange exchange;
    private final HttpClientResponse source;
    private final HttpServerResponse sink;
    private final boolean bodiless;
    private final StraightBytes straight;
    private @Nullable EncodedBody encoded;
    private boolean closeDelimited;
    private @Nullable Buffer held;
    private boolean paused;
    private boolean complete;
    private boolean over;
    private boolean watched;
    private long bytes;
    private long copied;
    private int waiting;
    private int turn;
    private long progressNanos;

    Download(Exchange exchange, HttpClientResponse source) {
        this.exchange = exchange;
        this.source = source;
        this.sink = exchange.client().response();
        this.straight = new StraightBytes(exchange.client().link());
        this.bodiless = AnswerHead.isBodiless(exchange.client().request().method(), source.statusCode());
    }

    long bytes() {
        return bytes;
    }

    /** Whether only the connection's end tells the client that the answer is complete, so that only a reset tells of more. */
    boolean isCloseDelimited() {
        return closeDelimited;
    }

    /**
     * Prepares the client's head and takes what follows.
     *
     * @throws IllegalArgumentException if the answer's head cannot be passed on
     */
    void start(String requestId) {
        AnswerHead.write(source, exchange.client(), requestId);
        encoded = EncodedBody.of(exchange, source, bodiless);
        closeDelimited = AnswerHead.frame(source, exchange.client(), bodiless);
        source.exceptionHandler(this::cut);
        source.handler(this::chunk);
        source.endHandler(v -> ended());
        sink.drainHandler(v -> drained());
        if (exchange.loop().isDraining()) {
            exchange.client().closeAfterwards();
        }
    }

    private void chunk(Buffer chunk) {
        if (over || bodiless) {
            return;
        }
        copied += chunk.length();
        if (encoded == null) {
            gather(chunk);
        } else {
            encode(encoded, chunk);
        }
    }

    private void encode(EncodedBody body, Buffer chunk) {
        gather(body.take(chunk));
        turn += chunk.length();
        if (turn >= MOST_ENCODED && !paused && !over) {
            turn = 0;
            holdBack(); // others wait for this event loop too
            UpstreamChannel.contextOf(source.request().connection()).executor().execute(this::drained);
        }
    }

    /** The last one waits for what comes with it, or for the end. */
    private void gather(@Nullable Buffer chunk) {
        if (chunk == null || over) {
            return;
        }
        bytes += chunk.length();
        Buffer earlier = held;
        held = chunk;
        if (earlier != null) {
            write(earlier);
        }
    }

    /**
     * Takes bytes that Vert.x has not seen, if they may go past it.
     *
     * @param given how many bytes of this answer Vert.x was given; as long as it has some of them, no others may pass
     */
    boolean takes(ByteBuf chunk, long given) {
        if (over || bodiless || closeDelimited || encoded != null || given != copied) {
            return false;
        }
        Buffer earlier = held;
        if (earlier == null && straight.keep(chunk, source, sink)) {
            bytes = chunk.readableBytes();
            return true;
        }
        if (earlier != null) {
            held = null;
            write(earlier);
        }
        if (!sink.headWritten() || !straight.begin()) {
            return false;
        }
        bytes += chunk.readableBytes();
        progressNanos = System.nanoTime();
        straight.write(chunk);
        if (!paused && exchange.client().link().isFull()) {
            paused = true;
            link().holdBack(true);
        }
        return true;
    }

    /** The upstream's read is over: nothing may wait for more to come. */
    void flush() {
        if (!over && encoded != null) {
            turn = 0;
            gather(encoded.flush());
        }
        if (over) {
            return;
        }
        Buffer chunk = held == null ? straight.keptForVertx() : held;
        if (chunk != null) {
            held = null;
            write(chunk);
        } else if (!sink.headWritten() && !bodiless) {
            if (closeDelimited) {
                write(Buffer.buffer());
            } else {
                sink.writeHead();
            }
        }
        straight.flush();
        if (!watched && !over) {
            watched = true;
            progressNanos = System.nanoTime();
            watch(progressNanos);
        }
    }

    private void write(Buffer chunk) {
        progressNanos = System.nanoTime();
        Future<Void> taken = sink.write(chunk);
        if (exchange.client().link().isMultiplexed()) {
            int size = chunk.length();
            waiting += size;
            taken.onComplete(done -> taken(size));
        }
        if (!paused && (isFull() || waiting >= MOST_WAITING)) {
            holdBack();
        }
    }

    private void holdBack() {
        paused = true;
        source.pause();
        link().holdBack(true);
    }

    /** So many bytes wait no more. */
    private void taken(int size) {
        waiting -= size;
        drained();
    }

    private boolean isFull() {
        return sink.writeQueueFull() || exchange.client().link().isFull();
    }

    /** The client may take more. */
    void drained() {
        if (paused && !over && waiting <= FEW_WAITING && !isFull()) {
            paused = false;
            progressNanos = System.nanoTime();
            source.resume();
            UpstreamChannel.contextOf(source.request().connection()).executor().execute(this::resumed);
        }
    }

    /** Vert.x hands out what it held back in a task of its own, before this: no read need follow that would flush it. */
    private void resumed() {
        if (!paused && !over) {
            link().holdBack(false);
            flush();
        }
    }

    private UpstreamLink link() {
        return UpstreamLink.of(source.request().connection());
    }

    private void ended() {
        if (!over && encoded != null) {
            gather(encoded.end(AnswerHead.isTrailed(source)));
        }
        if (over) {
            return;
        }
        ByteBuf whole = straight.kept();
        stop();
        if (isShort()) {
            exchange.answerCut();
            return;
        }
        if (sink.isChunked()) {
            AnswerHead.trail(source, sink, encoded == null ? name -> false : CompressedFields::isDigest);
        }
        Buffer last = held;
        held = null;
        exchange.answerEnding(HopByHop.hasOption(source.headers(), "close"));
        exchange.client().endAnswer(whole, last);
        straight.flush(); // the end may wait for what is before it
        exchange.answerWritten();
    }

    private boolean isShort() {
        return bytes == 0 && copied == 0 && !bodiless && AnswerHead.promisesMore(source);
    }

    /** All has come: how the connection fares from now on is no matter. */
    void complete() {
        complete = true;
    }

    private void cut(Throwable failure) {
        if (!over && !complete) {
            stop();
            exchange.answerCut();
        }
    }

    /** Passes on nothing more. It is read on: Vert.x would not release what it holds back for a paused reader. */
    void stop() {
        over = true;
        straight.drop();
        if (encoded != null) {
            encoded.release();
        }
        if (paused) {
            source.resume();
        }
        exchange.loop().wheel().cancel(this);
    }

    /** Who is waited for changes with each part: it is looked at again and again instead. */
    private void watch(long now) {
        long stall = exchange.loop().options().clients().writeStall().toNanos();
        long limit = paused ? stall : exchange.course().idleNanos();
        long due = Math.min(progressNanos + limit, now + Math.min(LOOK_NANOS, stall / 4));
        exchange.loop().wheel().schedule(this, due);
    }

    @Override
    protected void expired(long now) {
        long silent = now - progressNanos;
        if (paused && silent >= exchange.loop().options().clients().writeStall().toNanos()) {
            exchange.fail(Failure.SLOW_READER);
        } else if (!paused && silent >= exchange.course().idleNanos()) {
            exchange.fail(Failure.UPSTREAM_CUT);
        } else {
            watch(now);
        }
    }
}
