package dev.sluice.cli.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What a command takes from a stream that is cut, and what it asks for when it comes back. */
class EventFeedTest {

    private static final String OK = "HTTP/1.1 200 OK\r\nContent-Type: text/event-stream\r\n\r\nretry: 1000\n\n"
            + "event: ready\ndata: {\"revision\":1}\n\n:\n\n";

    private ServerSocket server;
    private final List<String> asked = new CopyOnWriteArrayList<>();
    private final List<String> told = new ArrayList<>();
    private int cuts;

    @BeforeEach
    @SuppressWarnings("NullAway.Init")
    void open() throws IOException {
        server = new ServerSocket(0, 10, InetAddress.getLoopbackAddress());
    }

    @AfterEach
    void close() throws IOException {
        server.close();
    }

    private static String event(String id, String uid) {
        return (id.isEmpty() ? "" : "id: " + id + "\n") + "event: activity\ndata: {\"uid\":\"" + uid + "\"}\n\n";
    }

    /** Answers one connection after the other with these, and closes each. */
    private void answering(String... answers) {
        Thread thread = new Thread(() -> {
            for (String answer : answers) {
                try (Socket socket = server.accept()) {
                    BufferedReader in = new BufferedReader(
                            new InputStreamReader(socket.getInputStream(), StandardCharsets.US_ASCII));
                    StringBuilder head = new StringBuilder();
                    for (String line = in.readLine(); line != null && !line.isEmpty(); line = in.readLine()) {
                        head.append(line).append('\n');
                    }
                    asked.add(head.toString());
                    socket.getOutputStream().write(answer.getBytes(StandardCharsets.UTF_8));
                } catch (IOException e) {
                    return;
                }
            }
        });
        thread.setDaemon(true);
        thread.start();
    }

    private void follow(Long after, int count) throws ClientFailure, InterruptedException {
        new AdminClient(URI.create("http://127.0.0.1:" + server.getLocalPort()), "a-token-for-the-test")
                .feed(() -> cuts++)
                .follow("/events?route=7", after, event -> {
                    told.add(event.getString("uid"));
                    return told.size() < count;
                });
    }

    @Test
    void itComesBackWithTheIdThatItHadLastAndTellsEachEventOnce() throws Exception {
        answering(
                OK + event("8", "a") + event("", "b") + "id: 9\nevent: activity\nda",
                OK + event("9", "b") + "event: activity_updated\ndata: {\"uid\":\"a\"}\n\n" + event("10", "c")
                        + event("11", "d"));

        follow(7L, 4);

        assertThat(told).containsExactly("a", "b", "c", "d");
        assertThat(cuts).isEqualTo(1);
        assertThat(asked).hasSize(2);
        assertThat(asked.get(0))
                .startsWith("GET /api/v1/events?route=7 HTTP/1.1\n")
                .contains("Authorization: Bearer a-token-for-the-test\n", "Last-Event-ID: 7\n");
        assertThat(asked.get(1)).contains("Last-Event-ID: 8\n");
    }

    @Test
    void whoWatchesLooksAtOnceAndOnceForChangesThatComeTogether() throws Exception {
        String changes = "event: peer\ndata: {\"id\":1}\n\n".repeat(100);
        answering(OK + changes, OK, "HTTP/1.1 200 OK\r\n\r\n:\n\n", OK + changes);

        new AdminClient(URI.create("http://127.0.0.1:" + server.getLocalPort()), "a-token-for-the-test")
                .feed(() -> cuts++)
                .watch("/events?kinds=peer", () -> {
                    told.add("look " + cuts);
                    if (cuts == 1) {
                        throw ClientFailure.of("nobody answers");
                    }
                    return cuts < 3;
                });

        // As many as the packets in which the changes came, at most.
        assertThat(told).hasSizeBetween(3, 20).startsWith("look 0").endsWith("look 1", "look 3");
        assertThat(asked).hasSize(4).allMatch(head -> head.startsWith("GET /api/v1/events?kinds=peer HTTP/1.1\n"));
    }

    @Test
    void aRefusalIsTold() {
        answering("HTTP/1.1 401 Unauthorized\r\nContent-Length: 0\r\n\r\n");

        assertThatThrownBy(() -> follow(null, 1))
                .isInstanceOf(ClientFailure.class)
                .hasMessageContaining("the token is not known there")
                .hasMessageNotContaining("a-token-for-the-test");
        assertThat(asked.get(0)).doesNotContain("Last-Event-ID");
    }

    @Test
    void nobodyThereIsTold() throws Exception {
        server.close();

        assertThatThrownBy(() -> follow(null, 1)).hasMessageContaining("nobody answers at http://127.0.0.1:");
    }
}
