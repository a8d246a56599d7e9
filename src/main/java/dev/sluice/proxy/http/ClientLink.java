package dev.sluice.proxy.http;

import dev.sluice.proxy.Failure;
import dev.sluice.proxy.header.ClientIdentity;
import io.netty.buffer.ByteBuf;
import io.netty.channel.ChannelHandlerContext;
import io.vertx.core.Future;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.core.http.impl.HttpServerConnection;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One client's connection as its requests see it: what all versions of HTTP share. How long it may be silent is the
 * link's matter, what it says and how it ends its form's.
 *
 * <p>It reaches the channel by an internal interface of Vert.x.
 */
abstract class ClientLink extends Wheel.Entry {

    private static final Logger LOG = LoggerFactory.getLogger(ClientLink.class);

    private final LoopScope loop;
    private final ClientChannel client;
    private final HttpServerConnection connection;
    private long lastActiveNanos = System.nanoTime();
    /** What waited for the client when it was last looked at, once nothing else is to be done here; -1 before. */
    private long leaving = -1;

    private long leavingNanos;
    private boolean closes;

    ClientLink(LoopScope loop, ClientChannel client, HttpServerConnection connection) {
        this.loop = loop;
        this.client = client;
        this.connection = connection;
        connection.closeHandler(v -> closed());
        loop.wheel().schedule(this, lastActiveNanos + lookNanos());
    }

    LoopScope loop() {
        return loop;
    }

    HttpServerConnection connection() {
        return connection;
    }

    ClientChannel client() {
        return client;
    }

    ClientIdentity identity() {
        return client.identity();
    }

    /** Whether several requests may be under way, and each ends by itself. */
    abstract boolean isMultiplexed();

    /** Whether what waits for the client is enough, whatever Vert.x would still take. */
    boolean isFull() {
        return false;
    }

    /** Where bytes of an answer under way may go past Vert.x, behind what it has written; null if they may not. */
    @Nullable
    ChannelHandlerContext straight() {
        return null;
    }

    /** Whether a small body that is here as a whole may go past Vert.x, if its answer ends before anything else happens. */
    boolean takesWhole() {
        return false;
    }

    /**
     * Ends an answer of which nothing was sent, with such a body.
     *
     * @param body taken over
     * @return when it is written
     */
    Future<Void> endWhole(HttpServerResponse response, ByteBuf body) {
        throw new UnsupportedOperationException();
    }

    /** The host that a fresh request is for, as the client wrote it; empty unless there is exactly one. */
    abstract String authority(HttpServerRequest request);

    /** Whether a fresh request has a body. */
    abstract boolean hasBody(HttpServerRequest request);

    /** The answer shall say that nothing more is taken here, if its protocol has words for that. */
    abstract void announceClose(HttpServerResponse response);

    /**
     * Cuts an answer under way so that the client cannot take it for complete.
     *
     * @param abruptly not even what waits for the client is written
     */
    abstract void cut(HttpServerResponse response, boolean abruptly);

    /**
     * The exchange is over.
     *
     * @param written when its answer is
     * @param closes whether nothing more is taken from where this request came
     */
    abstract void ended(Exchange old, Future<Void> written, boolean closes);

    /** Whether no request is under way. */
    abstract boolean isIdle();

    /** Begins the exchange of a fresh request; a refused one only gets its answer. */
    void begin(Exchange next, @Nullable Failure refused) {
        try {
            if (refused == null) {
                next.begin();
            } else {
                next.refuse(refused);
            }
        } catch (RuntimeException bug) {
            LOG.error("a request failed by a fault of ours", bug);
            next.fail(Failure.INTERNAL);
        }
    }

    /** The time without a request begins. */
    void rests() {
        lastActiveNanos = System.nanoTime();
    }

    void closed() {
        loop.wheel().cancel(this);
    }

    /** Closes the connection behind what waits for the client; one that takes nothing of that any longer is cut off. */
    void close() {
        closes = true;
        connection.close();
        if (client.channel().isOpen()) {
            looksOn(System.nanoTime());
        }
    }

    /** The end of an answer waits for the client from now on: one that takes nothing of it any longer is cut off. */
    void endWaits() {
        leaving = client.waiting();
        leavingNanos = lastActiveNanos;
    }

    void endTaken() {
        if (!closes) {
            leaving = -1;
        }
    }

    private void looksOn(long now) {
        leaving = client.waiting();
        leavingNanos = now;
        loop.wheel().schedule(this, now + stallNanos());
    }

    /** How long a client may take nothing of what waits for it. */
    long stallNanos() {
        return loop.options().clients().writeStall().toNanos();
    }

    private long keepAliveNanos() {
        return loop.options().clients().keepAlive().toNanos();
    }

    /** How often it is looked after: an answer's end may wait, which costs nothing while it does not wait for long. */
    private long lookNanos() {
        return Math.min(keepAliveNanos(), stallNanos());
    }

    @Override
    protected void expired(long now) {
        if (leaving >= 0) {
            if (client.waiting() < leaving) {
                looksOn(now);
            } else if (now - leavingNanos >= stallNanos()) {
                client.reset();
            } else {
                loop.wheel().schedule(this, leavingNanos + stallNanos());
            }
        } else if (isIdle() && now - lastActiveNanos >= keepAliveNanos()) {
            close();
        } else {
            long restsUntil = (isIdle() ? lastActiveNanos : now) + keepAliveNanos();
            loop.wheel().schedule(this, Math.min(restsUntil, now + lookNanos()));
        }
    }
}
