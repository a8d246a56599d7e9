package dev.sluice.proxy;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.core.site.SiteFields;
import dev.sluice.proxy.kit.Door;
import dev.sluice.proxy.kit.OtherDays;
import dev.sluice.proxy.kit.Plan;
import dev.sluice.proxy.kit.RawClient;
import dev.sluice.proxy.kit.RawUpstream;
import dev.sluice.proxy.kit.WebSocketWords;
import dev.sluice.testing.ToolRun;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** A route that closes: to curl, and to a WebSocket that is open. */
class AccessWindowsToolsTest {

    private static void publish(Door door, Map<String, Object> windows, RawUpstream app) {
        door.publish(new Plan(7, Door.HOST).site(SiteFields.read(windows)).through(Door.upstream(1, app)));
    }

    private static String curl(Door door) {
        return ToolRun.of(
                        "curl",
                        List.of(
                                "-sS",
                                "--max-time",
                                "20",
                                "-H",
                                "Host: " + Door.HOST,
                                "-w",
                                "|%{http_code} %header{retry-after}",
                                "http://127.0.0.1:" + door.port() + "/"))
                .output();
    }

    @Test
    void curlSeesItOpenAndClosed() {
        try (RawUpstream app = RawUpstream.open(RawUpstream.saying200("hi"));
                Door door = Door.open()) {
            publish(door, OtherDays.open(), app);
            assertThat(curl(door)).isEqualTo("hi|200 ");
            publish(door, OtherDays.closed(Map.of()), app);
            assertThat(curl(door)).contains("window_closed").endsWith("|403 ");
            publish(door, OtherDays.closed(Map.of("status", 503)), app);
            assertThat(curl(door)).contains("window_opens_later").containsPattern("\\|503 \\d{6}$");
        }
    }

    @Test
    void whatIsOpenStaysOpen() throws IOException {
        try (RawUpstream chat = RawUpstream.open(WebSocketWords::echo);
                Door door = Door.open()) {
            publish(door, OtherDays.open(), chat);
            try (RawClient client = door.client();
                    RawClient later = door.client()) {
                assertThat(WebSocketWords.ask(client.wire())).startsWith("HTTP/1.1 101 ");
                publish(door, OtherDays.closed(Map.of()), chat);
                assertThat(WebSocketWords.ask(later.wire())).startsWith("HTTP/1.1 403 ");
                client.send("still");
                assertThat(client.wire().read(5)).isEqualTo("still");
            }
        }
    }
}
