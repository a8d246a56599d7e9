package dev.sluice.observe;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.netty.bootstrap.Bootstrap;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.SimpleChannelInboundHandler;
import io.netty.channel.epoll.Epoll;
import io.netty.channel.epoll.EpollDomainDatagramChannel;
import io.netty.channel.epoll.EpollIoHandler;
import io.netty.channel.unix.DomainDatagramPacket;
import io.netty.channel.unix.DomainSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the service manager hears, on real datagram sockets. */
class ServiceNotifierTest {

    @TempDir
    Path directory;

    private final BlockingQueue<String> heard = new LinkedBlockingQueue<>();
    private EventLoopGroup loop;

    @BeforeEach
    void needsEpoll() {
        assumeTrue(Epoll.isAvailable(), "skipped: this test needs epoll");
        loop = new MultiThreadIoEventLoopGroup(1, EpollIoHandler.newFactory());
    }

    @AfterEach
    void close() {
        if (loop != null) {
            loop.shutdownGracefully(0, 5, TimeUnit.SECONDS).syncUninterruptibly();
        }
    }

    @Test
    void readyAndStoppingAreHeardOnAPath() throws Exception {
        String path = directory.resolve("notify").toString();
        listen(path);
        ServiceNotifier notifier = new ServiceNotifier(path);
        done(notifier.ready());
        assertThat(heard.poll(10, TimeUnit.SECONDS)).isEqualTo("READY=1");
        done(notifier.stopping());
        assertThat(heard.poll(10, TimeUnit.SECONDS)).isEqualTo("STOPPING=1");
    }

    @Test
    void andOnAnAbstractName() throws Exception {
        String name = "sluice-notify-test-" + ProcessHandle.current().pid();
        listen("\0" + name);
        done(new ServiceNotifier("@" + name).ready());
        assertThat(heard.poll(10, TimeUnit.SECONDS)).isEqualTo("READY=1");
    }

    @Test
    void withoutAManagerNothingIsSaid() throws Exception {
        done(new ServiceNotifier(null).ready());
        done(new ServiceNotifier("").stopping());
    }

    @Test
    void aManagerThatIsGoneFailsNobody() throws Exception {
        done(new ServiceNotifier(directory.resolve("nobody").toString()).ready());
    }

    private void listen(String name) {
        new Bootstrap()
                .group(loop)
                .channel(EpollDomainDatagramChannel.class)
                .handler(new SimpleChannelInboundHandler<DomainDatagramPacket>() {
                    @Override
                    protected void channelRead0(ChannelHandlerContext context, DomainDatagramPacket packet) {
                        heard.add(packet.content().toString(StandardCharsets.US_ASCII));
                    }
                })
                .bind(new DomainSocketAddress(name))
                .syncUninterruptibly();
    }

    private static void done(io.vertx.core.Future<Void> said) throws Exception {
        said.toCompletionStage().toCompletableFuture().get(10, TimeUnit.SECONDS);
    }
}
