package dev.sluice.proxy;

import io.netty.bootstrap.Bootstrap;
import io.netty.bootstrap.ServerBootstrap;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFactory;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.IoHandlerFactory;
import io.netty.channel.ServerChannel;
import io.netty.channel.socket.DatagramChannel;
import io.netty.channel.socket.InternetProtocolFamily;
import io.vertx.core.datagram.DatagramSocketOptions;
import io.vertx.core.net.ClientOptionsBase;
import io.vertx.core.net.NetServerOptions;
import io.vertx.core.spi.transport.Transport;
import java.net.SocketAddress;
import java.util.concurrent.ThreadFactory;
import org.jspecify.annotations.Nullable;

/** A transport of Vert.x all of whose listeners together have one {@link AcceptCap}: Vert.x gives no other way to them. */
final class CappedTransport implements Transport {

    private final Transport whole;
    private final AcceptCap cap;

    CappedTransport(Transport whole, AcceptCap cap) {
        this.whole = whole;
        this.cap = cap;
    }

    @Override
    public ChannelFactory<? extends ServerChannel> serverChannelFactory(boolean domainSocket) {
        ChannelFactory<? extends ServerChannel> factory = whole.serverChannelFactory(domainSocket);
        return () -> {
            ServerChannel listener = factory.newChannel();
            listener.pipeline().addLast(cap);
            return listener;
        };
    }

    @Override
    public boolean supportsDomainSockets() {
        return whole.supportsDomainSockets();
    }

    @Override
    public boolean supportFileRegion() {
        return whole.supportFileRegion();
    }

    @Override
    public boolean isAvailable() {
        return whole.isAvailable();
    }

    @Override
    public @Nullable Throwable unavailabilityCause() {
        return whole.unavailabilityCause();
    }

    @Override
    public SocketAddress convert(io.vertx.core.net.SocketAddress address) {
        return whole.convert(address);
    }

    @Override
    public io.vertx.core.net.@Nullable SocketAddress convert(SocketAddress address) {
        return whole.convert(address);
    }

    @Override
    public IoHandlerFactory ioHandlerFactory() {
        return whole.ioHandlerFactory();
    }

    @Override
    public EventLoopGroup eventLoopGroup(int type, int threads, ThreadFactory threadFactory, int ioRatio) {
        return whole.eventLoopGroup(type, threads, threadFactory, ioRatio);
    }

    @Override
    public DatagramChannel datagramChannel() {
        return whole.datagramChannel();
    }

    @Override
    @SuppressWarnings("deprecation") // so is it there
    public DatagramChannel datagramChannel(InternetProtocolFamily family) {
        return whole.datagramChannel(family);
    }

    @Override
    public ChannelFactory<? extends Channel> channelFactory(boolean domainSocket) {
        return whole.channelFactory(domainSocket);
    }

    @Override
    public void configure(DatagramChannel channel, DatagramSocketOptions options) {
        whole.configure(channel, options);
    }

    @Override
    public void configure(ClientOptionsBase options, int connectTimeout, boolean domainSocket, Bootstrap bootstrap) {
        whole.configure(options, connectTimeout, domainSocket, bootstrap);
    }

    @Override
    public void configure(NetServerOptions options, boolean domainSocket, ServerBootstrap bootstrap) {
        whole.configure(options, domainSocket, bootstrap);
    }
}
