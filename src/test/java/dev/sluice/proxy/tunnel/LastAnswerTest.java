package dev.sluice.proxy.tunnel;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.proxy.kit.Door;
import dev.sluice.proxy.kit.RawUpstream;
import io.netty.handler.ssl.SslProvider;
import java.io.IOException;
import java.io.InputStream;
import java.net.Socket;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** A client in HTTP/1 that has ended its own side behind its request, on all transports. */
class LastAnswerTest {

    private static final byte[] GET = ("GET / HTTP/1.1\r\nHost: " + Door.HOST + "\r\n\r\n").getBytes(US_ASCII);
    private static final int SIZE = 8 << 20;
    private static final int PIECE = 1 << 16;
    /** What the client is waited for, and what a loaded machine adds. */
    private static final Duration LONG = Duration.ofSeconds(5);

    /** The client makes writes wait, for which Netty would not wait by itself. */
    @ParameterizedTest
    @EnumSource(Net.class)
    void aLargeAnswerComesWhole(Net net) throws Exception {
        try (RawUpstream at = RawUpstream.sending(
                        "HTTP/1.1 200 OK\r\nContent-Length: " + SIZE + "\r\n\r\n" + "z".repeat(SIZE));
                LineSite site = new LineSite(net, SslProvider.JDK);
                LineSite.Client client = site.asking(at)) {
            Socket socket = client.socket();
            socket.setReceiveBufferSize(PIECE);
            socket.getOutputStream().write(GET);
            socket.shutdownOutput();
            String head = new String(socket.getInputStream().readNBytes(PIECE), US_ASCII);
            assertThat(head).startsWith("HTTP/1.1 200 OK\r\n");
            assertThat(head.length() - head.indexOf("\r\n\r\n") - 4 + left(socket.getInputStream()))
                    .isEqualTo(SIZE);
            assertThat(site.told().failure()).isNull();
        }
    }

    private static long left(InputStream in) throws IOException, InterruptedException {
        byte[] piece = new byte[PIECE];
        long all = 0;
        for (int n = in.read(piece); n >= 0; n = in.read(piece)) {
            all += n;
            Thread.sleep(1); // a slow reader makes writes wait
        }
        return all;
    }

    @Test
    void aClientThatIsGoneIsNotWaitedForLong() throws Exception {
        CountDownLatch asked = new CountDownLatch(1);
        CountDownLatch released = new CountDownLatch(1);
        try (RawUpstream at = RawUpstream.open(wire -> {
                    wire.readHead();
                    asked.countDown();
                    wire.readToEnd();
                    released.countDown();
                });
                LineSite site = new LineSite(Net.NIO, SslProvider.JDK);
                LineSite.Client client = site.asking(at)) {
            client.socket().getOutputStream().write(GET);
            assertThat(asked.await(LONG.toMillis(), TimeUnit.MILLISECONDS)).isTrue();
            client.plain().close();
            assertThat(released.await(LONG.toMillis(), TimeUnit.MILLISECONDS)).isTrue();
            assertThat(site.told().failure()).isEqualTo("client_gone");
        }
    }
}
