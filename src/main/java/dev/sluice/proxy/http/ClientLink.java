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
import io.vertx.core.http.HttpConnection;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.impl.HttpServerConnection;
import io.vertx.core.net.SocketAddress;
import org.jspecify.annotations.Nullable;

/**
 * One client's connection: who it is, which request is under way, how long it may be silent, and how it ends.
 *
 * <p>It reaches the channel by an internal interface of Vert.x.
 */
public final class ClientLink extends Wheel.Entry implements RequestDecoder.Watcher {

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
    private int refused;
    private int begun;
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
        begun++;
        if (refusal != null && refused == begun) {
            next.refuse(refusal);
        } else {
            next.begin();
        }
    }

    /** The exchange is over; its answer is written, or never will be. */
    void ended(Exchange old) {
        if (exchange == old) {
            exchange = null;
            lastActiveNanos = System.nanoTime();
        }
    }

    /**
     * Ends the connection after an answer. What the client is still sending is read and dropped for a moment: closing over
     * unread bytes would reset the connection, and the client might never see its answer.
     */
    void linger() {
        closing = true;
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
        connection.channelHandlerContext().channel().config().setOption(ChannelOption.SO_LINGER, 0);
        connection.channelHandlerContext().channel().close();
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
    public void headRefused(int number, Failure failure) {
        refusal = failure;
        refused = number;
    }

    @Override
    public void bodyBroken(int number) {
        if (number > begun) {
            headRefused(number, Failure.BAD_BODY); // a pipelined one, whose turn is yet to come
        } else if (exchange != null) {
            exchange.fail(Failure.BAD_BODY);
        } else {
            connection.close();
        }
    }

    @Override
    public void trailers(int number, LastHttpContent last) {
        Upload upload = exchange == null ? null : exchange.upload();
        if (number == begun && upload != null) {
            upload.trailers(last.trailingHeaders());
        }
    }

    /** The time within which a head must be complete. */
    private final class HeadDeadline extends Wheel.Entry {

        @Override
        protected void expired(long nanos) {
            ChannelHandlerContext context =
                    connection.channelHandlerContext().pipeline().context(decoder);
            if (context != null) {
                decoder.headTooSlow(context);
            }
        }
    }
}
