package dev.sluice.proxy.http;

import dev.sluice.proxy.Failure;
import dev.sluice.proxy.header.Addresses;
import dev.sluice.proxy.header.ClientIdentity;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelOption;
import io.netty.channel.ChannelPipeline;
import io.netty.channel.socket.DuplexChannel;
import io.netty.handler.codec.http.LastHttpContent;
import io.vertx.core.Future;
import io.vertx.core.http.HttpConnection;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.impl.HttpServerConnection;
import io.vertx.core.net.SocketAddress;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One client's connection: who it is, which request is under way, how long it may be silent, and how it ends.
 *
 * <p>It reaches the channel by an internal interface of Vert.x.
 */
public final class ClientLink extends Wheel.Entry implements RequestDecoder.Watcher {

    private static final Logger LOG = LoggerFactory.getLogger(ClientLink.class);
    private static final String DECODER = "httpDecoder";
    private static final long LINGER_NANOS = 1_000_000_000L;
    private static final byte[] NOWHERE = new byte[4];

    private final LoopScope loop;
    private final HttpServerConnection connection;
    private final ClientIdentity identity;
    private final RequestDecoder decoder;
    private final Wheel.Entry headDeadline = new HeadDeadline();
    private @Nullable Exchange exchange;
    private @Nullable Failure refusal;
    private boolean closing;
    private long lastActiveNanos = System.nanoTime();

    private ClientLink(
            LoopScope loop, HttpServerConnection connection, ClientIdentity identity, HttpServerOptions options) {
        this.loop = loop;
        this.connection = connection;
        this.identity = identity;
        this.decoder = new RequestDecoder(options, this);
    }

    /** Takes over a client's fresh connection, or closes it if there are too many. */
    public static void install(LoopScope loop, HttpConnection fresh, HttpServerOptions options) {
        HttpServerConnection connection = (HttpServerConnection) fresh;
        ClientIdentity identity = new ClientIdentity(loop.trusted(), address(connection.remoteAddress()));
        connection.exceptionHandler(failure -> {}); // each exchange learns of it by its own close handler
        if (!loop.caps().enter(identity)) {
            connection.close();
            return;
        }
        ClientLink link = new ClientLink(loop, connection, identity, options);
        ChannelPipeline pipeline = connection.channelHandlerContext().pipeline();
        pipeline.replace(DECODER, DECODER, link.decoder);
        connection.handler(link::began);
        connection.invalidRequestHandler(link::began);
        connection.closeHandler(v -> link.closed());
        loop.wheel().schedule(link, link.lastActiveNanos + link.keepAliveNanos());
    }

    private static byte[] address(@Nullable SocketAddress remote) {
        byte[] bytes = remote == null || remote.hostAddress() == null ? null : Addresses.parse(remote.hostAddress());
        return bytes == null ? NOWHERE : bytes;
    }

    ClientIdentity identity() {
        return identity;
    }

    private void began(HttpServerRequest request) {
        Exchange next = new Exchange(loop, this, request);
        exchange = next;
        Failure refused = refusal;
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

    /**
     * The exchange is over.
     *
     * @param written when its answer is; the next request's turn comes then
     */
    void ended(Exchange old, Future<Void> written, boolean closes) {
        if (exchange != old) {
            return;
        }
        exchange = null;
        lastActiveNanos = System.nanoTime();
        if (closes) {
            written.onComplete(done -> linger());
        } else if (written.isComplete()) {
            next();
        } else {
            written.onComplete(done -> next());
        }
    }

    private void next() {
        ChannelHandlerContext context = decoderContext();
        if (context != null && exchange == null) {
            try {
                decoder.answered(context);
            } catch (Exception e) {
                context.fireExceptionCaught(e);
            }
        }
    }

    private @Nullable ChannelHandlerContext decoderContext() {
        return connection.channelHandlerContext().pipeline().context(decoder);
    }

    /**
     * Ends the connection after an answer. What the client is still sending is read and dropped for a moment: closing over
     * unread bytes would reset the connection, and the client might never see its answer.
     */
    private void linger() {
        closing = true;
        decoder.stop();
        Channel channel = connection.channelHandlerContext().channel();
        if (channel instanceof DuplexChannel duplex) {
            duplex.shutdownOutput();
        }
        loop.wheel().schedule(this, System.nanoTime() + LINGER_NANOS);
    }

    void close() {
        connection.close();
    }

    /** Cuts the connection so that the client cannot take what it has for a complete answer. */
    void reset() {
        Channel channel = connection.channelHandlerContext().channel();
        if (channel.isOpen()) { // the descriptor of a closed one may be another client's by now
            channel.config().setOption(ChannelOption.SO_LINGER, 0);
            channel.close();
        }
    }

    private void closed() {
        loop.wheel().cancel(this);
        loop.wheel().cancel(headDeadline);
        loop.caps().leave(identity);
    }

    private long keepAliveNanos() {
        return loop.options().clients().keepAlive().toNanos();
    }

    @Override
    protected void expired(long now) {
        if (closing || exchange == null && now - lastActiveNanos >= keepAliveNanos()) {
            connection.close();
        } else {
            long from = exchange == null ? lastActiveNanos : now;
            loop.wheel().schedule(this, from + keepAliveNanos());
        }
    }

    @Override
    public void headBegan() {
        loop.wheel()
                .schedule(
                        headDeadline,
                        System.nanoTime() + loop.options().clients().head().toNanos());
    }

    @Override
    public void headEnded() {
        loop.wheel().cancel(headDeadline);
    }

    @Override
    public void headRefused(Failure failure) {
        refusal = failure;
    }

    @Override
    public void bodyBroken() {
        if (exchange != null) {
            exchange.fail(Failure.BAD_BODY);
        } else {
            connection.close();
        }
    }

    @Override
    public void trailers(LastHttpContent last) {
        Upload upload = exchange == null ? null : exchange.upload();
        if (upload != null) {
            upload.trailers(last.trailingHeaders());
        }
    }

    /** The time within which a head must be complete. */
    private final class HeadDeadline extends Wheel.Entry {

        @Override
        protected void expired(long nanos) {
            ChannelHandlerContext context = decoderContext();
            if (context != null) {
                decoder.headTooSlow(context);
            }
        }
    }
}
