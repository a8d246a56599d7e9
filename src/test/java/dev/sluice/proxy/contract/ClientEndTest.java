package dev.sluice.proxy.contract;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.proxy.kit.RawClient;
import dev.sluice.proxy.kit.Recorder;
import dev.sluice.proxy.kit.Wire;
import java.io.IOException;
import java.util.List;
import org.junit.jupiter.api.Test;

/**
 * Clients that end their own side of the connection. Behind a whole request they may wait for the answer, which most
 * servers give; within TLS an end is that of both sides.
 */
class ClientEndTest extends Hostile {

    private static final int MOST_TRIES = 20;

    private RawClient ending(String bytes) throws IOException {
        RawClient client = client().send(bytes);
        client.wire().socket().shutdownOutput();
        return client;
    }

    @Test
    void behindAWholeRequest() throws IOException {
        for (String request : List.of(
                get(""), get("Connection: close\r\n"), post("Content-Length: 5\r\n", "abcde"), chunked("0\r\n\r\n"))) {
            boolean told = false;
            for (int i = 0; i < MOST_TRIES && !told; i++) {
                told = endsBehind(request);
            }
            assertThat(told).as(request).isTrue();
        }
    }

    /** Whether the answer says that the connection ends: it does, if the client's end did not come behind the answer. */
    private boolean endsBehind(String request) throws IOException {
        boolean told = isTls();
        try (RawClient client = ending(request)) {
            if (!isTls()) {
                Wire.Message answer = client.read();
                assertThat(answer.body()).isEqualTo(Recorder.ANSWER);
                told = "close".equals(answer.field("connection"));
            }
            assertThat(client.isClosed()).as(request).isTrue();
        }
        return told;
    }

    @Test
    void behindSeveralRequests() throws IOException {
        for (String rest : List.of("", "GET / HT")) {
            try (RawClient client = ending(get("").repeat(3) + rest)) {
                for (int i = 0; i < 3 && !isTls(); i++) {
                    assertThat(client.read().body()).isEqualTo(Recorder.ANSWER);
                }
                assertThat(client.isClosed()).as(rest).isTrue();
            }
        }
    }

    @Test
    void inTheMidstOfARequest() throws IOException {
        for (String begun : List.of(
                "",
                "\r\n",
                "GET / HT",
                "GET / HTTP/1.1\r\n" + HOST,
                post("Content-Length: 5\r\n", "abc"),
                chunked("5\r\nabc"),
                chunked("5\r\nabcde\r\n0\r\n"))) {
            try (RawClient client = ending(begun)) {
                assertThat(client.isClosed()).as(begun).isTrue();
            }
        }
        assertThat(reached()).isEmpty();
    }

    @Test
    void behindARefusedRequest() throws IOException {
        try (RawClient client = ending(get("X y\r\n"))) {
            if (!isTls()) {
                assertThat(client.read().status()).isEqualTo(400);
            }
        }
    }
}
