package dev.sluice.proxy.http;

import static org.assertj.core.api.Assertions.assertThat;

import io.netty.channel.ChannelException;
import io.netty.channel.ConnectTimeoutException;
import io.vertx.core.http.ConnectionPoolTooBusyException;
import java.io.IOException;
import java.net.ConnectException;
import java.net.NoRouteToHostException;
import java.net.SocketException;
import java.net.UnknownHostException;
import java.util.concurrent.TimeoutException;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Whose fault a failed dial is. The texts are those of epoll, io_uring and NIO. */
class DialFaultTest {

    static Stream<Arguments> failures() {
        return Stream.of(
                Arguments.of(
                        DialFault.PEER,
                        new ConnectException("finishConnect(..) failed with error(-111): Connection refused")),
                Arguments.of(DialFault.PEER, new ConnectTimeoutException("connection timed out after 1000 ms")),
                Arguments.of(DialFault.PEER, new NoRouteToHostException("No route to host")),
                Arguments.of(DialFault.PEER, new SocketException("Connection reset")),
                Arguments.of(
                        DialFault.LOCAL,
                        new ConnectException("connect(..) failed with error(-99): Cannot assign requested address")),
                Arguments.of(
                        DialFault.LOCAL,
                        new ChannelException(
                                "Unable to create Channel from class",
                                new IOException("newSocketStream(..): Too many open files"))),
                Arguments.of(DialFault.LOCAL, new IOException("No buffer space available")),
                Arguments.of(DialFault.LOCAL, new IllegalStateException("Client is closed")),
                Arguments.of(DialFault.NAME, new UnknownHostException("no.such.host")),
                Arguments.of(DialFault.NAME, new IOException(new UnknownHostException("no.such.host"))),
                Arguments.of(DialFault.BUSY, new TimeoutException("waited for a connection")),
                Arguments.of(DialFault.BUSY, new ConnectionPoolTooBusyException("full")));
    }

    @ParameterizedTest
    @MethodSource("failures")
    void isReadFromTheSystemsWords(DialFault fault, Throwable failure) {
        assertThat(DialFault.of(failure)).isEqualTo(fault);
    }
}
