package dev.sluice.observe;

import io.netty.bootstrap.Bootstrap;
import io.netty.buffer.Unpooled;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandler;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.epoll.Epoll;
import io.netty.channel.epoll.EpollDomainDatagramChannel;
import io.netty.channel.epoll.EpollIoHandler;
import io.netty.channel.unix.DomainSocketAddress;
import io.netty.util.concurrent.DefaultThreadFactory;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Our word to the service manager that started us (sd_notify): a datagram to the socket that {@code NOTIFY_SOCKET} names. Without
 * one, or without epoll, nothing is said, and nothing goes wrong. Any thread; nothing blocks.
 */
public final class ServiceNotifier {

    private static final Logger LOG = LoggerFactory.getLogger(ServiceNotifier.class);

    private final @Nullable String socket;

    /** A notifier for that socket: a path, or {@code @} and an abstract name; null for silence. */
    public ServiceNotifier(@Nullable String socket) {
        this.socket = socket == null || socket.isEmpty() ? null : socket;
    }

    /** The notifier that the environment asks for. */
    public static ServiceNotifier ofEnvironment() {
        return new ServiceNotifier(System.getenv("NOTIFY_SOCKET"));
    }

    /** We serve. Complete when it was said, or could not be. */
    public Future<Void> ready() {
        return say("READY=1");
    }

    /** We end. Complete when it was said, or could not be. */
    public Future<Void> stopping() {
        return say("STOPPING=1");
    }

    private Future<Void> say(String word) {
        if (socket == null || !Epoll.isAvailable()) {
            return Future.succeededFuture();
        }
        // A leading @ stands for the NUL byte of Linux's abstract names.
        String name = socket.startsWith("@") ? "\0" + socket.substring(1) : socket;
        EventLoopGroup loop = new MultiThreadIoEventLoopGroup(
                1, new DefaultThreadFactory("sluice-notify", true), EpollIoHandler.newFactory());
        Promise<Void> said = Promise.promise();
        new Bootstrap()
                .group(loop)
                .channel(EpollDomainDatagramChannel.class)
                .handler(nothing())
                .connect(new DomainSocketAddress(name))
                .addListener(connected -> {
                    if (connected.isSuccess()) {
                        Channel channel = ((io.netty.channel.ChannelFuture) connected).channel();
                        channel.writeAndFlush(Unpooled.copiedBuffer(word, StandardCharsets.US_ASCII))
                                .addListener(sent -> end(loop, said, word, sent.cause()));
                    } else {
                        end(loop, said, word, connected.cause());
                    }
                });
        return said.future();
    }

    private static ChannelHandler nothing() {
        return new ChannelInboundHandlerAdapter();
    }

    private void end(EventLoopGroup loop, Promise<Void> said, String word, @Nullable Throwable fault) {
        if (fault != null) {
            LOG.warn("{} was not told to the service manager at {}: {}", word, socket, fault.toString());
        }
        loop.shutdownGracefully(0, 1, TimeUnit.SECONDS).addListener(down -> said.complete());
    }
}
