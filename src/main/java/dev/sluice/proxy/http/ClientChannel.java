package dev.sluice.proxy.http;

import dev.sluice.core.site.ClientCertificates;
import dev.sluice.proxy.AgentGate;
import dev.sluice.proxy.TlsTermination;
import dev.sluice.proxy.header.Addresses;
import dev.sluice.proxy.header.ClientIdentity;
import io.netty.channel.Channel;
import io.netty.channel.ChannelOption;
import io.netty.channel.ChannelOutboundBuffer;
import io.netty.channel.ChannelPipeline;
import io.netty.channel.socket.DuplexChannel;
import io.netty.handler.ssl.SslHandler;
import io.netty.util.AttributeKey;
import io.vertx.core.http.impl.HttpServerConnection;
import io.vertx.core.internal.net.NetSocketInternal;
import io.vertx.core.net.NetSocket;
import io.vertx.core.net.SocketAddress;
import javax.net.ssl.SSLSession;
import org.jspecify.annotations.Nullable;

/**
 * A client's connection as such, whatever is spoken on it: who is there, whether TLS ends here and for which names, and
 * the ways to close it. It is counted from the moment it was accepted; on the wheel until a link takes it over, so that
 * handshakes and prefaces have their time like heads.
 */
final class ClientChannel extends Wheel.Entry {

    private static final AttributeKey<ClientChannel> KEY = AttributeKey.valueOf(ClientChannel.class, "client");
    private static final byte[] NOWHERE = new byte[4];

    private final LoopScope loop;
    private final Channel channel;
    private final ClientIdentity counted;
    private final @Nullable TlsTermination tls;
    private ClientIdentity identity;
    private @Nullable SSLSession session;
    private String askedHost = "";
    private boolean servesAsked = true;
    private boolean admitted;
    private @Nullable ClientCertificates shown;

    private ClientChannel(LoopScope loop, Channel channel, ClientIdentity identity, @Nullable TlsTermination tls) {
        this.loop = loop;
        this.channel = channel;
        this.counted = identity;
        this.identity = identity;
        this.tls = tls;
    }

    /**
     * Counts a fresh connection; null if it was one too many, and is closed.
     *
     * @param tls null on a listener in clear text
     */
    static @Nullable ClientChannel enter(LoopScope loop, NetSocket socket, @Nullable TlsTermination tls) {
        Channel channel = ((NetSocketInternal) socket).channelHandlerContext().channel();
        ClientIdentity identity = new ClientIdentity(loop.trusted(), address(socket.remoteAddress()));
        socket.exceptionHandler(failure -> {}); // whoever leaves before a request is told nothing
        if (!loop.caps().enter(identity)) {
            channel.close();
            return null;
        }
        ClientChannel entered = new ClientChannel(loop, channel, identity, tls);
        channel.attr(KEY).set(entered);
        channel.pipeline().addFirst("goingDown", new GoingDown());
        channel.closeFuture().addListener(closed -> entered.left());
        return entered;
    }

    /** What was entered of this connection. */
    static ClientChannel of(HttpServerConnection connection) {
        return connection.channelHandlerContext().channel().attr(KEY).get();
    }

    private static byte[] address(@Nullable SocketAddress remote) {
        byte[] bytes = remote == null || remote.hostAddress() == null ? null : Addresses.parse(remote.hostAddress());
        return bytes == null ? NOWHERE : bytes;
    }

    private void left() {
        loop.wheel().cancel(this);
        loop.caps().leave(counted);
    }

    ClientIdentity identity() {
        return identity;
    }

    Channel channel() {
        return channel;
    }

    ChannelPipeline pipeline() {
        return channel.pipeline();
    }

    /** {@code https} where TLS ends here. */
    String scheme() {
        return tls == null ? "http" : "https";
    }

    boolean isTls() {
        return tls != null;
    }

    /** The handshake is over. */
    void handshaken(SSLSession agreed) {
        session = agreed;
        AgentGate gate = loop.gate();
        admitted = gate != null && gate.admits(agreed);
    }

    /** It came to a route's own port, and has to show a certificate that these terms allow. */
    void shows(ClientCertificates terms) {
        shown = terms;
    }

    /** The terms by which its certificate was judged; null at the doors that routes share, where none is asked for. */
    @Nullable
    ClientCertificates shown() {
        return shown;
    }

    /** Whether, at an agent, the handshake has shown that its front door is here. */
    boolean isAdmitted() {
        return admitted;
    }

    /** Who is here is to be believed, whatever the address: what it says of clients counts from now on. */
    void believe() {
        identity = identity.believed();
    }

    /**
     * Whether requests for that host may come on this connection (RFC 9110 7.4); asked once for each host that a client names
     * in turn. A trusted proxy's may all: it has one connection for many hosts, and could do nothing about a refusal.
     */
    boolean serves(String host) {
        if (tls == null || session == null || identity.isTrusted() || host.equals(askedHost)) {
            return servesAsked;
        }
        askedHost = host;
        servesAsked = tls.serves(session, host);
        return servesAsked;
    }

    /** The first request must be possible within this time, from now. */
    void expectWithin(long nanos) {
        loop.wheel().schedule(this, System.nanoTime() + nanos);
    }

    /** A link looks after the connection from now on. */
    void taken() {
        loop.wheel().cancel(this);
    }

    @Override
    protected void expired(long nanos) {
        channel.close();
    }

    /** Bytes of answers that wait for the client, beyond what the kernel took. */
    long waiting() {
        ChannelOutboundBuffer out = channel.unsafe().outboundBuffer();
        return out == null ? 0 : out.totalPendingWriteBytes();
    }

    /** Tells the client that nothing more will come; what it still sends is read. */
    void endOutput() {
        SslHandler ssl = channel.pipeline().get(SslHandler.class);
        if (ssl == null) {
            shutOutput();
        } else {
            ssl.closeOutbound().addListener(told -> shutOutput());
        }
    }

    private void shutOutput() {
        if (channel instanceof DuplexChannel duplex && channel.isActive()) {
            duplex.shutdownOutput();
        }
    }

    /**
     * Cuts the connection so that the client cannot take what it has for complete: by a reset, and without the word by
     * which TLS tells an end from a cut.
     */
    void reset() {
        if (channel.isOpen()) { // the descriptor of a closed one may be another client's by now
            channel.config().setOption(ChannelOption.SO_LINGER, 0);
            channel.unsafe().close(channel.unsafe().voidPromise());
        }
    }
}
