package dev.sluice.proxy;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.core.site.SiteFields;
import dev.sluice.proxy.kit.Door;
import dev.sluice.proxy.kit.Plan;
import dev.sluice.proxy.kit.RawClient;
import dev.sluice.proxy.kit.RawUpstream;
import dev.sluice.proxy.kit.WebSocketWords;
import dev.sluice.testing.ToolRun;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Whose requests count together: clients behind a trusted proxy, all event loops, WebSockets too. Asked by curl where that can. */
@SuppressWarnings("NullAway.Init")
class RateLimitToolsTest {

    private Door door;
    private RawUpstream app;

    @BeforeEach
    void open() {
        door = Door.open(options -> options.withTrustedProxies(List.of("127.0.0.1")));
        app = RawUpstream.open(RawUpstream.saying200("hi"));
    }

    @AfterEach
    void close() {
        door.close();
        app.close();
    }

    private void limited(Map<String, Object> limit, RawUpstream through) {
        door.publish(new Plan(7, Door.HOST)
                .site(SiteFields.read(Map.of("rate_limit", limit)))
                .through(Door.upstream(1, through)));
    }

    /** Status and fields of the answer to a client with that address. */
    private String asked(String address) {
        return ToolRun.of(
                        "curl",
                        List.of(
                                "-sS",
                                "--max-time",
                                "20",
                                "-o",
                                "/dev/null",
                                "-H",
                                "Host: " + Door.HOST,
                                "-H",
                                "X-Forwarded-For: " + address,
                                "-w",
                                "%{http_code} %header{ratelimit} %header{retry-after}",
                                "http://127.0.0.1:" + door.port() + "/"))
                .output();
    }

    @Test
    void addressesOfOneHomeAreOneClient() {
        limited(Map.of("requests", 1, "per", "10h"), app);
        assertThat(asked("198.51.100.1")).isEqualTo("200 \"client\";r=0;t=36000 ");
        assertThat(asked("198.51.100.1")).matches("429 \"client\";r=0;t=(3\\d{4}) \\1");
        assertThat(asked("198.51.100.2")).startsWith("200");
        assertThat(asked("2001:db8:1:2::1")).startsWith("200");
        assertThat(asked("2001:db8:1:2:ffff::9")).startsWith("429");
        assertThat(asked("2001:db8:1:3::1")).startsWith("200");
        assertThat(asked("::ffff:198.51.100.2")).as("IPv4 in other clothes").startsWith("429");
        limited(Map.of("requests", 1, "per", "10h", "ipv6_prefix", 48), app);
        assertThat(asked("2001:db8:2:1::1")).startsWith("200");
        assertThat(asked("2001:db8:2:2::1")).startsWith("429");
    }

    @Test
    void allEventLoopsCountTogether() {
        limited(Map.of("requests", 20, "per", "24h"), app);
        List<RawClient> clients = new ArrayList<>();
        int taken = 0;
        while (clients.size() < 40) {
            RawClient client = door.client();
            clients.add(client);
            client.send("GET / HTTP/1.1\r\nHost: " + Door.HOST + "\r\n\r\n");
            taken += client.read().firstLine().contains(" 200 ") ? 1 : 0;
        }
        clients.forEach(RawClient::close);
        assertThat(taken).isEqualTo(20);
        assertThat(door.threads()).hasSize(Door.LOOPS);
    }

    @Test
    void aWebSocketIsOneRequest() throws IOException {
        try (RawUpstream chat = RawUpstream.open(WebSocketWords::echo)) {
            limited(Map.of("requests", 1, "per", "24h"), chat);
            try (RawClient client = door.client();
                    RawClient second = door.client()) {
                assertThat(WebSocketWords.ask(client.wire())).startsWith("HTTP/1.1 101 ");
                assertThat(WebSocketWords.ask(second.wire())).startsWith("HTTP/1.1 429 ");
            }
        }
    }
}
