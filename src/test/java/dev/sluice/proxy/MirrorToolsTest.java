package dev.sluice.proxy;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.core.mirror.MirrorCounts;
import dev.sluice.core.mirror.MirrorCounts.Outcome;
import dev.sluice.core.mirror.Mirroring;
import dev.sluice.core.site.Mirror;
import dev.sluice.core.site.SiteFields;
import dev.sluice.proxy.kit.Door;
import dev.sluice.proxy.kit.Plan;
import dev.sluice.proxy.kit.RawClient;
import dev.sluice.proxy.kit.RawUpstream;
import dev.sluice.proxy.kit.WebSocketWords;
import dev.sluice.proxy.kit.Wire;
import dev.sluice.testing.ToolRun;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CopyOnWriteArrayList;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;

/** Copies of what curl asks for, and none of a WebSocket. */
class MirrorToolsTest {

    private final MirrorCounts counts = new MirrorCounts();

    private void publish(Door door, RawUpstream mirror, RawUpstream app) {
        Mirror terms = SiteFields.read(Map.of(
                        "mirror", Map.of("url", "http://127.0.0.1:" + mirror.port(), "methods", List.of("GET", "PUT"))))
                .of(Mirror.class);
        door.publish(new Plan(7, Door.HOST)
                .mirror(new Mirroring(Objects.requireNonNull(terms), counts))
                .through(Door.upstream(1, app)));
    }

    private static String put(Door door, String body) {
        return ToolRun.of(
                        "curl",
                        List.of(
                                "-sS",
                                "--max-time",
                                "20",
                                "-X",
                                "PUT",
                                "-H",
                                "Host: " + Door.HOST,
                                "-H",
                                "Expect: 100-continue",
                                "--data",
                                body,
                                "-w",
                                "|%{http_code}",
                                "http://127.0.0.1:" + door.port() + "/save"))
                .output();
    }

    @Test
    void whatCurlUploadsArrivesTwice() {
        List<String> bodies = new CopyOnWriteArrayList<>();
        try (RawUpstream mirror = RawUpstream.open(wire -> {
                    for (Wire.Message one = wire.readRequest(); one != null; one = wire.readRequest()) {
                        bodies.add(one.body());
                        wire.send("HTTP/1.1 500 No\r\nContent-Length: 0\r\n\r\n");
                    }
                });
                RawUpstream app = RawUpstream.open(RawUpstream.saying200("hi"));
                Door door = Door.open()) {
            publish(door, mirror, app);
            String answer = put(door, "sum=1");
            assertThat(answer).isEqualTo("hi|200");
            Awaitility.await().pollInterval(Duration.ofMillis(5)).until(() -> counts.counted(Outcome.ANSWERED) == 1);
            assertThat(bodies).containsExactly("sum=1");
            String head = mirror.heads().get(0);
            assertThat(head).startsWith("PUT /save HTTP/1.1\r\n");
            assertThat(Wire.fieldOf(head, "x-gateway-mirror")).isEqualTo("1");
            assertThat(Wire.fieldOf(head, "content-type")).isEqualTo("application/x-www-form-urlencoded");
            assertThat(Wire.fieldOf(head, "expect")).isNull();
            assertThat(put(door, "")).isEqualTo("hi|200");
            Awaitility.await().pollInterval(Duration.ofMillis(5)).until(() -> counts.counted(Outcome.ANSWERED) == 2);
            assertThat(Wire.fieldOf(mirror.heads().get(1), "content-length")).isEqualTo("0");
        }
    }

    @Test
    void aWebSocketIsNotCopied() throws IOException {
        try (RawUpstream mirror = RawUpstream.open(RawUpstream.saying200("no"));
                RawUpstream chat = RawUpstream.open(WebSocketWords::echo);
                Door door = Door.open();
                RawClient client = door.client()) {
            publish(door, mirror, chat);
            assertThat(WebSocketWords.ask(client.wire())).startsWith("HTTP/1.1 101 ");
            client.send("hello");
            assertThat(client.wire().read(5)).isEqualTo("hello");
            assertThat(mirror.accepted()).isZero();
            assertThat(counts.inFlight()).isZero();
        }
    }
}
