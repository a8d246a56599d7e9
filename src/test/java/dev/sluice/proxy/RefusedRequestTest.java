package dev.sluice.proxy;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.proxy.kit.Door;
import dev.sluice.proxy.kit.RawClient;
import dev.sluice.proxy.kit.RawUpstream;
import dev.sluice.proxy.kit.Wire;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** What a refusal says and when, and what it is not taken for; what is refused is a matter of the contract. */
class RefusedRequestTest {

    private static final String HOST = "Host: " + Door.HOST + "\r\n";
    private static RawUpstream upstream;
    private static Door door;

    @BeforeAll
    static void open() {
        upstream = RawUpstream.saying("reached");
        door = Door.to(Door.upstream(1, upstream));
    }

    @AfterAll
    static void close() {
        door.close();
        upstream.close();
    }

    @Test
    void anUnknownHostHasNoRouteAndTheConnectionGoesOn() {
        try (RawClient client = door.client()) {
            Wire.Message answer = client.get("nowhere.example.org", "/");
            assertThat(answer.status()).isEqualTo(404);
            assertThat(answer.body()).contains("no_route");
            assertThat(client.get().body()).isEqualTo("reached");
        }
    }

    @Test
    void aClientThatAsksForJsonGetsAProblem() {
        Wire.Message answer = RawClient.once(
                door.port(), "GET / HTTP/1.1\r\nHost: nowhere.example.org\r\nAccept: application/json\r\n\r\n");
        assertThat(answer.field("content-type")).isEqualTo("application/problem+json");
        assertThat(answer.body()).contains("\"code\":\"no_route\"").contains("\"status\":404");
    }

    @Test
    void theBodyOfARefusedRequestIsNeverTakenForARequest() {
        try (RawClient client = door.client()) {
            client.send("POST / HTTP/1.1\r\nHost: nowhere.example.org\r\nContent-Length: 60\r\n\r\n"
                    + "GET /smuggled HTTP/1.1\r\n" + HOST + "\r\n");
            assertThat(client.read().status()).isEqualTo(404);
            assertThat(client.isClosed()).isTrue();
            assertThat(upstream.heads()).noneMatch(head -> head.contains("smuggled"));
        }
    }

    @Test
    void aFoldInAPipelinedHeadIsSeenToo() {
        try (RawClient client = door.client()) {
            client.send("GET /1 HTTP/1.1\r\n" + HOST + "\r\nGET /2 HTTP/1.1\r\n" + HOST + "X-A: 1\r\n 2\r\n\r\n");
            assertThat(client.read().status()).isEqualTo(200);
            assertThat(client.read().status()).isEqualTo(400);
        }
    }

    @Test
    void aHeadThatArrivesByteByByteIsTaken() throws Exception {
        try (RawClient client = door.client()) {
            for (char c : ("GET / HTTP/1.1\r\n" + HOST + "X-A: 1\r\n\r\n").toCharArray()) {
                client.wire().send(String.valueOf(c));
            }
            assertThat(client.read().body()).isEqualTo("reached");
        }
    }
}
