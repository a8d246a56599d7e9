package dev.sluice.proxy.http;

import dev.sluice.core.site.ClientCertificates;
import dev.sluice.proxy.TlsTermination;
import dev.sluice.proxy.TlsTermination.Handshakes;
import io.netty.channel.ChannelHandlerContext;
import io.netty.handler.codec.http2.Http2ConnectionHandler;
import io.netty.handler.ssl.SslHandler;
import io.vertx.core.Handler;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpConnection;
import io.vertx.core.http.impl.HttpServerConnection;
import io.vertx.core.net.NetSocket;
import io.vertx.core.net.impl.ShutdownEvent;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What becomes of a connection that was accepted on one event loop: which protocol it speaks, and whose link takes it. */
public final class Entrance implements Handler<NetSocket> {

    private static final String HTTP2 = "h2";

    /** What is to be offered within TLS, the better one first. */
    public static final List<String> ALPN = List.of(HTTP2, "http/1.1");

    private final LoopScope loop;
    private final @Nullable TlsTermination tls;
    private final @Nullable Handshakes handshakes;
    private final HttpSpeaker speaker;
    private final @Nullable HttpSpeaker http2;

    private Entrance(
            LoopScope loop,
            @Nullable TlsTermination tls,
            @Nullable Handshakes handshakes,
            HttpSpeaker speaker,
            @Nullable HttpSpeaker http2) {
        this.loop = loop;
        this.tls = tls;
        this.handshakes = handshakes;
        this.speaker = speaker;
        this.http2 = http2;
    }

    /** For connections in clear text: HTTP/1, and HTTP/2 for those who begin with it where the options allow. */
    public static Entrance plain(Vertx vertx, LoopScope loop) {
        ServerProtocols protocols = loop.protocols();
        Handler<HttpConnection> taken = connection -> take(loop, connection);
        HttpSpeaker http1 = new HttpSpeaker(vertx, protocols.http1(), taken);
        HttpSpeaker http2 = loop.options().h2c() ? new HttpSpeaker(vertx, protocols.priorKnowledge(), taken) : null;
        return new Entrance(loop, null, null, http1, http2);
    }

    /**
     * For connections that begin with a TLS handshake, in which HTTP/2 or HTTP/1 is agreed.
     *
     * @param handshakes of the same, with {@link #ALPN}
     */
    public static Entrance tls(Vertx vertx, LoopScope loop, TlsTermination tls, Handshakes handshakes) {
        HttpSpeaker speaker =
                new HttpSpeaker(vertx, loop.protocols().withinTls(), connection -> take(loop, connection));
        return new Entrance(loop, tls, handshakes, speaker, null);
    }

    @Override
    public void handle(NetSocket socket) {
        ClientChannel client = ClientChannel.enter(loop, socket, tls);
        if (client == null) {
            return;
        }
        if (handshakes != null) {
            shakeHands(socket, client, handshakes, () -> {});
        } else if (http2 != null) {
            PrefaceWait.begin(loop, client, () -> speaker.handle(socket), () -> {
                FrameClock.begin(loop, client, PrefaceWait.NAME);
                http2.handle(socket);
            });
        } else {
            speaker.handle(socket);
        }
        tellIfDraining(client);
    }

    /**
     * Takes a connection to a route's own port; null if it was one too many, and is closed.
     *
     * @param made in place of the usual handshakes
     * @param terms that those are made by
     * @param failed told of a handshake that comes to nothing
     */
    @Nullable
    ClientChannel enter(NetSocket socket, Handshakes made, ClientCertificates terms, Runnable failed) {
        ClientChannel client = ClientChannel.enter(loop, socket, tls);
        if (client != null) {
            client.shows(terms);
            shakeHands(socket, client, made, failed);
            tellIfDraining(client);
        }
        return client;
    }

    private void shakeHands(NetSocket socket, ClientChannel client, Handshakes made, Runnable failed) {
        Handshake.begin(loop, client, made, failed, () -> {
            ChannelHandlerContext within = client.pipeline().context(SslHandler.class);
            if (HTTP2.equals(((SslHandler) within.handler()).applicationProtocol())) {
                FrameClock.begin(loop, client, within.name());
            }
            speaker.handle(socket);
        });
    }

    private void tellIfDraining(ClientChannel client) {
        ShutdownEvent draining = loop.draining();
        if (draining != null) {
            client.pipeline().fireUserEventTriggered(draining);
        }
    }

    private static void take(LoopScope loop, HttpConnection fresh) {
        HttpServerConnection connection = (HttpServerConnection) fresh;
        ClientChannel client = ClientChannel.of(connection);
        client.taken();
        connection.exceptionHandler(failure -> {}); // each exchange learns of it by its own close handler
        if (connection.channelHandlerContext().handler() instanceof Http2ConnectionHandler handler) {
            Http2Link.install(loop, client, connection, handler);
        } else {
            Http1Link.install(loop, client, connection);
        }
    }
}
