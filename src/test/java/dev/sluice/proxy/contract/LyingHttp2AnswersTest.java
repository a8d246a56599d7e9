package dev.sluice.proxy.contract;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.core.balance.Upstream;
import dev.sluice.proxy.kit.Answer;
import dev.sluice.proxy.kit.Door;
import dev.sluice.proxy.kit.FrameWire;
import dev.sluice.proxy.kit.Http2Upstream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;

/** Peers that are spoken to in HTTP/2, and whose answers are none: 502 or plainly cut, and the next request goes well. */
class LyingHttp2AnswersTest extends Contract {

    private static final int END = FrameWire.END_HEADERS | FrameWire.END_STREAM;
    private static final byte[] BYTES = {1, 2, 3};

    private Upstream peer(Http2Upstream.Answering fault) {
        Upstream peer = Door.http2(1, upstream(Http2Upstream.script(asked -> {
            if (asked.field(":path").equals(Faulty.NEXT)) {
                asked.answer("next!");
            } else {
                fault.answer(asked);
            }
        })));
        through(peer);
        return peer;
    }

    private void gives502(String name, Http2Upstream.Answering fault) {
        Upstream peer = peer(fault);
        Answer answer = askedOnce("GET");
        assertThat(answer.status()).as(name).isEqualTo(502);
        assertThat(answer.whole()).as(name).isTrue();
        assertThat(answer.field("x-request-id")).as(name).isNotBlank();
        goesOn(name, peer);
    }

    private void goesOn(String name, Upstream peer) {
        assertThat(other().get(Faulty.NEXT).body())
                .as("%s: the next client", name)
                .isEqualTo("next!");
        assertThat(client().get(Faulty.NEXT).body())
                .as("%s: the same client", name)
                .isEqualTo("next!");
        if (peer.vitals().inFlight() != 0) {
            Awaitility.await().until(() -> peer.vitals().inFlight() == 0);
        }
        assertThat(door().suspicions()).as(name).isEmpty();
    }

    @Test
    void aHeadIsMadeOfFields() {
        for (List<String> fields : List.of(
                List.of("x-a", "b"),
                List.of(":status", "99"),
                List.of(":status", "099"),
                List.of(":status", "1000"),
                List.of(":status", "+200"),
                List.of(":status", "abc"),
                List.of(":status", "101"),
                List.of(":status", "200", ":status", "200"),
                List.of("x-a", "b", ":status", "200"),
                List.of(":status", "200", ":path", "/"),
                List.of(":status", "200", "X-A", "b"),
                List.of(":status", "200", "", "b"),
                List.of(":status", "200", "x a", "b"),
                List.of(":status", "200", "x-a", "a\0b"),
                List.of(":status", "200", "x-a", "a\r\nX-Evil: 1"),
                List.of(":status", "200", "content-length", "2", "content-length", "3"),
                List.of(":status", "200", "content-length", "+2"))) {
            gives502(fields.toString(), asked -> asked.wire()
                    .send(FrameWire.HEADERS, END, asked.stream(), FrameWire.literal(fields.toArray(String[]::new))));
        }
    }

    @Test
    void aBodyHasAHeadBeforeIt() {
        gives502("body alone", asked -> asked.body("ok", true));
        gives502("body behind an interim head", asked -> {
            asked.head(103, false);
            asked.body("ok", true);
        });
    }

    @Test
    void anInterimHeadIsNotTheEnd() {
        for (int status : List.of(100, 102, 103, 199)) {
            gives502(status + " that ends the stream", asked -> asked.head(status, true));
        }
    }

    @Test
    void aLengthIsKept() {
        gives502("no body at all", asked -> asked.head(200, true, "content-length", "5"));
        Upstream peer = peer(asked -> {
            asked.head(200, false, "content-length", "5");
            asked.body("abc", true);
        });
        Answer answer = askedOnce("GET");
        assertThat(answer.status() == 502 || !answer.whole()).as("%s", answer).isTrue();
        goesOn("a short body", peer);
        peer(asked -> asked.head(200, true, "content-length", "5"));
        answer = askedOnce("HEAD");
        assertThat(answer.status()).isEqualTo(200);
        assertThat(answer.field("content-length")).isEqualTo("5");
    }

    /** The fault is the connection's then, and the next request must not meet what is left of it. */
    @Test
    void whatIsNoHttp2EndsTheConnection() {
        gives502("settings too short", asked -> asked.wire().send(FrameWire.SETTINGS, 0, 0, BYTES));
        gives502("ping too short", asked -> asked.wire().send(FrameWire.PING, 0, 0, BYTES));
        gives502("an increment of nothing", asked -> asked.wire().sendNumber(FrameWire.WINDOW_UPDATE, 0, 0));
        gives502("an index of HPACK's that is none", asked -> asked.wire()
                .send(FrameWire.HEADERS, END, asked.stream(), new byte[] {(byte) 0x80}));
        gives502("an answer in HTTP/1", asked -> asked.wire()
                .sendBytes("HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok".getBytes(StandardCharsets.US_ASCII)));
    }
}
