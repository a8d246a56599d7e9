package dev.sluice.admin;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sluice.core.failover.Event;
import dev.sluice.core.failover.EventName;
import dev.sluice.core.port.StoreAwayException;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.LongStream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;

/** The activity log as a file. */
class ActivityExportTest extends ApiTest {

    private void happens(String message, String actor) {
        api.plane.happens(Event.of(EventName.GATEWAY_DOWN, Instant.now(), actor, message, Map.of("peer_id", 7L)));
    }

    @Test
    void csvIsThatOfTheStandardAndNoCellIsAFormula() {
        happens("plain", "watchdog");
        happens("=HYPERLINK(\"http://evil.example\")", "@me");
        happens("two\r\nlines, and \"quotes\"", "+49");

        Reply reply = api.get("/logs/activity?format=csv");

        assertThat(reply.header("Content-Type")).isEqualTo("text/csv; charset=utf-8");
        assertThat(reply.header("Content-Disposition")).isEqualTo("attachment; filename=\"activity.csv\"");
        List<List<String>> rows = parsed(reply.body().toString());
        assertThat(rows).hasSize(4);
        assertThat(rows.get(0))
                .containsExactly("id", "uid", "at", "event", "severity", "actor", "front_door", "message", "details");
        assertThat(rows).extracting(row -> row.get(0)).containsExactly("id", "3", "2", "1");
        assertThat(rows).extracting(row -> row.get(5)).containsExactly("actor", "'+49", "'@me", "watchdog");
        assertThat(rows)
                .extracting(row -> row.get(7))
                .containsExactly(
                        "message", "two\r\nlines, and \"quotes\"", "'=HYPERLINK(\"http://evil.example\")", "plain");
        assertThat(new JsonObject(rows.get(3).get(8))).isEqualTo(new JsonObject().put("peer_id", 7));
        assertThat(api.call("GET", "/logs/activity", null, "Accept", "text/csv").body())
                .isEqualTo(reply.body());
    }

    /** An own reading of RFC 4180. */
    private static List<List<String>> parsed(String text) {
        List<List<String>> rows = new ArrayList<>();
        List<String> row = new ArrayList<>();
        StringBuilder cell = new StringBuilder();
        boolean quoted = false;
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (quoted) {
                boolean twice = c == '"' && i + 1 < text.length() && text.charAt(i + 1) == '"';
                quoted = c != '"' || twice;
                cell.append(quoted ? String.valueOf(c) : "");
                i += twice ? 1 : 0;
            } else if (c == '"') {
                quoted = true;
            } else if (c == ',' || c == '\r') {
                row.add(cell.toString());
                cell.setLength(0);
                if (c == '\r') {
                    assertThat(text.charAt(++i)).isEqualTo('\n');
                    rows.add(List.copyOf(row));
                    row.clear();
                }
            } else {
                cell.append(c);
            }
        }
        assertThat(row).isEmpty();
        return rows;
    }

    @Test
    void allThatPassesTheFiltersIsInItWhateverThePagesAre() {
        for (int i = 0; i < 611; i++) {
            happens("number " + i, i % 2 == 0 ? "watchdog" : "anna");
        }
        happens("not asked for", "bob");
        Buffer lines = api.get("/logs/activity?format=ndjson&event=gateway_down&until="
                        + Instant.now().plusSeconds(9))
                .body();
        JsonArray array =
                new JsonArray(api.get("/logs/activity?format=json&actor=anna").body());

        assertThat(lines.toString().lines().map(line -> new JsonObject(line).getLong("id")))
                .containsExactlyElementsOf(
                        LongStream.rangeClosed(1, 612).map(i -> 613 - i).boxed().toList());
        assertThat(array).hasSize(305);
        assertThat(array.getJsonObject(0))
                .isEqualTo(api.get("/logs/activity?limit=1&actor=anna").items().getJsonObject(0));
        assertThat(new JsonArray(
                        api.get("/logs/activity?format=json&actor=nobody").body()))
                .isEmpty();
    }

    @Test
    void whatCannotBeIsRefused() {
        happens("plain", "watchdog");
        assertThat(api.get("/logs/activity?format=xml").paths()).containsExactly("format");
        assertThat(api.get("/logs/activity?format=csv&peer=x").paths()).containsExactly("peer");
        assertThat(api.call("HEAD", "/logs/activity?format=csv", null).status()).isEqualTo(200);
        api.plane.failing = new StoreAwayException("connection refused", new IllegalStateException());
        assertThat(api.get("/logs/activity?format=csv").code()).isEqualTo("store_away");
        api.plane.failing = null;
        api.plane.unsaved = true;
        assertThat(api.get("/logs/activity?format=csv").code()).isEqualTo("store_away");
    }

    /** Half a file must not look like a whole one. */
    @Test
    void anExportThatCannotBeFinishedIsCutOff() {
        for (int i = 0; i < 300; i++) {
            happens("number " + i, "watchdog");
        }
        api.plane.failingOlder = true;
        assertThatThrownBy(() -> api.get("/logs/activity?format=json")).hasMessageContaining("closed");
    }

    @Test
    void aSlowClientHasNothingReadAheadForItAndThereAreOnlySoMany() throws IOException {
        String long32k = "x".repeat(32 * 1024);
        for (int i = 0; i < 1_000; i++) {
            happens(long32k, "watchdog");
        }
        List<Socket> slow = new ArrayList<>();
        try {
            for (int i = 0; i < 4; i++) {
                slow.add(asked());
            }
            Awaitility.await().atMost(Duration.ofSeconds(20)).until(() -> {
                Reply reply = api.raw(
                        "GET", "/api/v1/logs/activity?format=csv&actor=nobody", ApiServer.ADMIN, Buffer.buffer());
                return reply.status() == 503 && reply.code().equals("too_many_streams");
            });
            assertThat(api.plane.foundOlder.get()).isLessThan(4 * 1_000);
            slow.remove(0).close();
            Awaitility.await()
                    .atMost(Duration.ofSeconds(20))
                    .until(() ->
                            api.get("/logs/activity?format=csv&actor=nobody").status() == 200);
        } finally {
            for (Socket one : slow) {
                one.close();
            }
        }
    }

    /** Takes the head of the answer and nothing of its body. */
    private Socket asked() throws IOException {
        Socket socket = new Socket();
        socket.setReceiveBufferSize(16 * 1024);
        socket.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), api.port()));
        socket.getOutputStream()
                .write(("GET /api/v1/logs/activity?format=csv HTTP/1.1\r\nHost: 127.0.0.1\r\nAuthorization: Bearer "
                                + ApiServer.READER + "\r\n\r\n")
                        .getBytes(StandardCharsets.US_ASCII));
        InputStream in = socket.getInputStream();
        assertThat(new String(in.readNBytes(12), StandardCharsets.US_ASCII)).isEqualTo("HTTP/1.1 200");
        return socket;
    }
}
