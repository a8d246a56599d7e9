package dev.sluice.proxy.l4;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.core.balance.Policy;
import dev.sluice.proxy.kit.Door;
import dev.sluice.testing.TcpClient;
import dev.sluice.testing.TcpService;
import io.netty.bootstrap.ServerBootstrap;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.EventLoop;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.nio.NioIoHandler;
import io.netty.channel.socket.nio.NioServerSocketChannel;
import io.vertx.core.Future;
import io.vertx.core.transport.Transport;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Listeners come and go with their routes, and with nothing else. */
class ListenersTest {

    private final int port = L4Door.port();
    private final int other = L4Door.port();
    private final L4Door door = new L4Door();
    private final TcpService service = TcpService.at("127.0.0.2", port, TcpService.greeting("one"));
    private final TcpService second = TcpService.at("127.0.0.2", other, TcpService.greeting("two"));

    @AfterEach
    void close() {
        door.close();
        service.close();
        second.close();
    }

    private void route(long id, int at) {
        door.route(id, at, Policy.failover(), L4Door.gateway(2, at));
    }

    private static boolean isOpen(int at) {
        try (TcpClient client = new TcpClient(at)) {
            return client.line().length() == 3;
        } catch (UncheckedIOException refused) {
            return false;
        }
    }

    @Test
    void theyComeAndGoWhileOtherConnectionsGoOn() {
        route(1, port);
        door.awaitOpen(port);
        try (TcpClient client = new TcpClient(port)) {
            assertThat(client.line()).isEqualTo("one");
            for (int round = 0; round < 10; round++) {
                route(2, other);
                door.awaitOpen(other);
                assertThat(isOpen(other)).isTrue();
                assertThat(client.echo("round " + round)).isEqualTo("round " + round);

                door.remove(2);
                Awaitility.await().pollInterval(Duration.ofMillis(5)).until(() -> door.lastNews(other)
                        .startsWith("closed"));
                assertThat(isOpen(other)).isFalse();
                assertThat(client.echo("again")).isEqualTo("again");
            }
        }
        assertThat(door.listenerNews().stream().filter(news -> news.endsWith(" " + port)))
                .containsExactly("opened " + port);
    }

    @Test
    void aRemovedRouteTakesItsOwnConnectionsAlong() {
        route(1, port);
        route(2, other);
        door.awaitOpen(port, other);
        try (TcpClient lost = new TcpClient(other);
                TcpClient kept = new TcpClient(port)) {
            assertThat(lost.line()).isEqualTo("two");
            assertThat(kept.line()).isEqualTo("one");

            door.remove(2);

            assertThat(lost.rest()).isEmpty();
            assertThat(kept.echo("still here")).isEqualTo("still here");
        }
        assertThat(door.finished(each -> each.routeId() == 2).failure()).isNull();
    }

    static Stream<Transport> transports() {
        return TcpRouteTest.transports();
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("transports")
    void aPortThatIsWantedAgainAtOnceIsOpenAgain(Transport transport) {
        try (L4Door own = new L4Door(transport, null, options -> options)) {
            own.route(1, port, Policy.failover(), L4Door.gateway(2, port)).awaitOpen(port);
            for (int round = 0; round < 20; round++) {
                own.remove(1).route(1, port, Policy.failover(), L4Door.gateway(2, port));
            }

            Awaitility.await().pollInterval(Duration.ofMillis(5)).until(() -> isOpen(port));
            assertThat(own.listenerNews()).noneMatch(news -> news.startsWith("failed"));
        }
    }

    @Test
    void oneThatCannotBeOpenedIsToldAndStopsNoOther() throws IOException {
        try (ServerSocket holder = new ServerSocket(other, 1, InetAddress.getByName("127.0.0.1"))) {
            route(2, other);
            route(1, port);
            door.awaitOpen(port);

            assertThat(holder.isBound()).isTrue();
            Awaitility.await().until(() -> door.lastNews(other).equals("failed " + other));
            door.remove(2);
            Awaitility.await().until(() -> door.lastNews(other).equals("closed " + other));
        }
    }

    @Test
    void oneThatFailedIsTriedUntilItIsOpen() throws IOException {
        int free = L4Door.port();
        List<String> news = new CopyOnWriteArrayList<>();
        MultiThreadIoEventLoopGroup loops = new MultiThreadIoEventLoopGroup(1, NioIoHandler.newFactory());
        EventLoop loop = loops.next();
        ServerBootstrap bootstrap = new ServerBootstrap()
                .group(loop)
                .channel(NioServerSocketChannel.class)
                .childHandler(new ChannelInboundHandlerAdapter());
        InetAddress here = InetAddress.getByName("127.0.0.1");
        PortListener listener = new PortListener(bootstrap, loop, here, free, Duration.ofMillis(50), new Noting(news));
        try {
            try (ServerSocket holder = new ServerSocket(free, 1, here)) {
                assertThat(holder.isBound()).isTrue();
                loop.execute(listener::open);
                Awaitility.await().until(() -> news.size() >= 2);
            }
            Awaitility.await().until(() -> news.contains("opened"));
            assertThat(news.subList(0, news.size() - 1)).containsOnly("failed");
            List<Future<Void>> closed = new ArrayList<>();
            loop.submit(() -> closed.add(listener.close())).syncUninterruptibly();
            Door.await(closed.get(0));
            new ServerSocket(free, 1, here).close();
        } finally {
            loops.shutdownGracefully(0, 1, TimeUnit.SECONDS).syncUninterruptibly();
        }
    }

    private record Noting(List<String> news) implements PortListener.Watcher {

        @Override
        public void opened(int port) {
            news.add("opened");
        }

        @Override
        public void failed(int port, Throwable cause) {
            news.add("failed");
        }

        @Override
        public void closed(int port) {
            news.add("closed");
        }
    }
}
