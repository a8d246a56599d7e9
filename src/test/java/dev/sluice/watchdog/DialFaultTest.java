package dev.sluice.watchdog;

import static org.assertj.core.api.Assertions.assertThat;

import io.netty.channel.ChannelException;
import java.io.IOException;
import java.net.BindException;
import java.net.ConnectException;
import java.net.NoRouteToHostException;
import java.net.SocketException;
import java.net.UnknownHostException;
import java.nio.channels.UnresolvedAddressException;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Whose fault an exception tells of. The texts are those of epoll, io_uring and NIO. */
class DialFaultTest {

    static Stream<Throwable> ours() {
        return Stream.of(
                new ChannelException(
                        "Unable to create Channel from class",
                        new IOException("newSocketStream(..): Too many open files")),
                new ChannelException("Failed to open a socket.", new SocketException("Too many open files")),
                new ConnectException("connect(..) failed with error(-99): Cannot assign requested address"),
                new BindException("Cannot assign requested address"),
                new IOException("No buffer space available"),
                new ConnectException("connect(..) failed: Operation not permitted"),
                new UnknownHostException("no.such.host"),
                new IOException(new UnknownHostException("no.such.host")),
                new UnresolvedAddressException(),
                new IllegalStateException("Client is closed"));
    }

    @ParameterizedTest
    @MethodSource("ours")
    void isOurOwn(Throwable fault) {
        assertThat(DialFault.read(fault, "10.0.0.1:80")).isInstanceOf(Outcome.LocalFault.class);
    }

    static Stream<Throwable> thePeers() {
        return Stream.of(
                new ConnectException("finishConnect(..) failed with error(-111): Connection refused"),
                new NoRouteToHostException("No route to host"),
                new NoRouteToHostException("Network is unreachable"),
                new SocketException("Connection reset"),
                new IOException("recvAddress(..) failed with error(-104): Connection reset by peer"),
                new IOException("Broken pipe"));
    }

    @ParameterizedTest
    @MethodSource("thePeers")
    void isThePeers(Throwable fault) {
        assertThat(DialFault.read(fault, "10.0.0.1:80"))
                .isInstanceOfSatisfying(Outcome.Refusal.class, refusal -> assertThat(refusal.evidence())
                        .contains("10.0.0.1:80"));
    }
}
