package dev.sluice.proxy;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.core.balance.Upstream;
import dev.sluice.core.port.FinishedRequest;
import dev.sluice.proxy.kit.Door;
import dev.sluice.proxy.kit.RawClient;
import dev.sluice.proxy.kit.RawUpstream;
import dev.sluice.proxy.kit.Wire;
import org.junit.jupiter.api.Test;

/** A healthy upstream: what goes in comes out. */
class PassingThroughTest {

    @Test
    void aGetIsAnsweredByTheUpstream() {
        try (RawUpstream a = RawUpstream.saying("hello");
                Door door = Door.to(Door.upstream(1, a));
                RawClient client = door.client()) {
            Wire.Message answer = client.get();
            assertThat(answer.status()).isEqualTo(200);
            assertThat(answer.body()).isEqualTo("hello");
            assertThat(client.get().body()).isEqualTo("hello");
            assertThat(a.accepted()).as("upstream connections").isEqualTo(1);
        }
    }

    @Test
    void aBodyGoesUpWithItsLength() {
        try (RawUpstream a = RawUpstream.open(wire -> {
                    for (Wire.Message m = wire.readRequest(); m != null; m = wire.readRequest()) {
                        String body = m.field("content-length") + "/" + m.body();
                        wire.send("HTTP/1.1 201 Created\r\nContent-Length: " + body.length() + "\r\n\r\n" + body);
                    }
                });
                Door door = Door.to(Door.upstream(1, a));
                RawClient client = door.client()) {
            Wire.Message answer = client.post("12345");
            assertThat(answer.status()).isEqualTo(201);
            assertThat(answer.body()).isEqualTo("5/12345");
        }
    }

    @Test
    void theRequestIsToldOfWhenItIsOver() {
        try (RawUpstream a = RawUpstream.saying("hello")) {
            Upstream upstream = Door.upstream(3, a);
            try (Door door = Door.to(upstream);
                    RawClient client = door.client()) {
                client.get(Door.HOST, "/x?y");
                FinishedRequest told = door.lastFinished();
                assertThat(told.status()).isEqualTo(200);
                assertThat(told.target()).isEqualTo("/x?y");
                assertThat(told.routeId()).isEqualTo(7);
                assertThat(told.peerId()).isEqualTo(3);
                assertThat(told.attempts()).isEqualTo(1);
                assertThat(told.bytesOut()).isEqualTo(5);
                assertThat(told.failure()).isNull();
                assertThat(upstream.vitals().inFlight()).isZero();
                assertThat(upstream.vitals().lastHeardNanos()).isNotZero();
            }
        }
    }
}
